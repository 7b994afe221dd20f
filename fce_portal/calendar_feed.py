"""A person's dates as an iCalendar feed (RFC 5545): milestones and steps that concern them, as whole days, and the
training that they still need, by the hour.

It holds what the person may see at the moment of reading, and stops when the account is shut or the address revoked.
"""

from datetime import UTC, datetime, timedelta

import icalendar
from django.conf import settings
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from district import names
from district.access import Can, may, schools_held
from district.languages_offered import language_for
from district.models import BoardMeeting, CalendarFeed
from district.models.feeds import new_key
from governance.models import AdvisoryMeeting, TrainingSession
from governance.models.training import SessionState
from governance.training import standing
from partnerships.models import Agreement, Evaluation, EvaluationSide
from partnerships.models.agreements import AgreementState
from plans.models import ActionStep, Milestone
from plans.models.action_plans import PlanState, StepState

KEPT_BACK = timedelta(days=400)  # what is older and still open stands in "My work", not in calendars
MOST_EVENTS = 500
MOST_MEETINGS = 100
USUALLY = timedelta(hours=2)
READ_NOTED_EVERY = timedelta(hours=1)


def address_of(feed):
    """The whole address. The key is in the query string, which no log of the portal keeps."""
    return f"{settings.PORTAL_URL}{reverse('calendar-feed')}?key={feed.key}"


def renew(user):
    """A new address; an earlier one leads nowhere from now on."""
    feed, is_new = CalendarFeed.objects.get_or_create(user=user)
    if not is_new:
        feed.key, feed.made_at, feed.read_at = new_key(), timezone.now(), None
        feed.save()
    return feed


def revoke(user):
    """No address any more. Whether there was one."""
    return bool(CalendarFeed.objects.filter(user=user).delete()[0])


def feed_of(key):
    """The feed of a key whose person may still sign in, or None."""
    if not key or "\0" in key:
        return None
    return CalendarFeed.objects.select_related("user").filter(key=key[:64], user__is_active=True).first()


def note_reading(feed):
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at > READ_NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)


def calendar_of(user, today=None):
    """The person's calendar, as bytes, in their language. The number of queries does not depend on how much is due."""
    today = today or timezone.localdate()
    with translation.override(language_for(user.preferred_language)):
        calendar = icalendar.Calendar()
        calendar.add("prodid", "-//FCE Portal//Dates//EN")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", " · ".join(filter(None, [names.name("portal"), names.name("district_short")])))
        calendar.add("refresh-interval", timedelta(hours=4), parameters={"value": "DURATION"})
        for event in events_of(user, today):
            calendar.add_component(event)
        return calendar.to_ical()


def events_of(user, today):
    since = today - KEPT_BACK
    for milestone in milestones_of(user, since):
        yield event(
            f"milestone-{milestone.pk}",
            milestone,
            summary=milestone.title,
            description=f"{milestone.work.initiative}\n{milestone.details}".strip(),
            path=milestone.get_absolute_url(),
        )
    for step in steps_of(user, since):
        plan = step.goal.plan
        yield event(
            f"step-{step.pk}",
            step,
            summary=_("%(school)s: %(step)s") % {"school": plan.school, "step": step.what},
            description=_("%(who)s. Goal: %(goal)s") % {"who": step.who, "goal": step.goal.statement},
            path=f"{plan.get_absolute_url()}#goal-{step.goal_id}",
        )
    for session in training_of(user, today, since):
        yield training_event(session)
    for meeting in meetings_of_the_group(user, since):
        yield group_meeting(meeting)
    for meeting in board_meetings_of(user, since):
        yield board_meeting(meeting)
    for agreement in agreements_of(user, since):
        yield agreement_end(agreement)
    for evaluation in evaluations_of(user, since):
        yield evaluation_due(evaluation)


def agreements_of(user, since):
    """Agreements in force with a last day: central office all of them, a school and a partner's contact their own."""
    if not (may(user, Can.EDIT_AGREEMENT) or may(user, Can.LOG_SERVICE)):
        return []
    ending = Agreement.objects.visible_to(user).filter(state=AgreementState.ACTIVE, ends_on__gte=since)
    return with_history(ending).select_related("partner").order_by("ends_on")[:MOST_MEETINGS]


def evaluations_of(user, since):
    """Open evaluations that wait for a side for which the person speaks. Who runs them has the late ones under "My
    work": a round of a hundred on one day is no help in a calendar."""
    if not may(user, Can.RATE_PARTNERSHIP):
        return []
    waiting = EvaluationSide.objects.rated_by(user).waiting().values("evaluation")
    due = Evaluation.objects.visible_to(user).open().filter(pk__in=waiting, due_on__gte=since)
    return with_history(due).select_related("partner", "school").order_by("due_on")[:MOST_EVENTS]


def evaluation_due(evaluation):
    """The day by which every side hands in, as a whole day."""
    return event(
        f"evaluation-{evaluation.pk}",
        evaluation,
        summary=_("Evaluation due: %(partner)s") % {"partner": evaluation.partner},
        description=str(evaluation.place),
        path=evaluation.get_absolute_url(),
    )


def agreement_end(agreement):
    """The last day of an agreement, as a whole day."""
    agreement.due_on = agreement.ends_on
    words = {"agreement": agreement.name, "partner": agreement.partner}
    return event(
        f"agreement-{agreement.pk}",
        agreement,
        summary=_("The agreement “%(agreement)s” ends") % words,
        description=str(agreement.partner),
        path=agreement.get_absolute_url(),
    )


def meetings_of_the_group(user, since):
    """Meetings of the Parent Advisory Group, for those who run it and those who speak there."""
    if not (may(user, Can.RUN_ADVISORY) or schools_held(user, Can.SPEAK_ADVISORY)):
        return []
    near = AdvisoryMeeting.objects.filter(held_on__gte=since)
    near = near.annotate(changes=Count("events"), changed_at=Max("events__pgh_created_at"))
    return near.order_by("-held_on")[:MOST_MEETINGS]


def group_meeting(meeting):
    """At its hour; a cancelled one reaches the calendar as cancelled."""
    made = icalendar.Event()
    made.add("uid", f"advisory-{meeting.pk}@{settings.PORTAL_URL.partition('://')[2].partition(':')[0]}")
    made.add("dtstamp", meeting.changed_at)
    made.add("last-modified", meeting.changed_at)
    made.add("sequence", max(meeting.changes - 1, 0))
    made.add("dtstart", meeting.begins.astimezone(UTC))
    made.add("dtend", meeting.begins.astimezone(UTC) + USUALLY)
    made.add("summary", _("Superintendent's Parent Advisory Group"))
    made.add("location", ", ".join(part for part in (meeting.place, meeting.link) if part))
    made.add("description", meeting.interpretation)
    made.add("url", settings.PORTAL_URL + meeting.get_absolute_url())
    made.add("status", "CANCELLED" if meeting.state == "CANCELLED" else "CONFIRMED")
    return made


def board_meetings_of(user, since):
    """Meetings of the board, for its members and those who prepare them."""
    if not may(user, Can.ATTEND_BOARD):
        return []
    return with_history(BoardMeeting.objects.filter(held_on__gte=since)).order_by("-held_on")[:MOST_MEETINGS]


def board_meeting(meeting):
    """At its hour, or as a whole day where that is not entered; a cancelled one reaches the calendar as cancelled."""
    meeting.due_on = meeting.held_on
    made = event(
        f"board-{meeting.pk}",
        meeting,
        summary=_("Board of education: %(kind)s") % {"kind": meeting.get_kind_display()},
        description=meeting.note,
        path=meeting.get_absolute_url(),
    )
    if meeting.begins:
        for name, moment in (("dtstart", meeting.begins), ("dtend", meeting.begins + USUALLY)):
            del made[name]
            made.add(name, moment.astimezone(UTC))
    made.add("location", meeting.place)
    made.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return made


def event(uid, record, *, summary, description, path):
    """One whole day. SEQUENCE and LAST-MODIFIED follow the record's history, so calendars see what changed."""
    made = icalendar.Event()
    made.add("uid", f"{uid}@{settings.PORTAL_URL.partition('://')[2].partition(':')[0]}")
    made.add("dtstamp", record.changed_at)
    made.add("last-modified", record.changed_at)
    made.add("sequence", max(record.changes - 1, 0))
    made.add("dtstart", record.due_on)
    made.add("dtend", record.due_on + timedelta(days=1))
    made.add("summary", summary)
    made.add("description", description)
    made.add("url", settings.PORTAL_URL + path)
    made.add("transp", "TRANSPARENT")
    return made


def with_history(records):
    return records.annotate(changes=Count("events", distinct=True), changed_at=Max("events__pgh_created_at"))


def milestones_of(user, since):
    """Open ones that the person owns or whose initiative they lead; and for a school's head, what each school does."""
    if not may(user, Can.VIEW_WORK):
        return []
    theirs = Q(each_school=False) & (Q(owner=user) | Q(work__lead=user))
    ticking = schools_held(user, Can.TICK_MILESTONE)
    if ticking:
        covered = Q(work__covers_all_schools=True) | Q(work__schools__in=ticking)
        theirs |= Q(each_school=True) & covered
    near = Milestone.objects.open().filter(pk__in=Milestone.objects.filter(theirs, due_on__gte=since).values("pk"))
    near = with_history(near).select_related("work__initiative__priority_action__cycle").prefetch_related("completions")
    return [one for one in near[:MOST_EVENTS] if not is_done_for(one, ticking)]


def is_done_for(milestone, schools):
    """Whether all of a person's schools are done with what each school does for itself."""
    if not milestone.each_school:
        return False
    return set(schools) <= {one.school_id for one in milestone.completions.all()}


def steps_of(user, since):
    """Steps of the approved plans of the schools where the person writes the plan."""
    schools = schools_held(user, Can.EDIT_ACTION_PLAN)
    if not schools:
        return []
    approved = ActionStep.objects.filter(goal__plan__state=PlanState.APPROVED, goal__plan__school__in=schools)
    near = approved.filter(due_on__gte=since).exclude(state=StepState.DONE)
    return with_history(near).select_related("goal__plan__school")[:MOST_EVENTS]


def training_of(user, today, since):
    """Sessions that teach what the person lacks, those of their own schools, and those at which they were."""
    lacking = {line.module_id for line in standing.lines(today, user=user) if not line.is_done}
    own = Q(school__in=schools_held(user, Can.VIEW_TRAINING)) | Q(modules__in=lacking, held_on__gte=today)
    came = Q(records__user=user) | Q(records__term__user=user)
    found = TrainingSession.objects.visible_to(user).filter(own | came, held_on__gte=since).values("pk")
    near = with_history(TrainingSession.objects.filter(pk__in=found)).prefetch_related("modules")
    return near[:MOST_EVENTS]


def training_event(session):
    """A session by the hour; a cancelled one reaches the calendar as cancelled."""
    made = icalendar.Event()
    made.add("uid", f"training-{session.pk}@{settings.PORTAL_URL.partition('://')[2].partition(':')[0]}")
    made.add("dtstamp", session.changed_at)
    made.add("last-modified", session.changed_at)
    made.add("sequence", max(session.changes - 1, 0))
    for name, clock in (("dtstart", session.starts_at), ("dtend", session.ends_at)):
        made.add(name, timezone.make_aware(datetime.combine(session.held_on, clock)).astimezone(UTC))
    made.add("summary", _("Training: %(training)s") % {"training": session})
    made.add("location", ", ".join(part for part in (session.place, session.link) if part))
    made.add("description", "\n".join(part for part in (session.about, session.interpretation) if part))
    made.add("url", settings.PORTAL_URL + session.get_absolute_url())
    made.add("status", "CANCELLED" if session.state == SessionState.CANCELLED else "CONFIRMED")
    return made
