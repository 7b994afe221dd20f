"""How a council does, by several kinds of evidence (initiative 3.3, facts 10): one profile a school year.

What the portal counts is not stored here until a profile is closed; then the profile keeps what it showed, word for
word in both languages, and later changes of the records do not reach it.
"""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may_district_wide, schools_held, schools_where
from district.following import (
    ActionState,
    FollowedAction,
    FollowedQuerySet,
    ends_with_a_day_and_words,
    has_somebody,
)
from district.history import tracked
from district.models import EvidenceFile, Language, School, User
from district.models.schools import SupportTier
from district.sealing import stays_with
from governance.models.meetings import CouncilMeeting
from indicators.marks import stale_marks
from indicators.models import Indicator
from plans.models.action_plans import Service

MOST_MEMBERS = 60
MOST_FAMILIES = 20_000
LOWEST, HIGHEST = 1, 4  # levels of the observation rubric (facts 10 I)


class Domain(models.TextChoices):
    """The ten domains of facts 10, in their order."""

    COMPOSITION = "A", _("Composition")
    REPRESENTATION = "B", _("Representation")
    LEGAL_PRACTICE = "C", _("Legal practice")
    MEETINGS = "D", _("Meetings")
    DUTIES = "E", _("Duties")
    CAPACITY = "F", _("Capacity")
    INFLUENCE = "G", _("Influence")
    PERCEPTIONS = "H", _("Perceptions")
    OBSERVATION = "I", _("Observation")
    OUTCOMES = "J", _("Link to outcomes")


# What a council works on is context: its movement is never scored as the council's doing (facts 10 J).
RATED = [domain for domain in Domain if domain != Domain.OUTCOMES]


class Rating(models.TextChoices):
    STRONG = "STRONG", _("Strong")
    WORKING = "WORKING", _("Working")
    NEEDS_HELP = "HELP", _("Needs help")


class Side(models.TextChoices):
    """Who rates: the council itself, or central office."""

    COUNCIL = "COUNCIL", _("The council")
    DISTRICT = "DISTRICT", _("The district")


class ProfileQuerySet(models.QuerySet):
    def closed(self):
        return self.filter(closed_on__isnull=False)

    def visible_to(self, user):
        if may_district_wide(user, Can.VIEW_EFFECTIVENESS):
            return self
        return self.filter(school__in=schools_where(user, Can.VIEW_EFFECTIVENESS))


@tracked()
class EffectivenessProfile(models.Model):
    """How one council did in one school year. `kept`: what it showed when it was closed, {language: reading}."""

    school = models.ForeignKey(School, models.PROTECT, related_name="council_profiles", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    worked_on = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("indicator worked on")
    )
    worked_how = models.TextField(_("how the council worked on it"), max_length=1000, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name=_("begun by"))
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("closed by")
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    kept = models.JSONField(_("what it showed"), null=True, blank=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "school__name"]
        constraints = [
            models.UniqueConstraint(name="effectiveness_profile_once_a_year", fields=["school", "fall_year"]),
            models.CheckConstraint(
                name="effectiveness_profile_in_these_centuries",
                condition=Q(fall_year__range=(school_years.FIRST_FALL_YEAR, school_years.LAST_FALL_YEAR)),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="effectiveness_profile_closed_with_all_it_showed",
                condition=Q(closed_on=None, closed_by=None, kept=None)
                | Q(closed_on__isnull=False, closed_by__isnull=False, kept__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_profile_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_on__isnull=False),
            ),
            pgtrigger.Protect(
                name="closed_profile_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_on__isnull=False),
            ),
            *stale_marks(
                "council_profiles",
                "SELECT school_id, closed_on FROM {rows} AS rows WHERE closed_on IS NOT NULL",
                leave_out=("fall_year", "worked_on", "worked_how", "begun_by", "closed_by", "kept"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.school}, {self.year_label}"

    def get_absolute_url(self):
        return reverse("governance:effectiveness", args=[self.school.code, self.fall_year])

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    @property
    def is_closed(self):
        return self.closed_on is not None


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own side; the other's once both have submitted: neither writes with an eye on the other.

        Whoever has a role at the school is on the council's side there, whatever else they are.
        """
        both = Assessment.objects.filter(profile=OuterRef("profile"), submitted_on__isnull=False)
        other = both.exclude(side=OuterRef("side"))
        here = schools_held(user, Can.VIEW_EFFECTIVENESS)
        own = Q(side=Side.COUNCIL, profile__school__in=here)
        if may_district_wide(user, Can.ASSESS_COUNCIL):
            own |= Q(side=Side.DISTRICT) & ~Q(profile__school__in=here)
        seen = own | (Q(submitted_on__isnull=False) & Exists(other))
        return self.filter(seen, profile__in=EffectivenessProfile.objects.visible_to(user))


@tracked()
class Assessment(models.Model):
    """One side's own view of a council in a year. Once it is submitted it stays as it is."""

    profile = models.ForeignKey(
        EffectivenessProfile, models.CASCADE, related_name="assessments", verbose_name=_("profile")
    )
    side = models.CharField(_("whose view"), max_length=8, choices=Side.choices)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("submitted by")
    )
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["side"]
        constraints = [
            models.UniqueConstraint(name="assessment_once_a_side", fields=["profile", "side"]),
            models.CheckConstraint(
                name="assessment_submitted_by_somebody",
                condition=Q(submitted_on=None, submitted_by=None)
                | Q(submitted_on__isnull=False, submitted_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="submitted_assessment_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__submitted_on__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.profile}: {self.get_side_display()}"

    @property
    def is_submitted(self):
        return self.submitted_on is not None


@tracked()
class DomainRating(models.Model):
    """How one side rates one domain, why, and what it would do next."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings", verbose_name=_("assessment"))
    domain = models.CharField(_("domain"), max_length=1, choices=Domain.choices)
    rating = models.CharField(_("rating"), max_length=8, choices=Rating.choices)
    reason = models.TextField(_("reason"), max_length=1500)
    next_step = models.TextField(_("next step"), max_length=1000)

    class Meta:
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(name="domain_rated_once", fields=["assessment", "domain"]),
            models.CheckConstraint(
                name="domain_rating_never_scores_outcomes",
                condition=Q(domain__in=RATED),
                violation_error_message=_("What the council worked on is context; it is not rated."),
            ),
            models.CheckConstraint(
                name="domain_rating_says_why",
                condition=~Q(reason="") & ~Q(next_step=""),
                violation_error_message=_("Say why, and what comes next."),
            ),
        ]
        triggers = [
            stays_with(
                "rating_of_a_submitted_assessment_stays",
                whole="governance_assessment",
                column="assessment_id",
                condition="whole.submitted_on IS NOT NULL",
                words="the assessment is submitted: its ratings stay",
            )
        ]

    def __str__(self):
        return f"{self.get_domain_display()}: {self.get_rating_display()}"


# ---------------------------------------------------------------------- observation


@tracked()
class Observer(models.Model):
    """Somebody who was trained to observe council meetings with the rubric, from that day on."""

    user = models.OneToOneField(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    trained_on = models.DateField(_("trained on"))
    ends_on = models.DateField(_("observes until"), null=True, blank=True)

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.CheckConstraint(
                name="observer_days_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("trained_on")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                name="observer_in_these_centuries",
                condition=Q(trained_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return str(self.user)

    def observes_on(self, day):
        return self.trained_on <= day and (self.ends_on is None or self.ends_on >= day)


def level(label):
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )  # fmt: skip


def seen(label):
    return models.TextField(label, max_length=1000, blank=True)


class ObservationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(meeting__council__school__in=schools_where(user, Can.VIEW_EFFECTIVENESS))


@tracked()
class Observation(models.Model):
    """What a trained observer saw at a meeting, by the four criteria of the rubric, each from 1 to 4 (facts 10 I).

    `rubric` is the version whose words the observer read.
    """

    meeting = models.ForeignKey(CouncilMeeting, models.PROTECT, related_name="observations", verbose_name=_("meeting"))
    observer = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name=_("observer"))
    rubric = models.PositiveSmallIntegerField(_("version of the rubric"), editable=False)
    agenda = level(_("quality of the agenda"))
    agenda_seen = seen(_("what you saw of the agenda"))
    voice = level(_("shared voice"))
    voice_seen = seen(_("who spoke, and who did not"))
    data = level(_("use of data"))
    data_seen = seen(_("which data were used, and how"))
    follow_up = level(_("follow-up"))
    follow_up_seen = seen(_("what became of earlier decisions"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="observation_once_a_person",
                fields=["meeting", "observer"],
                violation_error_message=_("You have observed this meeting already."),
            ),
            models.CheckConstraint(
                name="observation_levels_of_the_rubric",
                condition=Q(
                    agenda__range=(LOWEST, HIGHEST),
                    voice__range=(LOWEST, HIGHEST),
                    data__range=(LOWEST, HIGHEST),
                    follow_up__range=(LOWEST, HIGHEST),
                ),
                violation_error_message=_("The rubric goes from 1 to 4."),
            ),
        ]

    def __str__(self):
        return f"{self.meeting}: {self.observer}"


# ---------------------------------------------------------------------- representation


class GradeBand(models.TextChoices):
    LOW = "PK-2", _("Pre-kindergarten to grade 2")
    MIDDLE = "3-5", _("Grades 3 to 5")
    UPPER = "6-8", _("Grades 6 to 8")
    HIGH = "9-12", _("Grades 9 to 12")

    @property
    def span(self):
        """The lowest and the highest grade."""
        return {"PK-2": (-1, 2), "3-5": (3, 5), "6-8": (6, 8), "9-12": (9, 12)}[self.value]


def head_count(label, most):
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(most)])


@tracked()
class VoiceCount(models.Model):
    """How many parent members, and how many families of the school, speak a language at home or have a child in some
    grades. Counts only, said by the school for a year; who is who is nowhere written. Shown through the publication
    gate alone."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    language = models.ForeignKey(
        Language, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("home language")
    )
    grades = models.CharField(_("grades"), max_length=5, choices=GradeBand.choices, blank=True)
    members_total = head_count(_("parent members"), MOST_MEMBERS)
    families_total = head_count(_("families of the school"), MOST_FAMILIES)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="voice_count_once", fields=["school", "fall_year", "language", "grades"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="voice_count_of_a_language_or_of_grades",
                condition=Q(language__isnull=False, grades="") | (Q(language=None) & ~Q(grades="")),
            ),
        ]

    def __str__(self):
        return str(self.language or self.get_grades_display())


# ---------------------------------------------------------------------- improvement


class ImprovementActionQuerySet(FollowedQuerySet):
    def visible_to(self, user):
        return self.filter(profile__in=EffectivenessProfile.objects.visible_to(user))


# What measures count by stands in the row itself, whichever way it was written.
TAKE_FROM_PROFILE = """
SELECT school_id INTO NEW.school_id FROM governance_effectivenessprofile WHERE id = NEW.profile_id;
RETURN NEW;
"""


@tracked()
class ImprovementAction(FollowedAction, models.Model):
    """One thing that makes the council work better: who, by when, what will show it, which support comes with it.

    It arose from the profile of a year and is followed until it is done or dropped, in later years' profiles too.
    `service` is from the menu of central office, `tier` the tier of support under which it is offered (facts 1.11).
    """

    profile = models.ForeignKey(
        EffectivenessProfile, models.PROTECT, related_name="actions", verbose_name=_("profile"), editable=False
    )
    school = models.ForeignKey(School, models.PROTECT, related_name="+", editable=False)
    domain = models.CharField(_("domain"), max_length=1, choices=[(one.value, one.label) for one in RATED])
    what = models.CharField(_("what is done"), max_length=300)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who does it")
    )
    who = models.CharField(_("or who does it, in words"), max_length=120, blank=True)
    due_on = models.DateField(_("by when"))
    shown_by = models.CharField(_("what will show that it is done"), max_length=300)
    service = models.CharField(_("support from central office"), max_length=10, choices=Service.choices, blank=True)
    tier = models.CharField(_("tier of support"), max_length=12, choices=SupportTier.choices, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=ActionState.choices, default=ActionState.OPEN)
    ended_on = models.DateField(_("done or dropped on"), null=True, blank=True)
    ended_note = models.CharField(_("what shows it, or why it is dropped"), max_length=500, blank=True)
    evidence = models.ForeignKey(
        EvidenceFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="improvement_actions",
        verbose_name=_("evidence"),
    )

    objects = ImprovementActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            has_somebody("improvement_action_has_somebody"),
            models.CheckConstraint(
                name="improvement_action_in_these_centuries",
                condition=Q(due_on__range=school_years.all_days())
                & (Q(ended_on=None) | Q(ended_on__range=school_years.all_days())),
                violation_error_message=_("No school year holds this date."),
            ),
            ends_with_a_day_and_words(
                "improvement_action_ends_with_a_day_and_words",
                violation_error_message=_("Say when, and what shows it or why it is dropped."),
            ),
            models.CheckConstraint(
                name="improvement_action_support_by_tier",
                condition=Q(service="", tier="") | (~Q(service="") & ~Q(tier="")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="take_from_profile",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=TAKE_FROM_PROFILE,
            ),
            *stale_marks(
                "council_improvements",
                "SELECT school_id, ended_on FROM {rows} AS rows WHERE ended_on IS NOT NULL",
                leave_out=("profile", "domain", "what", "owner", "who", "due_on", "shown_by", "service", "tier",
                           "ended_note", "evidence"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("governance:improvement", args=[self.pk])


@tracked()
class ImprovementNote(models.Model):
    """How an action is going, said at a moment. Never changed."""

    action = models.ForeignKey(ImprovementAction, models.CASCADE, related_name="notes", verbose_name=_("action"))
    text = models.TextField(_("how it is going"), max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="improvement_note_stays", operation=pgtrigger.Update)]

    def __str__(self):
        return self.text[:60]


# ---------------------------------------------------------------------- what the district looks for


def share(label, default):
    return models.PositiveSmallIntegerField(label, default=default, validators=[MaxValueValidator(100)])


@tracked()
class EffectivenessRules(models.Model):
    """What the district looks for where no law says it. One row; the defaults are a proposal until it is set."""

    meetings_wanted = models.PositiveSmallIntegerField(
        _("meetings in a school year"), default=8, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    quorum_share = share(_("meetings with a quorum, percent at least"), 90)
    attendance_share = share(_("attendance of voting members, percent at least"), 70)
    interpretation_share = share(_("meetings with interpretation, percent at least"), 100)
    answered_share = share(_("advice answered with a reason, percent at least"), 100)
    observed_level = models.PositiveSmallIntegerField(
        _("level of the observation rubric at least"),
        default=3,
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="effectiveness_rules_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="effectiveness_rules_within_bounds",
                condition=Q(
                    meetings_wanted__range=(1, 60),
                    quorum_share__lte=100,
                    attendance_share__lte=100,
                    interpretation_share__lte=100,
                    answered_share__lte=100,
                    observed_level__range=(LOWEST, HIGHEST),
                ),
            ),
        ]

    def __str__(self):
        return str(_("What the district looks for in a council"))

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def in_force(cls):
        return cls.objects.first() or cls()
