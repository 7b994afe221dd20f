"""What is counted of engagement activities (facts 7). Attendance is attendance: never "families reached"."""

from datetime import time

from django.db.models import BigIntegerField, CharField, Count, F, Func, Q, Sum
from django.db.models.functions import Cast
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from indicators.measures import Cut, Measure, Ratio, Source, YearlyReach
from indicators.models.reference import MonitoringElement
from partnerships import models
from partnerships.activity_types import COMMUNITY, COURSES, HOME_VISITS, ActivityType
from partnerships.models import Activity, ActivitySeries
from partnerships.models.activities import Audience, Rating
from plans.models import Initiative


def initiatives():
    """With what their addresses need."""
    return Initiative.objects.select_related("priority_action__cycle")


class EachLanguage(Func):
    """One row for each language that an activity was offered in."""

    function = "unnest"
    arity = 1
    set_returning = True
    output_field = CharField()


BY_TYPE = Cut("type", F("activity_type"))
BY_INDICATOR = Cut("indicator", F("indicators"), Q(indicators__isnull=False))
BY_LANGUAGE = Cut("language", EachLanguage(F("languages_offered")), ~Q(activity_type=ActivityType.SOCIAL))

ACTIVITIES = Source(
    name="activities",
    label=_("Engagement activities"),
    rows=Activity.objects.kept,
    school="school_key",
    day="held_on",
    slices="initiatives",
    slice_rows=initiatives,
    cuts=(BY_TYPE, BY_INDICATOR, BY_LANGUAGE),
)
SERIES = Source(
    name="activity_series",
    label=_("Series of activities"),
    rows=ActivitySeries.objects.all,
    school="school_key",
    day="begins_on",
    theme=_("Courses and other series"),
    cuts=(BY_TYPE,),
)

# Celebrations are counted apart: they are not meant to build capacity (facts 7.2).
_ENGAGEMENT = ~Q(activity_type=ActivityType.SOCIAL)
_RATED = _ENGAGEMENT & Q(rating_linked_to_learning__isnull=False)
_EVENT = ~Q(activity_type__in=HOME_VISITS)
_RELATIONAL = Q(activity_type=ActivityType.HOME_VISIT_PTHV)
_ATTENDANCE = Q(activity_type=ActivityType.HOME_VISIT_ATT)


def _measure(slot, code, label, unit, aggregate, element=MonitoringElement.IMPLEMENTATION, **more):
    return Measure(slot, code, label, element, unit, ACTIVITIES, aggregate, **more)


def _number(where):
    return Count("pk", filter=where)


logged = _measure(1, "activities_logged", _("Activities logged, social events included"), "activities", Count("pk"))
held = _measure(2, "activities_held", _("Activities held"), "activities", _number(_ENGAGEMENT))
linked = _measure(
    3,
    "activities_linked_to_learning",
    _("Activities linked to learning"),
    "activities",
    _number(_ENGAGEMENT & Q(rating_linked_to_learning__gte=Rating.PRESENT)),
)
rated = _measure(4, "activities_rated", _("Activities rated for their link to learning"), "activities", _number(_RATED))
dual = _measure(
    5,
    "activities_dual",
    _("Activities for families and staff together"),
    "activities",
    _number(_ENGAGEMENT & Q(audience=Audience.BOTH)),
)
with_audience = _measure(
    6,
    "activities_with_audience",
    _("Activities that say whose capacity grows"),
    "activities",
    _number(_ENGAGEMENT & ~Q(audience="")),
)
social_events = _measure(7, "social_events", _("Social events and celebrations"), "activities", _number(~_ENGAGEMENT))
families = _measure(8, "families_attending", _("Families attending"), "families", Sum("families_total", filter=_EVENT))
adults = _measure(9, "adults_attending", _("Adults attending"), "adults", Sum("adults_total", filter=_EVENT))
staff = _measure(10, "staff_attending", _("Staff attending"), "staff", Sum("staff_total", filter=_EVENT))
visits_first = _measure(
    11,
    "home_visits_relational_first",
    _("Relational home visits, first visits"),
    "visits",
    Sum("visits_first_total", filter=_RELATIONAL),
)
visits_repeat = _measure(
    12,
    "home_visits_relational_repeat",
    _("Relational home visits, second or repeat visits"),
    "visits",
    Sum("visits_second_total", filter=_RELATIONAL),
)
# Attendance visits have another purpose and another design; they are never added to the relational ones (facts 7.3).
visits_attendance_first = _measure(
    13,
    "home_visits_attendance_first",
    _("Attendance home visits, first visits"),
    "visits",
    Sum("visits_first_total", filter=_ATTENDANCE),
)
visits_attendance_repeat = _measure(
    14,
    "home_visits_attendance_repeat",
    _("Attendance home visits, repeat visits"),
    "visits",
    Sum("visits_second_total", filter=_ATTENDANCE),
)
with_interpretation = _measure(
    15,
    "activities_with_interpretation",
    _("Activities with interpretation"),
    "activities",
    _number(_ENGAGEMENT & Q(interpretation_provided=True)),
)
in_spanish = _measure(
    16,
    "activities_offered_in_spanish",
    _("Activities offered in Spanish"),
    "activities",
    _number(_ENGAGEMENT & Q(languages_offered__contains=["es"])),
)
with_child_care = _measure(
    17,
    "activities_with_child_care",
    _("Activities with child care"),
    "activities",
    _number(_ENGAGEMENT & Q(child_care=True)),
)
volunteer_hours = _measure(
    18,
    "volunteer_hours",
    _("Volunteer hours"),
    "hours",
    Sum(Cast(F("hours_total") * 100, BigIntegerField()), filter=Q(activity_type=ActivityType.VOLUNTEER)),
    scale=100,
)

# ---------------------------------------------------------------------- for whom, when, with what help

EVENING_FROM = time(17)  # families who work by day can come from then on
_WEEKEND = Q(held_on__iso_week_day__gte=6)
_EVENING_OR_WEEKEND = _WEEKEND | Q(starts_at__gte=EVENING_FROM)
_HELP = Q(interpretation_provided=True) | Q(child_care=True) | Q(transport=True) | Q(food=True)

with_follow_up = _measure(
    19,
    "activities_with_follow_up",
    _("Activities that something follows from"),
    "activities",
    _number(~Q(follow_up="")),
)
follow_up_done = _measure(
    20,
    "follow_ups_done",
    _("Activities whose follow-up is done"),
    "activities",
    _number(Q(follow_up_done_on__isnull=False)),
)
evening_or_weekend = _measure(
    21,
    "activities_evening_or_weekend",
    _("Activities in the evening (from 5 p.m.) or at the weekend"),
    "activities",
    _number(_ENGAGEMENT & _EVENING_OR_WEEKEND),
)
with_time = _measure(
    22,
    "activities_with_time",
    _("Activities that say when they began, or were held at the weekend"),
    "activities",
    _number(_ENGAGEMENT & (_WEEKEND | Q(starts_at__isnull=False))),
)
with_transport = _measure(
    23,
    "activities_with_transport",
    _("Activities with transport"),
    "activities",
    _number(_ENGAGEMENT & Q(transport=True)),
)
with_food = _measure(
    24, "activities_with_food", _("Activities with food"), "activities", _number(_ENGAGEMENT & Q(food=True))
)
with_help = _measure(
    25,
    "activities_with_help",
    _("Activities with any help to come"),
    "activities",
    _number(_ENGAGEMENT & _HELP),
)
for_families = _measure(
    26,
    "activities_for_families",
    _("Activities for families"),
    "activities",
    _number(_ENGAGEMENT & Q(audience=Audience.FAMILIES)),
)
for_staff = _measure(
    27,
    "activities_for_staff",
    _("Activities for staff"),
    "activities",
    _number(_ENGAGEMENT & Q(audience=Audience.STAFF)),
)
in_other_languages = _measure(
    28,
    "activities_in_other_languages",
    _("Activities offered in a language other than English and Spanish"),
    "activities",
    _number(_ENGAGEMENT & ~Q(languages_offered__contained_by=["en", "es"])),
)
with_languages = _measure(
    29,
    "activities_with_languages",
    _("Activities that say in which languages they were offered"),
    "activities",
    _number(_ENGAGEMENT & Q(languages_offered__len__gt=0)),
)
interpretation_asked = _measure(
    30,
    "interpretation_asked_for",
    _("Activities for which interpretation was asked for"),
    "activities",
    _number(_ENGAGEMENT & Q(interpretation_requested=True)),
)
interpretation_given = _measure(
    31,
    "interpretation_asked_for_and_given",
    _("Activities with the interpretation that was asked for"),
    "activities",
    _number(_ENGAGEMENT & Q(interpretation_requested=True, interpretation_provided=True)),
)

# ---------------------------------------------------------------------- each type's own (facts 7.2)
# A share takes its two counts from the same rows: where one of them is not known, the other says nothing. So neither
# is the number of all, and its label says so; what is reported as a number too is counted once more without the other.


def _of_both_known(label):
    return format_lazy("{} {}", label, _("(where both counts are known)"))


def _sum(slot, code, label, unit, column, types, *known):
    """The sum of a count over activities of these types where the counts in `known` are known too."""
    label = _of_both_known(label) if known else label
    where = Q(activity_type__in=types, **{f"{name}__isnull": False for name in known})
    return _measure(slot, code, label, unit, Sum(column, filter=where))


_T = ActivityType
visits_attempted = _sum(
    32, "home_visits_relational_attempted", _("Relational home visits, nobody met"), "visits",
    "visits_attempted_total", [_T.HOME_VISIT_PTHV],
)  # fmt: skip
visits_declined = _sum(
    33, "home_visits_relational_declined", _("Relational home visits, declined"), "visits",
    "visits_declined_total", [_T.HOME_VISIT_PTHV],
)  # fmt: skip
team_present = _sum(
    34, "class_teams_present", _("Academic Parent-Teacher Teams: families present"), "families",
    "families_total", [_T.APTT], "invited_total",
)  # fmt: skip
team_eligible = _sum(
    35, "class_teams_eligible", _("Academic Parent-Teacher Teams: families of the classes"), "families",
    "invited_total", [_T.APTT], "families_total",
)  # fmt: skip
talked = _sum(
    36, "conversation_families", _("Conversations about learning: families"), "families",
    "families_total", [_T.CONVERSATION], "goals_set_total",
)  # fmt: skip
goals_set = _sum(
    37, "conversation_goals", _("Conversations about learning: families who set a goal"), "families",
    "goals_set_total", [_T.CONVERSATION], "families_total",
)  # fmt: skip
talk_sessions = _sum(
    38, "conversation_sessions", _("Conversations about learning: sessions"), "sessions",
    "sessions_total", [_T.CONVERSATION], "classes_total",
)  # fmt: skip
talk_classes = _sum(
    39, "conversation_classes", _("Conversations about learning: classes"), "classes",
    "classes_total", [_T.CONVERSATION], "sessions_total",
)  # fmt: skip
conferences_held = _sum(
    40, "parent_conferences_held", _("Parent-teacher conferences held"), "conferences",
    "families_total", [_T.CONFERENCE], "invited_total",
)  # fmt: skip
conferences_due = _sum(
    41, "parent_conferences_due", _("Parent-teacher conferences due"), "conferences",
    "invited_total", [_T.CONFERENCE], "families_total",
)  # fmt: skip
compact_talked = _sum(
    42, "parent_conferences_with_compact", _("Parent-teacher conferences that discussed the compact"), "conferences",
    "compact_discussed_total", [_T.CONFERENCE], "families_total",
)  # fmt: skip
compact_known = _sum(
    43, "parent_conferences_asked_of_compact", _("Parent-teacher conferences that say whether they discussed it"),
    "conferences", "families_total", [_T.CONFERENCE], "compact_discussed_total",
)  # fmt: skip
homework_sent = _sum(
    44, "homework_sent", _("Interactive homework sent home"), "assignments",
    "sent_total", [_T.HOMEWORK_TIPS], "returned_total",
)  # fmt: skip
homework_returned = _sum(
    45, "homework_returned", _("Interactive homework returned"), "assignments",
    "returned_total", [_T.HOMEWORK_TIPS], "sent_total",
)  # fmt: skip
homework_known = _sum(
    46, "homework_returned_and_read", _("Interactive homework returned and looked through for comments"), "assignments",
    "returned_total", [_T.HOMEWORK_TIPS], "comments_total",
)  # fmt: skip
homework_comments = _sum(
    47, "homework_with_comment", _("Interactive homework with a family's comment"), "assignments",
    "comments_total", [_T.HOMEWORK_TIPS], "returned_total",
)  # fmt: skip
toured = _sum(48, "families_toured", _("Families on welcome tours"), "families", "families_total", [_T.WELCOME_TOUR])
toured_new = _sum(
    49, "new_families_toured", _("New families on welcome tours"), "families",
    "new_families_total", [_T.WELCOME_TOUR], "invited_total",
)  # fmt: skip
new_families = _sum(
    50, "new_families", _("New families of schools with welcome tours"), "families",
    "invited_total", [_T.WELCOME_TOUR], "new_families_total",
)  # fmt: skip
course_enrolled = _sum(
    51, "course_enrolled", _("Single courses: people enrolled"), "people", "enrolled_total", COURSES, "completed_total"
)
course_completed = _sum(
    52, "course_completed", _("Single courses: people who completed"), "people",
    "completed_total", COURSES, "enrolled_total",
)  # fmt: skip
course_roles = _sum(
    53, "course_graduates_in_role", _("Single leadership courses: graduates in a role since"), "people",
    "roles_taken_total", [_T.PARENT_LEADERSHIP],
)  # fmt: skip
staff_trained = _sum(
    54, "staff_trained", _("Staff at trainings in engagement"), "staff",
    "staff_total", [_T.STAFF_PD], "staff_eligible_total",
)  # fmt: skip
staff_meant = _sum(
    55, "staff_training_was_for", _("Staff that training was meant for"), "staff",
    "staff_eligible_total", [_T.STAFF_PD], "staff_total",
)  # fmt: skip
joint_trainings = _measure(
    56, "joint_trainings", _("Trainings for families and staff together"), "activities",
    _number(Q(activity_type=_T.JOINT_TRAINING)),
)  # fmt: skip
joint_with_both = _measure(
    57, "joint_trainings_with_both", _("Trainings where both families and staff came"), "activities",
    _number(Q(activity_type=_T.JOINT_TRAINING, families_total__gt=0, staff_total__gt=0)),
)  # fmt: skip
title_one_meetings = _measure(
    58, "title_one_meetings", _("Annual Title I meetings"), "meetings",
    _number(Q(activity_type=_T.TITLE1_ANNUAL_MEETING)),
)  # fmt: skip
actions_agreed = _sum(
    59, "community_actions_agreed", _("Community cafés and learning: actions agreed"), "actions",
    "actions_total", COMMUNITY, "actions_done_total",
)  # fmt: skip
actions_done = _sum(
    60, "community_actions_done", _("Community cafés and learning: actions completed"), "actions",
    "actions_done_total", COMMUNITY, "actions_total",
)  # fmt: skip
themes = _sum(61, "cafe_themes", _("Community cafés: themes harvested"), "themes", "themes_total", [_T.COMMUNITY_CAFE])
helped = _sum(
    62, "tech_helped", _("Technology: people helped"), "people", "helped_total", [_T.TECH_HELP], "trainers_total"
)
trainers = _sum(
    63, "tech_trainers", _("Technology: trainers trained"), "people", "trainers_total", [_T.TECH_HELP], "helped_total"
)
shelter_sessions = _sum(
    64, "shelter_sessions", _("Tutoring in shelters: sessions"), "sessions", "sessions_total", [_T.SHELTER_TUTORING]
)
shelter_hours = _measure(
    65, "shelter_hours", _("Tutoring in shelters: hours"), "hours",
    Sum(Cast(F("hours_total") * 100, BigIntegerField()), filter=Q(activity_type=_T.SHELTER_TUTORING)), scale=100,
)  # fmt: skip
sets_given = _sum(66, "sets_given", _("Uniforms and supplies: sets given"), "sets", "sets_given_total", [_T.SUPPLIES])
sent = _sum(
    67, "messages_sent", _("Messages sent to families"), "copies", "sent_total", [_T.COMMUNICATION], "returned_total"
)
opened = _sum(
    68,
    "messages_opened",
    _("Messages opened by families"),
    "copies",
    "returned_total",
    [_T.COMMUNICATION],
    "sent_total",
)
contacts = _sum(
    69, "two_way_contacts", _("Two-way contacts with families"), "contacts", "contacts_total", [_T.COMMUNICATION]
)
feedback_forms = _measure(
    70, "feedback_forms", _("Feedback forms with a mean"), "forms",
    Sum("feedback_total", filter=Q(feedback_mean__isnull=False)),
)  # fmt: skip
feedback_points = _measure(
    71, "feedback_points", _("Points on feedback forms (1 to 5 each)"), "points",
    Sum(Cast(F("feedback_mean") * F("feedback_total") * 100, BigIntegerField())), scale=100,
)  # fmt: skip

training_hours = _measure(
    72, "training_hours", _("Hours of courses and staff training"), "hours",
    Sum(Cast(F("hours_total") * 100, BigIntegerField()), filter=Q(activity_type__in=[*COURSES, _T.STAFF_PD])),
    scale=100,
)  # fmt: skip
teachers_trained = _sum(73, "teachers_trained", _("Teachers trained"), "staff", "teachers_total", [_T.STAFF_PD])
leaders_trained = _sum(
    74, "leaders_trained", _("Principals and other leaders trained"), "staff", "leaders_total", [_T.STAFF_PD]
)
support_trained = _sum(
    75, "support_staff_trained", _("Aides, office and other staff trained"), "staff",
    "support_staff_total", [_T.STAFF_PD],
)  # fmt: skip
course_completed_in_all = _sum(
    77, "course_completed_in_all", _("Single courses: all who completed"), "people", "completed_total", COURSES
)
trainers_in_all = _sum(
    78, "tech_trainers_in_all", _("Technology: all trainers trained"), "people", "trainers_total", [_T.TECH_HELP]
)
cafe_tables = _sum(76, "cafe_tables", _("Community cafés: tables"), "tables", "tables_total", [_T.COMMUNITY_CAFE])

# ---------------------------------------------------------------------- series: enrolled and completed once

_KNOWN = Q(enrolled_total__isnull=False, completed_total__isnull=False)
_LEADERSHIP = Q(activity_type=_T.PARENT_LEADERSHIP)


def _of_series(slot, code, label, unit, aggregate):
    return Measure(slot, code, label, MonitoringElement.IMPLEMENTATION, unit, SERIES, aggregate)


series_begun = _of_series(1, "series_begun", _("Series begun"), "series", Count("pk"))
series_enrolled = _of_series(
    2, "series_enrolled", _of_both_known(_("People enrolled in series")), "people",
    Sum("enrolled_total", filter=_KNOWN),
)  # fmt: skip
series_completed = _of_series(
    3, "series_completed", _of_both_known(_("People who completed a series")), "people",
    Sum("completed_total", filter=_KNOWN),
)  # fmt: skip
series_graduates = _of_series(
    4, "series_leadership_graduates", _("Parent leadership series: graduates"), "people",
    Sum("completed_total", filter=_LEADERSHIP),
)  # fmt: skip
series_roles = _of_series(
    5, "series_graduates_in_role", _of_both_known(_("Graduates of leadership programs in a role since")), "people",
    Sum("roles_taken_total", filter=_LEADERSHIP & Q(completed_total__isnull=False)),
)  # fmt: skip
series_completed_in_all = _of_series(
    6, "series_completed_in_all", _("People who completed a series"), "people", Sum("completed_total")
)
series_graduates_followed = _of_series(
    7, "series_graduates_followed", _("Graduates of leadership programs that say who took a role"), "people",
    Sum("completed_total", filter=_LEADERSHIP & Q(roles_taken_total__isnull=False)),
)  # fmt: skip

MEASURES = [
    *(held, linked, rated, dual, with_audience, for_families, for_staff, families, adults, staff),
    *(visits_first, visits_repeat, visits_attempted, visits_declined),
    *(visits_attendance_first, visits_attendance_repeat),
    *(with_interpretation, interpretation_asked, interpretation_given),
    *(in_spanish, in_other_languages, with_languages, with_child_care, with_transport, with_food, with_help),
    *(evening_or_weekend, with_time, with_follow_up, follow_up_done, feedback_forms, feedback_points),
    *(team_present, team_eligible, talked, goals_set, talk_sessions, talk_classes),
    *(conferences_held, conferences_due, compact_talked, compact_known),
    *(homework_sent, homework_returned, homework_known, homework_comments),
    *(toured, toured_new, new_families),
    *(course_enrolled, course_completed, course_completed_in_all, course_roles),
    *(staff_trained, staff_meant, teachers_trained, leaders_trained, support_trained, training_hours),
    *(joint_trainings, joint_with_both, title_one_meetings),
    *(actions_agreed, actions_done, cafe_tables, themes, helped, trainers, trainers_in_all, volunteer_hours),
    *(shelter_sessions, shelter_hours, sets_given, sent, opened, contacts),
    social_events,
    logged,
    *(series_begun, series_enrolled, series_completed, series_completed_in_all),
    *(series_graduates, series_graduates_followed, series_roles),
]

RATIOS = [
    Ratio("linked_to_learning_share", _("Share of rated activities linked to learning"), linked, rated),
    Ratio("dual_share", _("Share of activities for families and staff together"), dual, with_audience),
    Ratio("interpretation_share", _("Share of activities with interpretation"), with_interpretation, held),
    Ratio(
        "interpretation_given_share",
        _("Share of requests for interpretation that were met"),
        interpretation_given,
        interpretation_asked,
    ),
    Ratio(
        "evening_or_weekend_share",
        _("Share of activities in the evening or at the weekend"),
        evening_or_weekend,
        with_time,
    ),
    Ratio("child_care_share", _("Share of activities with child care"), with_child_care, held),
    Ratio("transport_share", _("Share of activities with transport"), with_transport, held),
    Ratio("food_share", _("Share of activities with food"), with_food, held),
    Ratio("help_share", _("Share of activities with any help to come"), with_help, held),
    Ratio("follow_up_share", _("Share of follow-ups that are done"), follow_up_done, with_follow_up),
    Ratio(
        "second_visit_share",
        _("Second or repeat relational home visits for each first one"),
        visits_repeat,
        visits_first,
    ),
    Ratio("class_team_share", _("Share of families at class team meetings"), team_present, team_eligible),
    Ratio("goal_share", _("Share of families who set a goal in a conversation"), goals_set, talked),
    Ratio("conference_share", _("Share of parent-teacher conferences held"), conferences_held, conferences_due),
    Ratio("compact_talked_share", _("Share of conferences that discussed the compact"), compact_talked, compact_known),
    Ratio("homework_return_share", _("Share of interactive homework returned"), homework_returned, homework_sent),
    Ratio(
        "homework_comment_share",
        _("Share of returned homework with a family's comment"),
        homework_comments,
        homework_known,
    ),
    Ratio("new_families_toured_share", _("Share of new families on a welcome tour"), toured_new, new_families),
    Ratio("course_completion_share", _("Single courses: share who completed"), course_completed, course_enrolled),
    Ratio("staff_trained_share", _("Staff trainings: share of those meant who came"), staff_trained, staff_meant),
    Ratio("joint_training_share", _("Share of joint trainings where both came"), joint_with_both, joint_trainings),
    Ratio("actions_done_share", _("Share of community actions completed"), actions_done, actions_agreed),
    Ratio("messages_opened_share", _("Share of messages opened"), opened, sent),
    Ratio(
        "series_completion_share", _("Series: share of those enrolled who completed"), series_completed, series_enrolled
    ),
    Ratio(
        "graduates_in_role_share", _("Share of leadership graduates in a role"), series_roles, series_graduates_followed
    ),
]

YEARLY_REACH = YearlyReach(
    rows=models.YearlyReach.objects.all,
    enrolled="families_enrolled",
    reached="families_reached",
    home_visited="families_home_visited",
    rules=models.EngagementRule.objects.all,
    denominator="visit_denominator",
    students=models.reach.Denominator.STUDENTS.value,
)
