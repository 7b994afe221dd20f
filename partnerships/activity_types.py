"""The engagement activity taxonomy (facts 7.2): what can be logged, and which counts matter for it."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityType(models.TextChoices):
    HOME_VISIT_PTHV = "HOME_VISIT_PTHV", _("Relational home visits")
    HOME_VISIT_ATT = "HOME_VISIT_ATT", _("Attendance home visits")
    APTT = "APTT", _("Academic Parent-Teacher Team")
    CONVERSATION = "CONVERSATION", _("Conversation about learning")
    CONFERENCE = "CONFERENCE", _("Parent-teacher conferences")
    HOMEWORK_TIPS = "HOMEWORK_TIPS", _("Interactive homework (TIPS)")
    WELCOME_TOUR = "WELCOME_TOUR", _("Welcome tour or day")
    FAMILY_ACADEMY = "FAMILY_ACADEMY", _("Family Academy or Parent University")
    PARENT_LEADERSHIP = "PARENT_LEADERSHIP", _("Parent leadership program")
    WORKSHOP = "WORKSHOP", _("Workshop for families")
    STAFF_PD = "STAFF_PD", _("Staff training for engagement")
    JOINT_TRAINING = "JOINT_TRAINING", _("Families and staff learning together")
    TITLE1_ANNUAL_MEETING = "TITLE1_ANNUAL_MEETING", _("Annual Title I meeting")
    COMMUNITY_CAFE = "COMMUNITY_CAFE", _("Community café")
    COMMUNITY_LEARNING = "COMMUNITY_LEARNING", _("Community Learning and Engagement Opportunity")
    TECH_HELP = "TECH_HELP", _("Families helping families with technology")
    VOLUNTEER = "VOLUNTEER", _("Volunteering")
    SHELTER_TUTORING = "SHELTER_TUTORING", _("Tutoring in shelters")
    SUPPLIES = "SUPPLIES", _("Uniforms and school supplies")
    ADVISORY = "ADVISORY", _("Superintendent's Parent Advisory Group")
    SGC_MEETING = "SGC_MEETING", _("School Governance Council meeting")
    SGC_ELECTION = "SGC_ELECTION", _("School Governance Council election")
    WALKTHROUGH = "WALKTHROUGH", _("Welcoming walkthrough")
    COMMUNICATION = "COMMUNICATION", _("Outreach and communication")
    SOCIAL = "SOCIAL", _("Social event or celebration")


# As people look for them in a list of choices.
GROUPS = (
    (_("Home visits"), (ActivityType.HOME_VISIT_PTHV, ActivityType.HOME_VISIT_ATT)),
    (
        _("Families and learning"),
        (
            ActivityType.WORKSHOP,
            ActivityType.CONFERENCE,
            ActivityType.CONVERSATION,
            ActivityType.APTT,
            ActivityType.HOMEWORK_TIPS,
            ActivityType.FAMILY_ACADEMY,
            ActivityType.JOINT_TRAINING,
            ActivityType.TECH_HELP,
            ActivityType.STAFF_PD,
        ),
    ),
    (
        _("Welcome and community"),
        (
            ActivityType.WELCOME_TOUR,
            ActivityType.SOCIAL,
            ActivityType.VOLUNTEER,
            ActivityType.COMMUNITY_CAFE,
            ActivityType.COMMUNITY_LEARNING,
            ActivityType.COMMUNICATION,
            ActivityType.WALKTHROUGH,
        ),
    ),
    (
        _("Families who lead and decide"),
        (
            ActivityType.SGC_MEETING,
            ActivityType.SGC_ELECTION,
            ActivityType.TITLE1_ANNUAL_MEETING,
            ActivityType.PARENT_LEADERSHIP,
            ActivityType.ADVISORY,
        ),
    ),
    (_("For the district as a whole"), (ActivityType.SHELTER_TUTORING, ActivityType.SUPPLIES)),
)

HOME_VISITS = (ActivityType.HOME_VISIT_PTHV, ActivityType.HOME_VISIT_ATT)

# Homelessness is protected: these are reported as district totals only, never beside a school (facts 11.3).
DISTRICT_ONLY = (ActivityType.SHELTER_TUTORING, ActivityType.SUPPLIES)

# Types whose people enrol once and finish or not: they run as a series, which holds both numbers (`ActivitySeries`).
COURSES = (ActivityType.FAMILY_ACADEMY, ActivityType.PARENT_LEADERSHIP)

# Types that end in actions the community agrees on (facts 7.2).
COMMUNITY = (ActivityType.COMMUNITY_CAFE, ActivityType.COMMUNITY_LEARNING)

_ATTENDANCE = ("families_total", "adults_total", "students_total", "staff_total", "community_total")
_FEEDBACK = ("feedback_total", "feedback_mean")


@dataclass(frozen=True)
class Counts:
    """Which counts a type asks for: `first` in the short form, `more` under the details.

    `facts` names what a type says besides counts (a grade band, a channel). `words` are the labels of counts that
    mean something more exact here than elsewhere: {count: label}.
    """

    first: tuple
    more: tuple = ()
    facts: tuple = ()
    words: dict = field(default_factory=dict)


DEFAULT_COUNTS = Counts(first=("families_total",), more=(*_ATTENDANCE[1:], "invited_total", *_FEEDBACK))

# Row by row the table of facts 7.2: what is logged of each type so that its reported measure can be worked out.
COUNTS = {
    ActivityType.HOME_VISIT_PTHV: Counts(
        ("visits_first_total",),
        ("visits_second_total", "visits_attempted_total", "visits_declined_total", "families_total", "staff_total"),
        facts=("grade_bands",),
        words={"families_total": _("different families visited")},
    ),
    ActivityType.HOME_VISIT_ATT: Counts(
        ("visits_first_total",),
        ("visits_second_total", "visits_attempted_total", "families_total", "staff_total"),
        facts=("grade_bands",),
        words={
            "visits_second_total": _("repeat visits completed"),
            "families_total": _("different families visited"),
        },
    ),
    ActivityType.APTT: Counts(
        ("families_total",),
        ("invited_total", "classes_total", "students_total", "staff_total"),
        facts=("team_step", "grade_bands"),
        words={"families_total": _("families present"), "invited_total": _("families of the classes")},
    ),
    ActivityType.CONVERSATION: Counts(
        ("families_total",),
        ("invited_total", "goals_set_total", "sessions_total", "classes_total", "staff_total"),
        facts=("grade_bands",),
    ),
    ActivityType.CONFERENCE: Counts(
        ("families_total",),
        ("invited_total", "compact_discussed_total", "staff_total"),
        facts=("grade_bands",),
        words={"families_total": _("conferences held"), "invited_total": _("conferences due (families)")},
    ),
    ActivityType.HOMEWORK_TIPS: Counts(
        ("sent_total",),
        ("returned_total", "comments_total", "classes_total"),
        facts=("grade_bands",),
        words={"sent_total": _("assignments sent home"), "returned_total": _("assignments returned")},
    ),
    ActivityType.WELCOME_TOUR: Counts(
        ("families_total",),
        ("new_families_total", "invited_total", "slots_total", "adults_total", "students_total", "staff_total"),
        words={"families_total": _("families who toured"), "invited_total": _("new families of the school")},
    ),
    ActivityType.FAMILY_ACADEMY: Counts(
        ("families_total",),
        ("adults_total", "enrolled_total", "completed_total", "sessions_total", "hours_total", *_FEEDBACK),
    ),
    ActivityType.PARENT_LEADERSHIP: Counts(
        ("adults_total",),
        ("enrolled_total", "completed_total", "roles_taken_total", "sessions_total", "hours_total", *_FEEDBACK),
    ),
    ActivityType.WORKSHOP: DEFAULT_COUNTS,
    ActivityType.STAFF_PD: Counts(
        ("staff_total",),
        ("staff_eligible_total", "teachers_total", "leaders_total", "support_staff_total", "hours_total", *_FEEDBACK),
        words={"staff_total": _("school staff trained")},
    ),
    ActivityType.JOINT_TRAINING: Counts(
        ("families_total",), ("adults_total", "staff_total", "invited_total", "hours_total", *_FEEDBACK)
    ),
    ActivityType.TITLE1_ANNUAL_MEETING: Counts(
        ("families_total",),
        ("slots_total", "invited_total", "adults_total", "staff_total", *_FEEDBACK),
    ),
    ActivityType.COMMUNITY_CAFE: Counts(
        ("families_total",),
        (
            *("tables_total", "sessions_total", "themes_total", "actions_total", "actions_done_total"),
            *("adults_total", "staff_total", "community_total"),
        ),
    ),
    ActivityType.COMMUNITY_LEARNING: Counts(
        ("families_total",), ("actions_total", "actions_done_total", *_ATTENDANCE[1:], *_FEEDBACK)
    ),
    ActivityType.TECH_HELP: Counts(
        ("helped_total",),
        ("trainers_total", "sessions_total", "families_total", "staff_total"),
    ),
    ActivityType.VOLUNTEER: Counts(
        ("adults_total",),
        ("hours_total", "families_total"),
        words={"adults_total": _("volunteers"), "hours_total": _("hours of all volunteers together")},
    ),
    ActivityType.SHELTER_TUTORING: Counts(
        ("sessions_total",), ("hours_total", "staff_total"), words={"staff_total": _("tutors")}
    ),
    ActivityType.SUPPLIES: Counts(("sets_given_total",)),
    ActivityType.COMMUNICATION: Counts(
        ("sent_total",),
        ("returned_total", "contacts_total"),
        facts=("channel",),
        words={"returned_total": _("opened or read")},
    ),
    ActivityType.SGC_ELECTION: Counts(("families_total",), ("invited_total",)),
}


def counts_for(activity_type):
    return COUNTS.get(activity_type, DEFAULT_COUNTS)


def type_choices(usual=(), district_wide=True):
    """Choices of a select, grouped, with the `usual` types of a person on top; none stands there twice.

    Types that are counted for the district alone are offered only to those who may log `district_wide`.
    """
    hidden = set(usual) if district_wide else {*usual, *DISTRICT_ONLY}
    first = [(value, ActivityType(value).label) for value in usual]
    groups = [(_("What you log most"), first)] if first else []
    for name, members in GROUPS:
        rest = [(member.value, member.label) for member in members if member not in hidden]
        groups += [(name, rest)] if rest else []
    return groups
