"""School-family compacts: what school, families and students promise each other for a year (facts 5); and the written
parent and family engagement policies, which go the same road (facts 5.2, duty D5 of councils).

A school has one of each a year, and of it one version after another. What a council has approved never changes, which
the database itself sees to: another wording is another version, and another vote.
"""

import secrets

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may, may_district_wide, require, schools_where
from district.history import tracked
from district.models import District, School, User
from district.models.schools import Grade
from governance.models.meetings import CouncilMeeting
from indicators.marks import stale_marks
from indicators.models import Indicator
from plans.models import PlanGoal

MOST_GOALS = 3  # of a grade: step 4 of Connecticut's ten (facts 5.3)
LONGEST = 2000
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that two people read differently on a poster
CODE_LENGTH = 7


class DocumentKind(models.TextChoices):
    """What goes the road of a compact."""

    COMPACT = "COMPACT", _("School-family compact")
    POLICY = "POLICY", _("Parent and family engagement policy")


class CompactState(models.TextChoices):
    """The life of a version (facts 5.4)."""

    DRAFT = "DRAFT", _("Draft")
    FAMILY_INPUT = "FAMILY_INPUT", _("Family input")
    COUNCIL_REVIEW = "COUNCIL_REVIEW", _("Council review")
    APPROVED = "APPROVED", _("Approved")
    TRANSLATION = "TRANSLATION", _("Translation")
    DISTRIBUTED = "DISTRIBUTED", _("Distributed")
    IN_USE = "IN_USE", _("In use")
    ANNUAL_REVIEW = "ANNUAL_REVIEW", _("Annual review")
    RETIRED = "RETIRED", _("Retired")


EDITABLE = (CompactState.DRAFT, CompactState.FAMILY_INPUT, CompactState.COUNCIL_REVIEW)
IN_FORCE = (
    CompactState.APPROVED,
    CompactState.TRANSLATION,
    CompactState.DISTRIBUTED,
    CompactState.IN_USE,
    CompactState.ANNUAL_REVIEW,
)

# The texts of a version itself, in the order of the page; the sections of the grades follow after `strategies`.
TEXTS = (
    "shared",
    "school_role",
    "family_role",
    "student_role",
    "strategies",
    "conferences",
    "reports",
    "access",
    "two_way",
    "developed",
    "heard",
)

# The texts of an engagement policy, of a school or of the district; `developed` and `heard` belong to every document.
POLICY_TEXTS = (
    "involvement",
    "annual_meeting",
    "flexible",
    "information",
    "suggestions",
    "objections",
    "compact_part",
    "capacity",
    "coordination",
    "inclusion",
    "reserve",
    "evaluation",
    "distribution",
)
ALL_TEXTS = (*TEXTS, *POLICY_TEXTS)
# What of a version no measure counts.
UNCOUNTED = (
    *ALL_TEXTS, "number", "state_since", "text_changed_at", "begun_by", "begun_at", "meeting", "motion", "was_noticed",
    "votes_for", "votes_against", "votes_abstaining", "board_decision", "open_comments_reason", "approved_by",
    "retired_reason", "replaced_by", "state_before",
)  # fmt: skip
DISTRICT = "district"  # stands in addresses where the code of a school stands otherwise
OPEN_TO_ALL = (Can.VIEW_COMPACT, Can.COMMENT_COMPACT)  # of the district's own policy, for whoever may somewhere


def new_code():
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


def passage_text(label, longest=LONGEST):
    return models.TextField(label, max_length=longest, blank=True)


class Ending(models.TextChoices):
    """Why a version is in force no longer."""

    CLOSED = "CLOSED", _("Closed at the end of its year")
    REPLACED = "REPLACED", _("Replaced by another version")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    UNDONE = "UNDONE", _("Approval undone")


class CompactQuerySet(models.QuerySet):
    def visible_to(self, user):
        if may_district_wide(user, Can.VIEW_COMPACT):
            return self
        own = Q(school__in=schools_where(user, Can.VIEW_COMPACT))
        return self.filter(own | Q(school=None) if may(user, Can.VIEW_COMPACT) else own)

    def at(self, kind, place, fall_year):
        """The one of that kind, place (`Compact.place`) and year."""
        found = self.filter(kind=kind, fall_year=fall_year)
        return found.filter(school=None) if place == DISTRICT else found.filter(school__code=place)


@tracked()
class Compact(models.Model):
    """The compact, or the engagement policy, of one school for one school year; a policy may be the district's own, and
    has no school then. `code` is its short public address."""

    kind = models.CharField(
        _("kind"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.COMPACT, editable=False
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="compacts", verbose_name=_("school")
    )
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    code = models.CharField(_("short address"), max_length=12, unique=True, default=new_code, editable=False)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("begun by"))

    objects = CompactQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "school__name"]
        constraints = [
            models.UniqueConstraint(
                name="compact_once_per_school_and_year",
                fields=["kind", "school", "fall_year"],
                nulls_distinct=False,
                violation_error_message=_("There is one for this year already."),
            ),
            models.CheckConstraint(
                name="compact_is_of_a_school",
                condition=Q(kind=DocumentKind.POLICY) | Q(kind=DocumentKind.COMPACT, school__isnull=False),
            ),
        ]

    def __str__(self):
        words = {"school": self.holder, "year": self.year_label}
        if self.kind == DocumentKind.POLICY:
            return str(_("Engagement policy of %(school)s, %(year)s") % words)
        return str(_("Compact of %(school)s, %(year)s") % words)

    def get_absolute_url(self):
        return reverse("governance:compact", args=self.key)

    @property
    def title(self):
        """Its name where the school is known: on an agenda, in a motion."""
        return f"{self.get_kind_display()}, {self.year_label}"

    @property
    def place(self):
        """What stands for its school, or for the district, in addresses."""
        return self.school.code if self.school_id else DISTRICT

    @property
    def key(self):
        """What names it in addresses."""
        return [self.kind, self.place, self.fall_year]

    @property
    def holder(self):
        """Whose it is: the school, or the district."""
        return self.school if self.school_id else (District.objects.first() or _("The district"))

    def lets(self, user, permission):
        """Whether a person may do this with it. The district's own is read and commented by whoever may so at a
        school, and otherwise a matter of those who act for the whole district."""
        if self.school_id:
            return may(user, permission, self.school)
        return may(user, permission) if permission in OPEN_TO_ALL else may_district_wide(user, permission)

    def require(self, user, permission):
        """Raise PermissionDenied, in words, unless the person may."""
        if self.school_id:
            require(user, permission, self.school)
        elif not self.lets(user, permission):
            raise PermissionDenied(_("This is done for the whole district by central office."))

    @property
    def year_label(self):
        return school_years.label(self.fall_year)


def same(*columns):
    return "ROW({}) IS NOT DISTINCT FROM ROW({})".format(
        *(", ".join(f"{of}.{one}" for one in columns) for of in ("OLD", "NEW"))
    )


def kept_once_approved(name, versions, unchanged):
    """A trigger that refuses rows of an approved version. `versions`: SQL for the ids of the versions a row is of;
    `unchanged`: when an update touches nothing of the text."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'UPDATE' THEN
                IF {unchanged} THEN RETURN NEW; END IF;
            END IF;
            IF EXISTS (
                SELECT 1 FROM governance_compactversion AS version
                WHERE version.approved_on IS NOT NULL AND version.id IN ({versions})
            ) THEN
                RAISE EXCEPTION 'An approved compact is kept as it is: begin a new version.';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class CompactVersionQuerySet(models.QuerySet):
    def approved(self):
        """What a council has approved, whether it is in force or not; not what was found to be no approval."""
        return self.exclude(approved_on=None).exclude(ending=Ending.UNDONE)


@tracked()
class CompactVersion(models.Model):
    """One wording of a compact on its way from draft to use. Its text never changes once a council has approved it."""

    compact = models.ForeignKey(Compact, models.CASCADE, related_name="versions", verbose_name=_("compact"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, related_name="+", verbose_name=_("school"), editable=False
    )
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=15, choices=CompactState.choices, default=CompactState.DRAFT)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now)
    text_changed_at = models.DateTimeField(_("text changed at"), default=timezone.now, editable=False)
    shared = passage_text(_("how we share responsibility"))
    school_role = passage_text(_("what the school does"))
    family_role = passage_text(_("what families do"))
    student_role = passage_text(_("what students do"))
    strategies = passage_text(_("learning at home"))
    conferences = passage_text(_("conferences"))
    reports = passage_text(_("news of progress"))
    access = passage_text(_("reaching staff, volunteering and visiting"))
    two_way = passage_text(_("talking with each other, in the family's language"))
    developed = passage_text(_("how we wrote this together"))
    heard = passage_text(_("what was heard, and what changed because of it"))
    involvement = passage_text(_("taking part in planning, review and improvement"))
    annual_meeting = passage_text(_("the yearly meeting"))
    flexible = passage_text(_("meetings at times that suit families"))
    information = passage_text(_("what families are told, and when"))
    suggestions = passage_text(_("suggestions and our answers"))
    objections = passage_text(_("when families do not agree"))
    compact_part = passage_text(_("the school-family compact"))
    capacity = passage_text(_("what helps families and staff to work together"))
    coordination = passage_text(_("working with other programs"))
    inclusion = passage_text(_("every family can take part"))
    reserve = passage_text(_("deciding how the money is spent"))
    evaluation = passage_text(_("looking at the policy each year"))
    distribution = passage_text(_("how families get this policy"))
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("begun by"))
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    # The decision of the council. Approvals from before motions were kept have no `motion`: what was stated then stays.
    motion = models.OneToOneField(
        "governance.Motion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_version",
        verbose_name=_("motion"),
    )
    meeting = models.ForeignKey(
        CouncilMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compacts_approved",
        verbose_name=_("meeting"),
    )
    was_noticed = models.BooleanField(_("the meeting was noticed as the law asks"), default=False)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    votes_abstaining = models.PositiveSmallIntegerField(_("abstaining"), null=True, blank=True)
    board_decision = models.CharField(_("which body decided, and how"), max_length=300, blank=True)
    open_comments_reason = models.CharField(_("why comments stayed open"), max_length=300, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    is_in_time = models.BooleanField(_("by the district's day"), null=True, editable=False)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    # How it ended. `state_before` and `replaced_by`: what it goes back to where the approval of the next is undone.
    ending = models.CharField(_("how it ended"), max_length=10, choices=Ending.choices, blank=True)
    retired_reason = models.CharField(_("why it was retired"), max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced", verbose_name=_("replaced by")
    )
    state_before = models.CharField(
        _("state before"), max_length=15, choices=CompactState.choices, blank=True, editable=False
    )

    objects = CompactVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="compact_version_once", fields=["compact", "number"]),
            models.UniqueConstraint(
                name="compact_has_one_open_version",
                fields=["compact"],
                condition=Q(state__in=EDITABLE),
                violation_error_message=_("Another version of this compact is being written."),
            ),
            models.CheckConstraint(
                name="compact_approval_is_a_carried_vote",
                condition=Q(
                    approved_on=None,
                    meeting=None,
                    approved_by=None,
                    votes_for=None,
                    votes_against=None,
                    votes_abstaining=None,
                )
                | Q(
                    ~Q(board_decision=""),
                    approved_on__isnull=False,
                    approved_by__isnull=False,
                    meeting=None,
                    motion=None,
                )
                | Q(
                    approved_on__isnull=False,
                    meeting__isnull=False,
                    approved_by__isnull=False,
                    was_noticed=True,
                    votes_for__gt=F("votes_against"),
                    votes_abstaining__gte=0,
                ),
                violation_error_message=_("An approval is a carried vote at a noticed meeting."),
            ),
            models.CheckConstraint(
                name="compact_in_force_is_approved",
                condition=~Q(state__in=IN_FORCE) | Q(approved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="compact_approved_is_not_open_again",
                condition=Q(approved_on=None) | ~Q(state__in=EDITABLE),
            ),
            models.CheckConstraint(
                name="compact_ends_once_and_says_why",
                condition=Q(ending="") & ~Q(state=CompactState.RETIRED)
                | Q(state=CompactState.RETIRED)
                & (Q(ending__in=["", Ending.CLOSED, Ending.REPLACED]) | ~Q(retired_reason="")),
                violation_error_message=_("Say in a sentence why."),
            ),
        ]
        triggers = [
            *stale_marks(
                "compact_approvals",
                "SELECT rows.school_id, rows.approved_on FROM {rows} AS rows "
                "WHERE rows.school_id IS NOT NULL AND rows.approved_on IS NOT NULL",
                leave_out=UNCOUNTED,
            ),
            pgtrigger.Trigger(
                name="approval_is_a_carried_motion",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                IF NEW.approved_on IS NULL THEN RETURN NEW; END IF;
                IF TG_OP = 'UPDATE' THEN
                    IF OLD.approved_on IS NOT NULL THEN RETURN NEW; END IF;
                END IF;
                IF EXISTS (SELECT 1 FROM governance_compact WHERE id = NEW.compact_id AND school_id IS NULL) THEN
                    RETURN NEW;  -- the district's own policy: its board decides, outside the portal
                END IF;
                IF NOT EXISTS (
                    SELECT 1 FROM governance_motion AS motion
                    WHERE motion.id = NEW.motion_id AND motion.outcome = 'CARRIED'
                        AND motion.approves_id = NEW.id AND motion.meeting_id = NEW.meeting_id
                ) THEN
                    RAISE EXCEPTION 'Only a carried motion of the council approves a compact.';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="approved_compact_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.approved_on IS NOT NULL AND NOT ("
                    + same(
                        *ALL_TEXTS,
                        "number",
                        "compact_id",
                        "meeting_id",
                        "motion_id",
                        "votes_for",
                        "votes_against",
                        "votes_abstaining",
                        "approved_on",
                    )
                    + ")"
                ),
            ),
            pgtrigger.Protect(
                name="approved_compact_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_on__isnull=False),
            ),
        ]

    def __str__(self):
        return str(_("Version %(number)s") % {"number": self.number})

    def save(self, *args, **kwargs):
        self.school_id = self.compact.school_id
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("governance:compact-version", args=[*self.compact.key, self.number])

    @property
    def is_editable(self):
        return self.state in EDITABLE

    @property
    def is_in_force(self):
        return self.state in IN_FORCE


def grade_key(grade):
    return {Grade.PK: "pk", Grade.K: "k"}.get(grade, str(grade))


@tracked()
class CompactSection(models.Model):
    """What a compact says for one grade or a band of grades. Bands of a version do not overlap."""

    version = models.ForeignKey(CompactVersion, models.CASCADE, related_name="sections", verbose_name=_("version"))
    low_grade = models.SmallIntegerField(_("from grade"), choices=Grade.choices)
    high_grade = models.SmallIntegerField(_("to grade"), choices=Grade.choices)
    school_does = passage_text(_("what teachers do"))
    families_do = passage_text(_("what families do at home"))
    students_do = passage_text(_("what students do"))

    class Meta:
        ordering = ["low_grade"]
        constraints = [
            models.CheckConstraint(
                name="compact_section_grades_in_order",
                condition=Q(high_grade__gte=F("low_grade")),
                violation_error_message=_("The last grade comes before the first."),
            ),
            models.CheckConstraint(
                name="compact_section_grades_exist",
                condition=Q(low_grade__gte=-1, high_grade__lte=12),
                violation_error_message=_("Grades go from Pre-K to 12."),
            ),
            ExclusionConstraint(
                name="compact_sections_do_not_overlap",
                expressions=[
                    (
                        Func(
                            "low_grade",
                            "high_grade",
                            Value("[]"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("version", RangeOperators.EQUAL),
                ],
                violation_error_message=_("Another section of this compact holds one of these grades."),
            ),
        ]
        triggers = [
            kept_once_approved(
                "approved_section_is_kept",
                "NEW.version_id, OLD.version_id",
                same("version_id", "low_grade", "high_grade", "school_does", "families_do", "students_do"),
            )
        ]

    def __str__(self):
        if self.low_grade == self.high_grade:
            return str(_("Grade %(grade)s") % {"grade": self.get_low_grade_display()})
        words = {"low": self.get_low_grade_display(), "high": self.get_high_grade_display()}
        return str(_("Grades %(low)s to %(high)s") % words)

    @property
    def key(self):
        """Names the section in passages; the same in each version that has these grades."""
        return f"{grade_key(self.low_grade)}-{grade_key(self.high_grade)}"


@tracked()
class CompactGoal(models.Model):
    """One of at most three goals of a grade, tied to a goal of the school's action plan and to an indicator."""

    section = models.ForeignKey(CompactSection, models.CASCADE, related_name="goals", verbose_name=_("section"))
    position = models.PositiveSmallIntegerField(_("position"))
    statement = models.CharField(_("goal"), max_length=300)
    plan_goal = models.ForeignKey(
        PlanGoal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="compact_goals",
        verbose_name=_("goal of the action plan"),
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="compact_goals", verbose_name=_("equity indicator")
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="compact_at_most_three_goals",
                condition=Q(position__range=(1, MOST_GOALS)),
                violation_error_message=_("A grade has at most three goals."),
            ),
            models.UniqueConstraint(name="compact_goal_once", fields=["section", "position"]),
        ]
        triggers = [
            kept_once_approved(
                "approved_goal_is_kept",
                "SELECT section.version_id FROM governance_compactsection AS section "
                "WHERE section.id IN (NEW.section_id, OLD.section_id)",
                same("section_id", "position", "statement", "indicator_id"),
            )
        ]

    def __str__(self):
        return self.statement
