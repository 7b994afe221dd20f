from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district import school_years
from district.history import tracked
from district.ranges import DateRange
from district.words import WithoutZeros, Words, names_index

SCHOOL_WORDS = Words("name", "code", WithoutZeros("code"))
PERIOD_WORDS = Words("name", texts=["address"])


class Grade(models.IntegerChoices):
    """Grades in order, so that a span is a range of integers (pre-kindergarten is below kindergarten)."""

    PK = -1, _("Pre-K")
    K = 0, pgettext_lazy("grade", "K")
    G1 = 1, "1"
    G2 = 2, "2"
    G3 = 3, "3"
    G4 = 4, "4"
    G5 = 5, "5"
    G6 = 6, "6"
    G7 = 7, "7"
    G8 = 8, "8"
    G9 = 9, "9"
    G10 = 10, "10"
    G11 = 11, "11"
    G12 = 12, "12"


class SupportTier(models.TextChoices):
    """The three tiers of differentiated support (strategic plan; facts 1.11)."""

    GUARANTEED = "GUARANTEED", _("Guaranteed services")
    NEED_BASED = "NEED_BASED", _("Need-based supports")
    INTENSIVE = "INTENSIVE", _("Intensive need-based supports")


class District(models.Model):
    """The one school district that this portal serves."""

    code = models.CharField(_("state code"), max_length=7, unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_demo = models.BooleanField(_("demonstration data"), default=False)

    def __str__(self):
        return self.name


class SchoolYearQuerySet(models.QuerySet):
    def with_schools_open(self):
        """Adds `schools_open`: how many schools were open on at least one day of the year."""
        open_then = School.objects.filter(
            Q(opened_on=None) | Q(opened_on__lte=models.OuterRef("ends_on")),
            Q(closed_on=None) | Q(closed_on__gte=models.OuterRef("starts_on")),
        )
        total = open_then.order_by().annotate(one=models.Value(1)).values("one").annotate(n=models.Count("pk"))
        return self.annotate(schools_open=Coalesce(models.Subquery(total.values("n")), 0))

    def holding(self, day):
        """The school year that holds `day`, or None."""
        return self.filter(starts_on__lte=day, ends_on__gte=day).first()

    def lock(self, year, *, by):
        """Close a year unless somebody has already; returns whether it was done now."""
        return self.filter(pk=year.pk, locked_at=None).update(locked_at=timezone.now(), locked_by=by)


@tracked()
class SchoolYear(models.Model):
    """A school year the district plans and reports in. Source: glossary, facts 12.

    Once it is closed (`locked_at`), what counts in it changes only with a correction note.
    """

    fall_year = models.PositiveSmallIntegerField(_("fall year"), primary_key=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    locked_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        "district.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = SchoolYearQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year"]
        constraints = [
            models.CheckConstraint(
                name="school_year_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The last day must be after the first day."),
            ),
            models.CheckConstraint(
                name="school_year_locked_at_and_by_together",
                condition=Q(locked_at=None, locked_by=None) | Q(locked_at__isnull=False, locked_by__isnull=False),
            ),
            ExclusionConstraint(
                name="school_year_no_overlap",
                expressions=[(DateRange("starts_on", "ends_on", models.Value("[]")), RangeOperators.OVERLAPS)],
                violation_error_message=_("These dates overlap another school year."),
            ),
        ]

    def __str__(self):
        return school_years.label(self.fall_year)

    @property
    def is_locked(self):
        return self.locked_at is not None

    def is_over(self):
        return self.ends_on < timezone.localdate()


class Language(models.Model):
    """A language families speak or documents are written in. `tag` is its BCP 47 tag."""

    tag = models.CharField(_("tag"), max_length=12, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    own_name = models.CharField(_("name in the language itself"), max_length=60)
    is_right_to_left = models.BooleanField(_("right to left"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        ordering = ["position", "tag"]

    def __str__(self):
        return self.name


class SchoolQuerySet(models.QuerySet):
    def open_on(self, day):
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=day), Q(closed_on=None) | Q(closed_on__gte=day))

    def not_closed_on(self, day):
        """Open on the day, or to be opened later: the schools for which something can be planned."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=day))

    def open_in(self, fall_year):
        """Open on at least one day of the school year."""
        return self.filter(
            Q(opened_on=None) | Q(opened_on__lte=school_years.last_day(fall_year)),
            Q(closed_on=None) | Q(closed_on__gte=school_years.first_day(fall_year)),
        )

    def with_profile_on(self, day, *fields):
        """Adds `profile_…` columns: the facts on `day`, or only `fields` of them (empty where unknown)."""
        current = SchoolProfile.objects.on(day).filter(school=models.OuterRef("pk"))
        return self.annotate(
            **{
                f"profile_{field}": models.Subquery(current.values(field)[:1])
                for field in fields or ("low_grade", "high_grade", "tier", "is_title1", "is_community_school")
            }
        )


@tracked()
class School(models.Model):
    """A school under its state code, which never changes; everything that can change has dates (`SchoolProfile`)."""

    code = models.CharField(_("state code"), max_length=7, unique=True)
    name = models.CharField(_("name"), max_length=120, help_text=_("The name in use today."))
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, help_text=_("The last day it was open."))
    predecessors = models.ManyToManyField(
        "self",
        symmetrical=False,
        through="SchoolSuccession",
        through_fields=("successor", "predecessor"),
        related_name="successors",
        blank=True,
        verbose_name=_("grew out of"),
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        indexes = [SCHOOL_WORDS.index("school_words"), names_index("name", "school_names_alike")]
        constraints = [
            models.CheckConstraint(
                name="school_closes_after_it_opens",
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gt=F("opened_on")),
                violation_error_message=_("A school closes after it opens."),
            ),
            models.CheckConstraint(
                name="school_code_is_seven_digits",
                condition=Q(code__regex=r"^[0-9]{7}$"),
                violation_error_message=_("A state code has seven digits, for example 0640111."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("district:school-detail", args=[self.code])

    def profile_on(self, day=None):
        return self.profiles.on(day or timezone.localdate()).first()


@tracked()
class SchoolSuccession(models.Model):
    """`successor` carries on what `predecessor` was, from a day on; the day is not known of what was entered without.

    What each school was stays under its own name and code; figures are never joined across the day (series break
    there: `indicators.school_breaks`).
    """

    successor = models.ForeignKey(School, models.CASCADE, db_column="from_school_id", related_name="came_from")
    predecessor = models.ForeignKey(School, models.CASCADE, db_column="to_school_id", related_name="went_into")
    on = models.DateField(_("from"), null=True, blank=True)

    class Meta:
        db_table = "district_school_predecessors"
        constraints = [
            models.UniqueConstraint(name="school_succession_once", fields=["successor", "predecessor"]),
            models.CheckConstraint(name="school_succession_of_another", condition=~Q(successor=F("predecessor"))),
        ]

    def __str__(self):
        return f"{self.predecessor_id} → {self.successor_id}"


class SchoolProfileQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def in_year(self, fall_year):
        """The facts in force on 1 October, the state's own count day, of a school year."""
        return self.on(school_years.date(fall_year, 10, 1))


@tracked()
class SchoolProfile(models.Model):
    """What is true of a school from one day to another: its name, grades, tier, Title I status."""

    school = models.ForeignKey(School, models.CASCADE, related_name="profiles", verbose_name=_("school"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Leave empty while it holds."))
    name = models.CharField(_("name in this period"), max_length=120)
    low_grade = models.SmallIntegerField(_("lowest grade"), choices=Grade.choices, null=True, blank=True)
    high_grade = models.SmallIntegerField(_("highest grade"), choices=Grade.choices, null=True, blank=True)
    tier = models.CharField(_("support tier"), max_length=12, choices=SupportTier.choices, blank=True)
    is_title1 = models.BooleanField(_("Title I"), default=True)
    is_magnet = models.BooleanField(_("interdistrict magnet"), default=False)
    is_community_school = models.BooleanField(_("Community School"), default=False)
    address = models.CharField(_("address"), max_length=200, blank=True)

    objects = SchoolProfileQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        indexes = [PERIOD_WORDS.index("school_profile_words")]
        constraints = [
            models.CheckConstraint(
                name="school_profile_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                name="school_profile_grades_in_order",
                condition=Q(low_grade=None, high_grade=None) | Q(low_grade__lte=F("high_grade")),
                violation_error_message=_("The lowest grade must not be above the highest."),
            ),
            ExclusionConstraint(
                name="school_profile_no_overlap",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("These dates overlap another period of the same school."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {date_format(self.starts_on)}"

    def grades_label(self):
        """For people: "K–8", "9–12", or empty where the span is not known."""
        if self.low_grade is None:
            return ""
        if self.low_grade == self.high_grade:
            return str(self.get_low_grade_display())
        return f"{self.get_low_grade_display()}–{self.get_high_grade_display()}"
