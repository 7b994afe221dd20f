import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may_district_wide, schools_where
from district.history import tracked, tracked_links
from district.models import EvidenceFile, Language, School, User
from district.words import Words
from indicators.marks import stale_marks
from indicators.models import Indicator
from partnerships.activity_types import COUNTS, DEFAULT_COUNTS, DISTRICT_ONLY, HOME_VISITS, ActivityType, counts_for
from partnerships.choices import (
    CONDITIONS,
    Audience,
    Channel,
    FamilyRole,
    FourC,
    GradeBand,
    Mode,
    Place,
    Rating,
    RunBy,
    TeamStep,
)
from partnerships.models.partners import Partner
from partnerships.models.series import ActivitySeries
from plans.models import Initiative

ACTIVITY_WORDS = Words("title", texts=["notes", "follow_up"])
MOST_PEOPLE = 20_000  # more than any school building in the state holds: an absurd count, not a big event


# What no measure reads (`partnerships/measures.py`): changing only these leaves every count as it is.
NEVER_COUNTED = (
    "title",
    "ends_at",
    "no_indicator_reason",
    *(f"reason_{condition}" for condition in CONDITIONS),
    "follow_up_due_on",
    "notes",
    "evidence",
    "entry_key",
    "version",
    "logged_by",
    "logged_at",
    "changed_at",
    "deleted_by",
    "deleted_reason",
)


def rating(label):
    return models.PositiveSmallIntegerField(label, choices=Rating.choices, null=True, blank=True)


def reason(label):
    return models.CharField(label, max_length=200, blank=True)


def count(label, most=MOST_PEOPLE, help_text=""):
    """A count of people or things; empty means not known, which is not zero."""
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(most)], help_text=help_text
    )


COUNT_FIELDS = (
    "families_total",
    "adults_total",
    "students_total",
    "staff_total",
    "community_total",
    "invited_total",
    "visits_first_total",
    "visits_second_total",
    "visits_attempted_total",
    "visits_declined_total",
    "sessions_total",
    "hours_total",
    "enrolled_total",
    "completed_total",
    "goals_set_total",
    "compact_discussed_total",
    "sent_total",
    "returned_total",
    "comments_total",
    "sets_given_total",
    "classes_total",
    "slots_total",
    "new_families_total",
    "teachers_total",
    "leaders_total",
    "support_staff_total",
    "staff_eligible_total",
    "tables_total",
    "themes_total",
    "actions_total",
    "actions_done_total",
    "trainers_total",
    "helped_total",
    "contacts_total",
    "roles_taken_total",
    "feedback_total",
    "feedback_mean",
)
TYPE_LABELS = dict(ActivityType.choices)
TYPE_FACTS = ("team_step", "grade_bands", "channel")  # what some types say besides counts


MAIN_COUNTS = {name for counts in (*COUNTS.values(), DEFAULT_COUNTS) for name in counts.first}


def count_label(activity_type, name):
    """The label of a count, in the words of the type where it has its own."""
    return capfirst(counts_for(activity_type).words.get(name) or Activity._meta.get_field(name).verbose_name)


class ActivityQuerySet(models.QuerySet):
    def kept(self):
        return self.filter(deleted_at=None)

    def visible_to(self, user):
        """What the person may read, deleted ones left out; district-wide activities need a district role."""
        return self.kept().among_schools_of(user, Can.VIEW_ACTIVITY)

    def among_schools_of(self, user, permission):
        """At the schools where the person may do this; `school_key` because its index also knows the dates."""
        if may_district_wide(user, permission):
            return self
        return self.filter(school_key__in=schools_where(user, permission))

    def in_school_year(self, fall_year):
        """Held from 1 July of `fall_year` to 30 June of the year after."""
        return self.filter(held_on__range=(school_years.first_day(fall_year), school_years.last_day(fall_year)))

    def late_to_follow_up(self, today):
        """Something follows from them by a day that is over, and nobody has said that it is done."""
        return self.kept().filter(follow_up_done_on=None, follow_up_due_on__lt=today).exclude(follow_up="")

    def for_list(self):
        """What the list shows, in a fixed number of queries and without the long texts; keeps the order."""
        shown = ("title", "activity_type", "held_on", "audience", "rating_linked_to_learning", *MAIN_COUNTS)
        return (
            self.select_related("school").prefetch_related("initiatives").only("school__name", "school__code", *shown)
        )


@tracked(comes_in_bulk=True)
class Activity(models.Model):
    """An engagement activity that took place: counts, never names (facts 7.1). No school means district-wide.

    Counts of attendance are duplicated across events and never sum to "families reached"; that is `YearlyReach`.
    `school_key` mirrors the school with 0 for district-wide, so that the rollup can use one index for both.
    """

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("school")
    )
    school_key = models.GeneratedField(
        expression=Coalesce("school_id", models.Value(0, output_field=models.BigIntegerField())),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    activity_type = models.CharField(_("type"), max_length=24, choices=ActivityType.choices)
    title = models.CharField(_("title"), max_length=140)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    is_series = models.BooleanField(_("part of a series"), default=False)
    series = models.ForeignKey(
        ActivitySeries,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        db_index=False,
        verbose_name=_("series"),
    )
    place = models.CharField(_("place"), max_length=10, choices=Place.choices, blank=True)
    mode = models.CharField(_("how it was held"), max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    run_by = ArrayField(
        models.CharField(max_length=10, choices=RunBy.choices), verbose_name=_("run by"), default=list, blank=True
    )
    partners = models.ManyToManyField(Partner, related_name="activities", blank=True, verbose_name=_("partners"))
    initiatives = models.ManyToManyField(
        Initiative, related_name="activities", blank=True, verbose_name=_("initiatives")
    )
    indicators = models.ManyToManyField(
        Indicator, related_name="activities", blank=True, verbose_name=_("equity indicators")
    )
    no_indicator_reason = models.CharField(_("why no indicator"), max_length=200, blank=True)

    # Dual Capacity-Building Framework, version 1 (facts 6)
    audience = models.CharField(_("whose capacity grows"), max_length=8, choices=Audience.choices, blank=True)
    four_cs = ArrayField(
        models.CharField(max_length=12, choices=FourC.choices), verbose_name=_("the 4 Cs"), default=list, blank=True
    )
    roles_supported = ArrayField(
        models.CharField(max_length=16, choices=FamilyRole.choices),
        verbose_name=_("family roles supported"),
        default=list,
        blank=True,
    )
    rating_linked_to_learning = rating(_("linked to learning"))
    rating_relational = rating(_("relational"))
    rating_development = rating(_("development, not service"))
    rating_collaborative = rating(_("collaborative"))
    rating_interactive = rating(_("interactive"))
    rating_systemic = rating(_("systemic"))
    rating_integrated = rating(_("integrated"))
    rating_sustained = rating(_("sustained"))
    reason_linked_to_learning = reason(_("Which goal or indicator?"))
    reason_relational = reason(_("How was trust built?"))
    reason_development = reason(_("Who learned what?"))
    reason_collaborative = reason(_("Who met whom?"))
    reason_interactive = reason(_("What was practiced?"))
    reason_systemic = reason(_("Which plan line?"))
    reason_integrated = reason(_("Where is it embedded?"))
    reason_sustained = reason(_("Which budget or series?"))

    languages_offered = ArrayField(
        models.CharField(max_length=12), verbose_name=_("languages offered"), default=list, blank=True
    )
    interpretation_requested = models.BooleanField(_("interpretation was asked for"), default=False)
    interpretation_provided = models.BooleanField(_("interpretation was provided"), default=False)
    child_care = models.BooleanField(_("child care"), default=False)
    transport = models.BooleanField(_("transport"), default=False)
    food = models.BooleanField(_("food"), default=False)

    families_total = count(_("families"), help_text=_("Households, not people."))
    adults_total = count(_("adults"))
    students_total = count(_("students"))
    staff_total = count(_("school staff"))
    community_total = count(_("community members"))
    invited_total = count(_("families invited or eligible"))
    is_unduplicated = models.BooleanField(_("each family counted once"), default=True)
    visits_first_total = count(_("first visits completed"))
    visits_second_total = count(_("second or repeat visits completed"))
    visits_attempted_total = count(_("visits attempted, nobody met"))
    visits_declined_total = count(_("visits declined"))
    sessions_total = count(_("sessions"), 1000)
    hours_total = models.DecimalField(
        _("hours"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(20000)],
    )
    enrolled_total = count(_("people enrolled"))
    completed_total = count(_("people who completed"))
    goals_set_total = count(_("families who set a goal"))
    compact_discussed_total = count(_("families with whom the compact was discussed"))
    sent_total = count(_("sent out"), 200_000)
    returned_total = count(_("returned or opened"), 200_000)
    comments_total = count(_("with a family's comment"), 200_000)
    sets_given_total = count(_("sets given"), 200_000)
    classes_total = count(_("classes that took part"), 1000)
    slots_total = count(_("time slots offered"), 1000)
    new_families_total = count(_("of these, new to the school"))
    teachers_total = count(_("of these, teachers"))
    leaders_total = count(_("of these, principals and other leaders"))
    support_staff_total = count(_("of these, aides, office and other staff"))
    staff_eligible_total = count(_("staff it was meant for"))
    tables_total = count(_("tables"), 1000)
    themes_total = count(_("themes harvested"), 1000)
    actions_total = count(_("actions agreed"), 1000)
    actions_done_total = count(_("of these, actions completed"), 1000)
    trainers_total = count(_("trainers trained"))
    helped_total = count(_("people helped"))
    contacts_total = count(_("two-way contacts with families"), 200_000)
    roles_taken_total = count(
        _("graduates in a role since"), help_text=_("On a council, a parent organization or an advisory group.")
    )
    team_step = models.CharField(_("which meeting"), max_length=10, choices=TeamStep.choices, blank=True)
    grade_bands = ArrayField(
        models.CharField(max_length=4, choices=GradeBand.choices), verbose_name=_("grades"), default=list, blank=True
    )
    channel = models.CharField(_("channel"), max_length=6, choices=Channel.choices, blank=True)
    feedback_total = count(_("feedback forms"))
    feedback_mean = models.DecimalField(
        _("mean of feedback (1 to 5)"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    follow_up = models.TextField(_("what follows"), blank=True, max_length=2000)
    follow_up_due_on = models.DateField(_("to be done by"), null=True, blank=True)
    follow_up_done_on = models.DateField(_("done on"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=2000, help_text=_("Never write a child's name here."))
    evidence = models.ForeignKey(
        EvidenceFile, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("evidence")
    )

    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    logged_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("logged by"))
    logged_at = models.DateTimeField(_("logged at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, editable=False
    )
    deleted_reason = models.CharField(_("why it was deleted"), max_length=200, blank=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    history_references = {"languages_offered": Language}

    class Meta:
        verbose_name = _("engagement activity")
        verbose_name_plural = _("engagement activities")
        triggers = [
            *stale_marks(
                "activities", "SELECT rows.school_key, rows.held_on FROM {rows} AS rows", leave_out=NEVER_COUNTED
            ),
            pgtrigger.Trigger(
                name="series_fits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__series__isnull=False),
                func=f"""
                IF NOT EXISTS (
                    SELECT FROM {ActivitySeries._meta.db_table} AS series
                    WHERE series.id = NEW.series_id AND series.activity_type = NEW.activity_type
                        AND series.school_id IS NOT DISTINCT FROM NEW.school_id
                ) THEN
                    RAISE EXCEPTION 'A session is of the school and the type of its series'
                        USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]
        indexes = [
            models.Index(name="activity_by_school_and_day", fields=["school_key", "-held_on"]),
            models.Index(name="activity_by_day", fields=["-held_on", "-id"], condition=Q(deleted_at=None)),
            models.Index(
                name="activity_by_type", fields=["activity_type", "-held_on", "-id"], condition=Q(deleted_at=None)
            ),
            models.Index(name="activity_by_series", fields=["series", "held_on"], condition=Q(series__isnull=False)),
            models.Index(
                name="activity_to_follow_up",
                fields=["school_key", "follow_up_due_on"],
                condition=Q(deleted_at=None, follow_up_done_on=None, follow_up_due_on__isnull=False),
            ),
            models.Index(name="activity_by_person", fields=["logged_by", "-id"]),
            ACTIVITY_WORDS.index("activity_words", condition=Q(deleted_at=None)),
            models.Index(name="activity_deleted", fields=["-deleted_at"], condition=Q(deleted_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="activity_held_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="activity_hours_are_a_sensible_number",  # in SQL, unlike here, "not a number" is a number
                condition=Q(hours_total=None) | Q(hours_total__range=(0, 20000)),
                violation_error_message=_("Hours are a number from 0 to 20,000."),
            ),
            models.CheckConstraint(
                name="activity_ends_after_it_starts",
                violation_error_code="ends_before_start",
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                name="activity_deleted_at_by_and_reason_together",
                condition=Q(deleted_at=None, deleted_by=None, deleted_reason="")
                | (Q(deleted_at__isnull=False, deleted_by__isnull=False) & ~Q(deleted_reason="")),
            ),
            models.CheckConstraint(
                name="activity_homelessness_is_district_wide",
                violation_error_code="homelessness",
                condition=~Q(activity_type__in=DISTRICT_ONLY) | Q(school=None),
                violation_error_message=_("For families' privacy this type is logged for the district, not a school."),
            ),
            models.CheckConstraint(
                name="activity_strong_ratings_have_a_reason",
                violation_error_code="reason_missing",
                condition=~(
                    Q(rating_linked_to_learning=3, reason_linked_to_learning="")
                    | Q(rating_relational=3, reason_relational="")
                    | Q(rating_development=3, reason_development="")
                    | Q(rating_collaborative=3, reason_collaborative="")
                    | Q(rating_interactive=3, reason_interactive="")
                    | Q(rating_systemic=3, reason_systemic="")
                    | Q(rating_integrated=3, reason_integrated="")
                    | Q(rating_sustained=3, reason_sustained="")
                ),
                violation_error_message=_("A rating of 3 needs a reason in one line."),
            ),
            models.CheckConstraint(
                name="activity_completed_within_enrolled",
                violation_error_code="completed_over_enrolled",
                condition=Q(enrolled_total=None)
                | Q(completed_total=None)
                | Q(completed_total__lte=F("enrolled_total")),
                violation_error_message=_("No more people can complete than enrolled."),
            ),
            models.CheckConstraint(
                name="activity_series_holds_who_enrolled",
                violation_error_code="enrolled_in_series",
                condition=Q(series=None) | Q(enrolled_total=None, completed_total=None, roles_taken_total=None),
                violation_error_message=_("Who enrolled and completed is said once, for the whole series."),
            ),
            models.CheckConstraint(
                name="activity_homeless_children_are_not_counted_here",
                violation_error_code="homeless_children",
                condition=~Q(activity_type__in=DISTRICT_ONLY) | Q(students_total=None, families_total=None),
                violation_error_message=_(
                    "How many children or families without a home were helped is said once a year, for the district."
                ),
            ),
            models.CheckConstraint(
                name="activity_actions_done_within_agreed",
                violation_error_code="done_over_agreed",
                condition=Q(actions_done_total=None)
                | Q(actions_total=None)
                | Q(actions_done_total__lte=F("actions_total")),
                violation_error_message=_("No more actions can be completed than were agreed."),
            ),
            models.CheckConstraint(
                name="activity_new_families_within_families",
                violation_error_code="new_over_families",
                condition=Q(new_families_total=None)
                | Q(families_total=None)
                | Q(new_families_total__lte=F("families_total")),
                violation_error_message=_("No more families can be new than came."),
            ),
            models.CheckConstraint(
                name="activity_staff_by_role_within_staff",
                violation_error_code="roles_over_staff",
                condition=Q(staff_total=None)
                | Q(
                    staff_total__gte=Coalesce("teachers_total", 0)
                    + Coalesce("leaders_total", 0)
                    + Coalesce("support_staff_total", 0)
                ),
                violation_error_message=_("Staff by role cannot be more than all staff."),
            ),
            models.CheckConstraint(
                name="activity_follow_up_done_says_what",
                violation_error_code="nothing_followed",
                condition=Q(follow_up_done_on=None) | ~Q(follow_up=""),
                violation_error_message=_("Say what follows before it is done."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partnerships:activity-detail", args=[self.pk])

    def get_activity_type_display(self):
        """Django's own translates every type again for each row, which was a third of what a list or a file took."""
        return str(TYPE_LABELS.get(self.activity_type, self.activity_type))

    def place_of_record(self):
        return self.school or _("The whole district")

    def counts(self):
        """What was counted, as (label, value) pairs: the main count of the type first, unknown ones left out."""
        asked = counts_for(self.activity_type)
        names = dict.fromkeys([*asked.first, *asked.more, *COUNT_FIELDS])
        pairs = ((self.count_label(name), getattr(self, name)) for name in names)
        return [(label, value) for label, value in pairs if value is not None]

    def count_label(self, name):
        """What a count is called for this type of activity."""
        return count_label(self.activity_type, name)

    @property
    def follows(self):
        """How what follows stands: "" where nothing does, else "done", "late" or "open"."""
        if not self.follow_up:
            return ""
        if self.follow_up_done_on:
            return "done"
        return "late" if self.follow_up_due_on and self.follow_up_due_on < timezone.localdate() else "open"

    def main_count_words(self):
        """For one line: "Families: 21", or empty where it is not known."""
        name = counts_for(self.activity_type).first[0]
        value = getattr(self, name)
        if value is None:
            return ""
        return _("%(label)s: %(count)s") % {"label": self.count_label(name), "count": formats.localize(value)}

    @property
    def is_dual(self):
        return self.audience == Audience.BOTH

    @property
    def is_home_visit(self):
        return self.activity_type in HOME_VISITS


# The links of an activity belong to its history; these proxies exist only to carry the triggers.

OF_LINKED_ACTIVITIES = """
    SELECT activity.school_key, activity.held_on FROM partnerships_activity AS activity
    WHERE activity.id IN (SELECT rows.activity_id FROM {rows} AS rows)
    ORDER BY activity.id FOR NO KEY UPDATE"""


@tracked_links()
class ActivityPartner(Activity.partners.through):
    class Meta:
        proxy = True


@tracked_links()
class ActivityInitiative(Activity.initiatives.through):
    class Meta:
        proxy = True
        triggers = stale_marks("activities", OF_LINKED_ACTIVITIES)


@tracked_links()
class ActivityIndicator(Activity.indicators.through):
    class Meta:
        proxy = True
        triggers = stale_marks("activities", OF_LINKED_ACTIVITIES)
