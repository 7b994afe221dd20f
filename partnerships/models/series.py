import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may_district_wide, schools_where
from district.history import tracked
from district.models import School, User
from indicators.marks import stale_marks
from partnerships.activity_types import DISTRICT_ONLY, ActivityType

MOST_PEOPLE = 20_000
MOST_SESSIONS = 400


class ActivitySeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the person may read; a series of the whole district needs a district role, as its sessions do."""
        if may_district_wide(user, Can.VIEW_ACTIVITY):
            return self
        return self.filter(school_key__in=schools_where(user, Can.VIEW_ACTIVITY))

    def in_school_year(self, fall_year):
        """Begun from 1 July of `fall_year` to 30 June of the year after."""
        return self.filter(begins_on__range=(school_years.first_day(fall_year), school_years.last_day(fall_year)))

    def open_to(self, school, activity_type, fall_year):
        """Those that an activity of this school (None: the district), type and school year can be a session of."""
        key = getattr(school, "pk", school) or 0
        return self.in_school_year(fall_year).filter(school_key=key, activity_type=activity_type)


@tracked()
class ActivitySeries(models.Model):
    """Sessions that belong together (a course, a class team's year): who enrolled and who completed is said once, here.

    The sessions are activities of the same school and type. Attendance is counted at each of them; it says nothing of
    how many different people came, which is why the two numbers belong to the series (facts 7.1, 7.2).
    """

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="activity_series", verbose_name=_("school")
    )
    school_key = models.GeneratedField(
        expression=Coalesce("school_id", models.Value(0, output_field=models.BigIntegerField())),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    activity_type = models.CharField(_("type"), max_length=24, choices=ActivityType.choices)
    title = models.CharField(_("title"), max_length=140)
    begins_on = models.DateField(_("begins on"))
    sessions_planned = models.PositiveSmallIntegerField(
        _("sessions planned"), null=True, blank=True, validators=[MaxValueValidator(MOST_SESSIONS)]
    )
    enrolled_total = models.PositiveIntegerField(
        _("people enrolled"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    completed_total = models.PositiveIntegerField(
        _("people who completed"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    roles_taken_total = models.PositiveIntegerField(
        _("graduates in a role since"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_PEOPLE)],
        help_text=_("On a council, a parent organization or an advisory group."),
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"))

    objects = ActivitySeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["-begins_on", "title", "pk"]
        triggers = [
            *stale_marks(
                "activity_series",
                "SELECT rows.school_key, rows.begins_on FROM {rows} AS rows",
                leave_out=("title", "sessions_planned", "made_by"),
            ),
            # Its sessions belong to one school and are of one type: both are settled when the series begins.
            pgtrigger.ReadOnly(name="series_keeps_school_and_type", fields=["school", "activity_type"]),
        ]
        indexes = [models.Index(name="series_by_school_and_day", fields=["school_key", "-begins_on"])]
        constraints = [
            models.CheckConstraint(
                name="series_begins_in_these_centuries",
                condition=Q(begins_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="series_completed_within_enrolled",
                violation_error_code="completed_over_enrolled",
                condition=Q(enrolled_total=None)
                | Q(completed_total=None)
                | Q(completed_total__lte=F("enrolled_total")),
                violation_error_message=_("No more people can complete than enrolled."),
            ),
            models.CheckConstraint(
                name="series_roles_within_completed",
                violation_error_code="roles_over_completed",
                condition=Q(roles_taken_total=None)
                | Q(completed_total=None)
                | Q(roles_taken_total__lte=F("completed_total")),
                violation_error_message=_("No more graduates can be in a role than there are."),
            ),
            models.CheckConstraint(
                name="series_homelessness_is_district_wide",
                violation_error_code="homelessness",
                condition=~Q(activity_type__in=DISTRICT_ONLY)
                | Q(school=None, enrolled_total=None, completed_total=None, roles_taken_total=None),
                violation_error_message=_("For families' privacy this type is logged for the district, not a school."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partnerships:series", args=[self.pk])

    def place_of_record(self):
        return self.school or _("The whole district")

    @property
    def fall_year(self):
        return school_years.fall_year_of(self.begins_on)

    @property
    def completion(self):
        """Share of those enrolled who completed, 0 to 1; None where either is not known."""
        if self.completed_total is None or not self.enrolled_total:
            return None
        return self.completed_total / self.enrolled_total
