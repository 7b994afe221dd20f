"""The Title I engagement budget: what the district receives, reserves for family engagement, gives to schools, spends.

Source: ESEA section 1116(a)(3) (20 USC 6318; facts 5.2). What the law asks is compared with these rows by
`plans.title_one.rules`; it warns and does not block, because the books must be able to hold what really happened.
Money is Decimal with cents throughout. A budget's key is its fall year: the fiscal year and the school year are one.
"""

from decimal import Decimal

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may_district_wide, schools_where
from district.history import tracked
from district.models import School, SchoolYear, User
from district.models.schools import SupportTier
from plans.models.adopted import Initiative
from plans.models.implementation import Milestone

NOTHING = Decimal(0)
LEAST = Decimal("0.01")


def dollars_field(label, **options):
    """An amount that is not below zero, in dollars and cents; up to 9,999,999,999.99."""
    return models.DecimalField(
        label, max_digits=12, decimal_places=2, validators=[MinValueValidator(NOTHING)], **options
    )


def percent_field(label, **options):
    limits = [MinValueValidator(NOTHING), MaxValueValidator(Decimal(100))]
    return models.DecimalField(label, max_digits=5, decimal_places=2, validators=limits, **options)


class _FirstDay(models.Func):
    """1 July of the fall year that a column holds."""

    template = "make_date(%(expressions)s::int, 7, 1)"
    output_field = models.DateField()


class _LastDay(models.Func):
    """30 June after the autumn of the fall year that a column holds."""

    template = "make_date(%(expressions)s::int + 1, 6, 30)"
    output_field = models.DateField()


class ReserveRuleQuerySet(models.QuerySet):
    def in_force(self, fall_year):
        """The rule that holds in a school year, or None before the first one."""
        return self.filter(first_fall_year__lte=fall_year).order_by("-first_fall_year").first()


@tracked()
class ReserveRule(models.Model):
    """The thresholds of the law from a school year on, as data: Congress changes them, guidance reads them anew.

    `counts_required_only`: the schools' percentage is taken of the least reserve required by law, so that what a
    district adds of its own accord it may keep (the Department's guidance of January 2025); else of all it reserves.
    `high_need_tiers` is the district's own answer: the law gives priority to high-need schools and does not say which.
    """

    first_fall_year = models.PositiveSmallIntegerField(_("from the school year"), unique=True)
    reserve_percent = percent_field(_("percent of the allocation to reserve"))
    exempt_up_to = dollars_field(
        _("no duty where that is at most, in dollars"),
        help_text=_("The law says $5,000: with 1 %, allocations up to $500,000 need no reserve."),
    )
    schools_percent = percent_field(_("percent of the reserve that goes to schools"))
    counts_required_only = models.BooleanField(
        _("count the schools' percentage only of the least reserve required by law"), default=False
    )
    high_need_tiers = ArrayField(
        models.CharField(max_length=12, choices=SupportTier.choices),
        verbose_name=_("support tiers that count as high need"),
        default=list,
        blank=True,
    )
    source = models.CharField(_("source"), max_length=300)

    objects = ReserveRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-first_fall_year"]
        constraints = [
            models.CheckConstraint(
                name="reserve_rule_percents_are_percents",
                condition=Q(reserve_percent__range=(0, 100), schools_percent__range=(0, 100), exempt_up_to__gte=0),
            ),
        ]

    def __str__(self):
        return school_years.label(self.first_fall_year)

    def high_need_labels(self):
        return ", ".join(str(SupportTier(tier).label) for tier in self.high_need_tiers)


class SpendingCategory(models.Model):
    """What the law lets the reserve be spent on: reference data, its text restated in our words.

    One that is no longer in use stays on what was entered with it.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    label = models.CharField(_("name"), max_length=160)
    statute = models.CharField(_("where the law says so"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.label


@tracked()
class TitleOneBudget(models.Model):
    """A fiscal year's Title I, Part A money for the district, and what of it is reserved for family engagement."""

    school_year = models.OneToOneField(
        SchoolYear, models.PROTECT, primary_key=True, related_name="title_one_budget", verbose_name=_("school year")
    )
    allocation = dollars_field(_("Title I, Part A allocation of the district in dollars"))
    source = models.CharField(_("document that states the allocation"), max_length=200)
    stated_on = models.DateField(_("date of the document"))
    reserve = dollars_field(_("reserved for family engagement in dollars"), null=True, blank=True)
    carried_over = dollars_field(_("left of the year before in dollars"), default=NOTHING)
    families_on = models.DateField(_("day on which families took part in the decision"), null=True, blank=True)
    families_how = models.TextField(_("how families took part, and what they asked for"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-school_year"]
        constraints = [
            models.CheckConstraint(
                name="title_one_amounts_not_negative",
                condition=Q(allocation__gte=0, carried_over__gte=0) & (Q(reserve=None) | Q(reserve__gte=0)),
                violation_error_message=_("An amount cannot be below zero."),
            ),
            models.CheckConstraint(
                name="title_one_reserve_within_allocation",
                condition=Q(reserve=None) | Q(reserve__lte=F("allocation")),
                violation_error_message=_("The reserve cannot be more than the allocation."),
            ),
            models.CheckConstraint(name="title_one_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="title_one_families_day_and_how",
                condition=Q(families_on=None, families_how="") | (Q(families_on__isnull=False) & ~Q(families_how="")),
                violation_error_message=_("How families took part needs its day, and the day needs how."),
            ),
        ]

    def __str__(self):
        return str(_("Title I engagement budget, %(year)s") % {"year": self.year_label})

    def get_absolute_url(self):
        return reverse("plans:title-one-year", args=[self.fall_year])

    @property
    def fall_year(self):
        return self.school_year_id

    @property
    def year_label(self):
        return school_years.label(self.school_year_id)

    def available(self):
        """What there is to spend: this year's reserve and what was left of the year before."""
        return (self.reserve or NOTHING) + self.carried_over


class AtSchoolsQuerySet(models.QuerySet):
    """Rows that belong to a school, or to the district itself (`school` is empty)."""

    def visible_to(self, user):
        if may_district_wide(user, Can.VIEW_TITLE1):
            return self
        return self.filter(school__in=schools_where(user, Can.VIEW_TITLE1))


@tracked()
class SchoolAllocation(models.Model):
    """A school's part of the engagement reserve, and what it keeps of the year before."""

    budget = models.ForeignKey(TitleOneBudget, models.PROTECT, related_name="allocations", verbose_name=_("budget"))
    school = models.ForeignKey(School, models.PROTECT, related_name="title_one_allocations", verbose_name=_("school"))
    amount = dollars_field(_("of this year's reserve in dollars"))
    carried_over = dollars_field(_("left of the year before in dollars"), default=NOTHING)

    objects = AtSchoolsQuerySet.as_manager()

    class Meta:
        ordering = ["school__name", "school__code"]
        constraints = [
            models.UniqueConstraint(
                name="title_one_allocation_once",
                fields=["budget", "school"],
                violation_error_message=_("This school has its share already."),
            ),
            models.CheckConstraint(
                name="title_one_allocation_not_negative",
                condition=Q(amount__gte=0, carried_over__gte=0),
                violation_error_message=_("An amount cannot be below zero."),
            ),
        ]

    def __str__(self):
        return f"{self.school}, {school_years.label(self.budget_id)}"


class MoneyLine(models.Model):
    """What planned lines and spending have in common: for whom, for what, within which part of the plan."""

    budget = models.ForeignKey(TitleOneBudget, models.PROTECT, verbose_name=_("budget"))
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name=_("school"))
    category = models.ForeignKey(SpendingCategory, models.PROTECT, related_name="+", verbose_name=_("kind of use"))
    what = models.CharField(_("for what"), max_length=200)
    initiative = models.ForeignKey(Initiative, models.PROTECT, null=True, blank=True, verbose_name=_("initiative"))
    milestone = models.ForeignKey(Milestone, models.PROTECT, null=True, blank=True, verbose_name=_("milestone"))

    objects = AtSchoolsQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.what

    def place(self):
        """Whose money it is, in words."""
        return str(self.school) if self.school_id else str(_("Central office"))

    def place_url(self):
        if self.school_id:
            return reverse("plans:title-one-school", args=[self.budget_id, self.school.code])
        return reverse("plans:title-one-central", args=[self.budget_id])


@tracked()
class PlannedSpending(MoneyLine):
    """A line of the budget: what a school, or central office, means to spend."""

    amount = dollars_field(_("amount in dollars"))

    class Meta:
        ordering = ["pk"]
        default_related_name = "planned_spending"
        constraints = [
            models.CheckConstraint(name="planned_spending_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(name="planned_spending_says_for_what", condition=~Q(what="")),
        ]


@tracked()
class SpendingEntry(MoneyLine):
    """Money spent, as it stands in the books. Never deleted: what was wrong is reversed by an entry of its own."""

    planned = models.ForeignKey(
        PlannedSpending, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("budget line")
    )
    spent_on = models.DateField(_("date"))
    vendor = models.CharField(_("paid to"), max_length=120)
    reference = models.CharField(_("invoice or order number"), max_length=80)
    document = models.CharField(_("where the document is"), max_length=300, blank=True)
    amount = models.DecimalField(_("amount in dollars"), max_digits=12, decimal_places=2)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("reverses")
    )
    reason = models.CharField(_("why it is reversed"), max_length=300, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        ordering = ["-spent_on", "-pk"]
        default_related_name = "spending_entries"
        constraints = [
            models.CheckConstraint(
                name="spending_is_more_than_nothing",
                condition=Q(reverses=None, amount__gte=LEAST, reason="")
                | (Q(reverses__isnull=False, amount__lte=-LEAST) & ~Q(reason="")),
                violation_error_message=_("An amount is at least one cent."),
            ),
            models.CheckConstraint(
                name="spending_within_its_year",
                condition=Q(spent_on__gte=_FirstDay("budget"), spent_on__lte=_LastDay("budget")),
                violation_error_message=_("This day is not in the fiscal year, July to June."),
            ),
            models.CheckConstraint(
                name="spending_says_for_what_and_to_whom", condition=~Q(what="") & ~Q(vendor="") & ~Q(reference="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="spending_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="reversal_mirrors",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(
                    """
                    IF TG_OP = 'UPDATE' AND (
                        OLD.reverses_id IS NOT NULL OR NEW.reverses_id IS NOT NULL
                        OR EXISTS (SELECT 1 FROM {meta.db_table} AS other WHERE other.reverses_id = OLD.id)
                    ) THEN
                        RAISE EXCEPTION 'an entry that is reversed, and its reversal, stay as they are'
                        USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'INSERT' AND NEW.reverses_id IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM {meta.db_table} AS first
                        WHERE first.id = NEW.reverses_id AND first.reverses_id IS NULL
                            AND first.amount = -NEW.amount AND first.budget_id = NEW.budget_id
                            AND first.category_id = NEW.category_id
                            AND first.school_id IS NOT DISTINCT FROM NEW.school_id
                    ) THEN
                        RAISE EXCEPTION 'a reversal takes back the whole of one entry, where it stands'
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def get_absolute_url(self):
        return reverse("plans:spending-detail", args=[self.pk])
