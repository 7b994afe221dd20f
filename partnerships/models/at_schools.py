"""Which partner works at which school, from when to when and for what; and what Community Schools add to it."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may, schools_where
from district.history import tracked, tracked_links
from district.models import School, User
from district.ranges import DateRange
from indicators.models import Indicator
from partnerships.models.areas import ServiceArea
from partnerships.models.partners import Partner, speaks_only_for_partners
from plans.models import Initiative

MOST_DOLLARS = 100_000_000


class Level(models.TextChoices):
    """How deep a partnership goes (Oakland's words; facts 8.3)."""

    SPECIALIZED = "SPECIALIZED", _("Specialized: one service for some students or families")
    ALIGNED = "ALIGNED", _("Aligned: works toward goals of the school")
    CORE = "CORE", _("Core: plans and acts with the school as a whole")

    @property
    def word(self):
        return str(self.label).partition(":")[0]


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def in_year(self, fall_year):
        """In force on at least one day of the school year."""
        return self.filter(starts_on__lte=school_years.last_day(fall_year)).filter(
            Q(ends_on=None) | Q(ends_on__gte=school_years.first_day(fall_year))
        )

    def visible_to(self, user):
        """People of the district read all of them; who speaks for a partner reads that partner's."""
        if not may(user, Can.VIEW_PARTNER):
            return self.none()
        if speaks_only_for_partners(user):
            return self.filter(partner__in=Partner.objects.visible_to(user))
        return self


def ordered_days(name):
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_it_starts",
            condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            violation_error_message=_("The last day must not be before the first day."),
        ),
        models.CheckConstraint(
            name=f"{name}_in_these_centuries",
            condition=Q(starts_on__range=school_years.all_days())
            & (Q(ends_on=None) | Q(ends_on__range=school_years.all_days())),
            violation_error_message=_("No school year holds this date."),
        ),
    ]


def days_apart(name, *fields, message):
    """No two rows that agree in these fields share a day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in fields),
            (DateRange("starts_on", "ends_on", models.Value("[]")), RangeOperators.OVERLAPS),
        ],
        violation_error_message=message,
    )


@tracked()
class SchoolPartnership(models.Model):
    """A partner at work at a school. Without an indicator it says why none (the plan's theory of action; facts 1.4)."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="at_schools", verbose_name=_("partner"))
    school = models.ForeignKey(School, models.PROTECT, related_name="partnerships", verbose_name=_("school"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Leave empty while it goes on."))
    level = models.CharField(_("level"), max_length=11, choices=Level.choices, blank=True)
    areas = models.ManyToManyField(ServiceArea, related_name="+", blank=True, verbose_name=_("service areas"))
    initiatives = models.ManyToManyField(Initiative, related_name="+", blank=True, verbose_name=_("initiatives"))
    indicators = models.ManyToManyField(
        Indicator, related_name="+", blank=True, verbose_name=_("equity indicators it aims at")
    )
    no_indicator_reason = models.CharField(_("why no indicator"), max_length=200, blank=True)
    note = models.CharField(_("what it does at the school"), max_length=500, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("partnerships with schools")
        ordering = ["school__name", "-starts_on"]
        constraints = [
            *ordered_days("school_partnership"),
            days_apart(
                "school_partnership_no_overlap",
                "partner",
                "school",
                message=_("These dates overlap what is recorded of this partner at this school already."),
            ),
        ]

    def __str__(self):
        return f"{self.partner} – {self.school}"

    def get_absolute_url(self):
        return reverse("partnerships:at-school-edit", args=[self.pk])

    def level_word(self):
        return Level(self.level).word if self.level else ""


@tracked_links()
class SchoolPartnershipArea(SchoolPartnership.areas.through):
    class Meta:
        proxy = True


@tracked_links()
class SchoolPartnershipInitiative(SchoolPartnership.initiatives.through):
    class Meta:
        proxy = True


@tracked_links()
class SchoolPartnershipIndicator(SchoolPartnership.indicators.through):
    class Meta:
        proxy = True


@tracked()
class LeadAgency(models.Model):
    """The nonprofit that runs a Community School's services with the principal: one at a time (facts 8.2, 12)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="lead_agencies", verbose_name=_("school"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="leads", verbose_name=_("lead agency"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Leave empty while it goes on."))
    source = models.CharField(_("how this is known"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("lead agencies of schools")
        ordering = ["school__name", "-starts_on"]
        constraints = [
            *ordered_days("lead_agency"),
            days_apart(
                "lead_agency_one_at_a_time",
                "school",
                message=_("The school has another lead agency on some of these days."),
            ),
        ]

    def __str__(self):
        return f"{self.partner} – {self.school}"

    def get_absolute_url(self):
        return reverse("partnerships:lead-edit", args=[self.pk])


class CoordinationNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the schools for which the person keeps them, and for a lead agency's contact the agency's own."""
        if speaks_only_for_partners(user):
            return self.filter(partner__in=Partner.objects.visible_to(user))
        return self.filter(school__in=schools_where(user, Can.TEND_SCHOOL_PARTNERS))


@tracked()
class CoordinationNote(models.Model):
    """What school and lead agency agreed on a day. Signed and never changed: a later note corrects it.

    Triggers keep it; only to whom it belongs can change, when the agency's record is merged.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="coordination_notes", verbose_name=_("school"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="coordination_notes", verbose_name=_("lead agency")
    )
    held_on = models.DateField(_("date"))
    text = models.TextField(_("note"), max_length=3000, help_text=_("Never write a child's name here."))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(auto_now_add=True)

    objects = CoordinationNoteQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("coordination notes")
        ordering = ["-held_on", "-pk"]
        triggers = [
            pgtrigger.ReadOnly(name="note_stays", fields=["school", "held_on", "text", "written_by", "written_at"]),
            pgtrigger.Protect(name="note_is_kept", operation=pgtrigger.Delete),
        ]
        constraints = [
            models.CheckConstraint(
                name="coordination_note_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            )
        ]

    def __str__(self):
        return f"{self.school}, {date_format(self.held_on)}"


class FundingKind(models.TextChoices):
    FEDERAL = "FEDERAL", _("Federal")
    STATE = "STATE", _("State")
    CITY = "CITY", _("City")
    DISTRICT = "DISTRICT", _("District")
    FOUNDATION = "FOUNDATION", _("Foundation")
    PARTNER = "PARTNER", _("The partner's own")
    IN_KIND = "IN_KIND", _("In kind: space, staff, goods")
    OTHER = "OTHER", _("Other")


class CommunityFundingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if may(user, Can.VIEW_PARTNER_NET) else self.none()


@tracked()
class CommunityFunding(models.Model):
    """A source that pays for a Community School's services in a school year: whole dollars, or not known."""

    school = models.ForeignKey(School, models.PROTECT, related_name="community_funding", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    source = models.CharField(_("source"), max_length=160)
    kind = models.CharField(_("kind of source"), max_length=10, choices=FundingKind.choices)
    funder = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="funds",
        verbose_name=_("the partner that gives it"),
        help_text=_("Only where it is one of the partners in the list."),
    )
    amount = models.PositiveIntegerField(
        _("whole dollars"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DOLLARS)],
        help_text=_("Leave empty where it is not known."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = CommunityFundingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("funding sources")
        ordering = ["-fall_year", "source"]
        constraints = [
            models.UniqueConstraint(
                name="community_funding_once_a_year",
                fields=["school", "fall_year", "source"],
                violation_error_message=_("This source is entered for this year already."),
            ),
            models.CheckConstraint(
                name="community_funding_sensible_amount",
                condition=Q(amount=None) | Q(amount__range=(1, MOST_DOLLARS)),
                violation_error_message=_("An amount from 1 to 100,000,000 dollars."),
            ),
            models.CheckConstraint(
                name="community_funding_in_these_centuries",
                condition=Q(fall_year__range=(school_years.FIRST_FALL_YEAR, school_years.LAST_FALL_YEAR)),
                violation_error_message=_("There is no such school year here."),
            ),
        ]

    def __str__(self):
        return f"{self.school} {self.fall_year}: {self.source}"

    @property
    def year_label(self):
        return school_years.label(self.fall_year)
