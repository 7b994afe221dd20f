"""Each type's own reported measure (facts 7.2), worked out from the counts of the type's piece of the year.

A share is a sum held against a sum, never an average of averages; where a count was not known, the row is in neither.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.amounts import number
from indicators.presenting import percent
from partnerships.activity_types import ActivityType as T


@dataclass(frozen=True)
class Own:
    """A measure of a type: the sum of the measures `top`, as a share of `bottom`, or for each one of it (`is_rate`)."""

    label: str
    top: tuple
    bottom: tuple = ()
    is_rate: bool = False


@dataclass
class Line:
    """What a page and a file say of one own measure."""

    label: str
    words: str
    sentence: str = ""
    value: object = None
    links: list = field(default_factory=list)


OWN = {
    T.HOME_VISIT_PTHV: (
        Own(gettext_lazy("First visits completed"), ("home_visits_relational_first",)),
        Own(gettext_lazy("Second or repeat visits"), ("home_visits_relational_repeat",)),
        Own(
            gettext_lazy("Repeat visits for each first visit"),
            ("home_visits_relational_repeat",),
            ("home_visits_relational_first",),
        ),
        Own(gettext_lazy("Attempted, nobody met"), ("home_visits_relational_attempted",)),
        Own(gettext_lazy("Declined"), ("home_visits_relational_declined",)),
    ),
    T.HOME_VISIT_ATT: (
        Own(gettext_lazy("First visits completed"), ("home_visits_attendance_first",)),
        Own(gettext_lazy("Repeat visits"), ("home_visits_attendance_repeat",)),
    ),
    T.APTT: (
        Own(gettext_lazy("Families present at class meetings"), ("class_teams_present",), ("class_teams_eligible",)),
    ),
    T.CONVERSATION: (
        Own(gettext_lazy("Families who set a goal"), ("conversation_goals",), ("conversation_families",)),
        Own(gettext_lazy("Sessions per class"), ("conversation_sessions",), ("conversation_classes",), is_rate=True),
    ),
    T.CONFERENCE: (
        Own(gettext_lazy("Conferences held of those due"), ("parent_conferences_held",), ("parent_conferences_due",)),
        Own(
            gettext_lazy("Conferences that discussed the compact"),
            ("parent_conferences_with_compact",),
            ("parent_conferences_asked_of_compact",),
        ),
    ),
    T.HOMEWORK_TIPS: (
        Own(gettext_lazy("Assignments returned"), ("homework_returned",), ("homework_sent",)),
        Own(gettext_lazy("With a family's comment"), ("homework_with_comment",), ("homework_returned_and_read",)),
    ),
    T.WELCOME_TOUR: (
        Own(gettext_lazy("Families who toured"), ("families_toured",)),
        Own(gettext_lazy("New families who toured"), ("new_families_toured",), ("new_families",)),
    ),
    T.FAMILY_ACADEMY: (
        Own(gettext_lazy("People who completed"), ("course_completed_in_all", "series_completed_in_all")),
        Own(
            gettext_lazy("Completed of those enrolled"),
            ("course_completed", "series_completed"),
            ("course_enrolled", "series_enrolled"),
        ),
        Own(gettext_lazy("Hours of sessions"), ("training_hours",)),
    ),
    T.PARENT_LEADERSHIP: (
        Own(gettext_lazy("Graduates"), ("course_completed_in_all", "series_leadership_graduates")),
        Own(
            gettext_lazy("Completed of those enrolled"),
            ("course_completed", "series_completed"),
            ("course_enrolled", "series_enrolled"),
        ),
        Own(
            gettext_lazy("Graduates in a seat or a role since"),
            ("course_graduates_in_role", "series_graduates_in_role"),
        ),
        Own(gettext_lazy("Hours of sessions"), ("training_hours",)),
    ),
    T.WORKSHOP: (
        Own(gettext_lazy("Families attending"), ("families_attending",)),
        Own(
            gettext_lazy("Rated workshops linked to learning"),
            ("activities_linked_to_learning",),
            ("activities_rated",),
        ),
    ),
    T.STAFF_PD: (
        Own(
            gettext_lazy("Those who came, of the staff it was meant for"),
            ("staff_trained",),
            ("staff_training_was_for",),
        ),
        Own(gettext_lazy("Teachers"), ("teachers_trained",)),
        Own(gettext_lazy("Principals and other leaders"), ("leaders_trained",)),
        Own(gettext_lazy("Aides, office and other staff"), ("support_staff_trained",)),
        Own(gettext_lazy("Hours of training"), ("training_hours",)),
    ),
    T.JOINT_TRAINING: (
        Own(
            gettext_lazy("Trainings where both families and staff came"),
            ("joint_trainings_with_both",),
            ("joint_trainings",),
        ),
    ),
    T.TITLE1_ANNUAL_MEETING: (Own(gettext_lazy("Meetings held"), ("title_one_meetings",)),),
    T.COMMUNITY_CAFE: (
        Own(
            gettext_lazy("Agreed actions that are completed"),
            ("community_actions_done",),
            ("community_actions_agreed",),
        ),
        Own(gettext_lazy("Themes harvested"), ("cafe_themes",)),
        Own(gettext_lazy("Tables"), ("cafe_tables",)),
    ),
    T.COMMUNITY_LEARNING: (
        Own(
            gettext_lazy("Agreed actions that are completed"),
            ("community_actions_done",),
            ("community_actions_agreed",),
        ),
        Own(gettext_lazy("Families attending"), ("families_attending",)),
    ),
    T.TECH_HELP: (
        Own(gettext_lazy("Trainers trained"), ("tech_trainers_in_all",)),
        Own(gettext_lazy("People helped per trainer"), ("tech_helped",), ("tech_trainers",), is_rate=True),
    ),
    T.VOLUNTEER: (Own(gettext_lazy("Hours volunteered"), ("volunteer_hours",)),),
    T.SHELTER_TUTORING: (
        Own(gettext_lazy("Sessions"), ("shelter_sessions",)),
        Own(gettext_lazy("Hours"), ("shelter_hours",)),
    ),
    T.SUPPLIES: (Own(gettext_lazy("Sets given"), ("sets_given",)),),
    T.COMMUNICATION: (
        Own(gettext_lazy("Messages opened"), ("messages_opened",), ("messages_sent",)),
        Own(gettext_lazy("Two-way contacts"), ("two_way_contacts",)),
    ),
    T.SOCIAL: (Own(gettext_lazy("Events, counted apart"), ("social_events",)),),
}


def lines_of(activity_type, counts):
    """The `Line`s of a type that say something, from {measure code: number} of its piece."""
    return [found for own in OWN.get(activity_type, ()) if (found := line_of(own, counts))]


def line_of(own, counts):
    """One own measure; None where nothing was counted that it could be made of."""
    top = sum(counts.get(code, 0) for code in own.top)
    below = sum(counts.get(code, 0) for code in own.bottom)
    if not own.bottom:
        return Line(str(own.label), number(top), value=top) if top else None
    if not below:
        return None
    sentence = _("%(part)s of %(whole)s") % {"part": number(top), "whole": number(below)}
    if own.is_rate:
        rate = round(float(top) / float(below), 1)
        return Line(str(own.label), number(rate), _("%(part)s for %(whole)s") % _pair(top, below), rate)
    share = float(top) / float(below)
    return Line(str(own.label), percent(share), sentence, round(100 * share, 1))


def _pair(top, below):
    return {"part": number(top), "whole": number(below)}
