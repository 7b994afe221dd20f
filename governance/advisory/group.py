"""The group as a whole: who speaks for which school on a day, and what a school year brought (initiative 1.2)."""

from dataclasses import dataclass
from statistics import median

from django.db.models import Exists, OuterRef

from district import school_years
from district.models import Language, School
from governance.models import AdvisoryAttendance, AdvisoryMeeting, AdvisoryMember, AdvisoryQuestion, CarriedBack
from governance.models.advisory import QuestionState
from governance.models.meeting_records import THERE


def schools_without_member(day):
    """Open schools for which nobody speaks on a day."""
    speaking = AdvisoryMember.objects.on(day).values("school")
    return School.objects.open_on(day).exclude(pk__in=speaking).order_by("name")


def members_on(day):
    """Who speaks for an open school on a day, school by school."""
    members = AdvisoryMember.objects.on(day).filter(school__in=School.objects.open_on(day))
    return members.select_related("school", "user")


@dataclass(frozen=True)
class Figures:
    """What initiative 1.2 is measured by in a school year, up to a day (facts 7.2: `ADVISORY`).

    `schools_represented`: different schools of which a member was at a meeting. `days_to_answer`: the median of the
    days from question to answer, of those answered in the year; None where none was.
    """

    meetings_held: int
    schools_open: int
    schools_with_member: int
    schools_represented: int
    asked: int
    answered: int
    days_to_answer: float | None
    carried_back: int
    people_told: int


def figures(fall_year, today):
    """The `Figures` of a school year. Seven queries, however large the district is."""
    days = (school_years.first_day(fall_year), min(school_years.last_day(fall_year), today))
    there = AdvisoryAttendance.objects.filter(how__in=THERE, meeting__state="HELD", meeting__held_on__range=days)
    answered = AdvisoryQuestion.objects.filter(state=QuestionState.ANSWERED, answered_on__range=days)
    waited = [(last - first).days for first, last in answered.order_by().values_list("asked_on", "answered_on")]
    told = CarriedBack.objects.filter(day__range=days).order_by().values_list("people_total", flat=True)
    told = list(told)
    open_schools = School.objects.open_on(days[1])
    speaking = AdvisoryMember.objects.on(days[1]).filter(school__in=open_schools)
    return Figures(
        meetings_held=AdvisoryMeeting.objects.held().filter(held_on__range=days).count(),
        schools_open=open_schools.count(),
        schools_with_member=speaking.order_by().values("school").distinct().count(),
        schools_represented=there.order_by().values("school").distinct().count(),
        asked=AdvisoryQuestion.objects.filter(asked_on__range=days).exclude(state=QuestionState.WITHDRAWN).count(),
        answered=len(waited),
        days_to_answer=median(waited) if waited else None,
        carried_back=len(told),
        people_told=sum(told),
    )


# ---------------------------------------------------------------------- what was carried back, and to whom not yet


def schools_concerned(question=None, meeting=None):
    """Open schools whose parents are to hear of it: of an answer those of the school that asked, of a meeting those of
    each school that had a member then (the member carries it home)."""
    if question is not None:
        return School.objects.filter(pk=question.school_id).open_on(question.answered_on)
    speaking = AdvisoryMember.objects.on(meeting.held_on).values("school")
    return School.objects.filter(pk__in=speaking).open_on(meeting.held_on).order_by("name")


def schools_to_tell(question=None, meeting=None):
    """Those of them whose parents have not heard of it yet."""
    told = CarriedBack.objects.filter(question=question, meeting=meeting)
    return schools_concerned(question, meeting).exclude(pk__in=told.values("school"))


def answers_to_carry(schools):
    """Answers of which the parents of the school that asked have not heard yet; `schools`: ids or a subquery."""
    told = CarriedBack.objects.filter(question=OuterRef("pk"), school=OuterRef("school"))
    found = AdvisoryQuestion.objects.filter(state=QuestionState.ANSWERED, school__in=schools)
    return found.exclude(Exists(told)).select_related("school").order_by("answered_on", "pk")


def meetings_to_carry(schools, since):
    """Attendances, one for each meeting and school: meetings from a day on of which the school has not heard yet."""
    told = CarriedBack.objects.filter(meeting=OuterRef("meeting"), school=OuterRef("school"))
    there = AdvisoryAttendance.objects.filter(school__in=schools, meeting__state="HELD", meeting__held_on__gte=since)
    there = there.filter(how__in=THERE).exclude(Exists(told)).select_related("meeting", "school")
    return list(there.order_by("school_id", "meeting_id").distinct("school_id", "meeting_id"))


def carried_of(thing):
    """What was recorded of carrying back a question's answer or a meeting, each with its languages in words."""
    names = dict(Language.objects.values_list("tag", "own_name"))
    found = list(thing.carried.select_related("school"))
    for one in found:
        one.language_words = ", ".join(names.get(tag, tag) for tag in one.languages)
    return found
