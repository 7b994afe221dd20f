"""A council's meeting: planned, announced against its clocks, run, voted, and written down."""

import uuid
from datetime import date, datetime, time, timedelta

import icalendar
import pytest
from django.core.management import call_command
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from district.access import Role
from district.models import DayOff, FormDraft
from governance import advice, agendas, attendance, meetings, minutes, motions, waiting
from governance.deadlines import Calendar, deadlines_of
from governance.meetings import NotPossible
from governance.models import (
    AgendaItem,
    Correction,
    CouncilAdvice,
    CouncilMeeting,
    MeetingRules,
    Minutes,
    Motion,
    StandingItem,
)
from governance.models.meeting_records import Choice, Outcome, Presence
from governance.models.meetings import MeetingState, PostingKind
from plans.models import SchoolActionPlan
from tests.factories import ActionPlanFactory, CouncilFactory, MembershipFactory, SchoolYearFactory, UserFactory
from tests.governance.councils import DAY, full_council, held_meeting, meeting_of, vote_all
from tests.printed import words_of

pytestmark = pytest.mark.django_db


def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def council():
    SchoolYearFactory(fall_year=2025)
    return full_council()


@pytest.fixture
def chair(client, council):
    person = MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user
    client.force_login(person)
    return person


def address(name, *arguments):
    return reverse(f"governance:{name}", args=arguments)


def clocks_of(meeting, now="2025-12-31T12:00", **more):
    postings = {one.kind: one for one in meeting.postings.all()}
    found = deadlines_of(meeting, postings, calendar=Calendar(), now=at(now), **more)
    return {one.kind: one for one in found}


# ---------------------------------------------------------------------- planning


def test_a_regular_meeting_begins_with_the_districts_standing_items(client, council, chair):
    call_command("load_councils")
    sent = {
        "kind": "REGULAR", "held_on": "2025-11-18", "starts_at": "18:00", "mode": "IN_PERSON", "place": "Library",
        "key": str(uuid.uuid4()),
    }  # fmt: skip

    client.post(address("meeting-add", council.school.code), sent)
    client.post(address("meeting-add", council.school.code), sent)  # the same form through a lost connection

    meeting = CouncilMeeting.objects.get()
    assert (meeting.state, meeting.voting_present) == (MeetingState.SCHEDULED, None)
    assert [item.title for item in meeting.items.all()] == [item.title_en for item in StandingItem.objects.all()]
    with translation.override("es"):
        assert str(meeting.items.first()) == "Apertura y pase de lista"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": ""}, "place"),
        ({"mode": "REMOTE"}, "link"),
        ({"mode": "HYBRID", "link": "https://meet.example/1"}, "joining"),
        ({"kind": "EMERGENCY"}, "emergency_reason"),
        ({"held_on": "1990-01-01"}, "held_on"),
        ({"starts_at": ""}, "starts_at"),
    ],
)
def test_what_a_notice_needs_is_asked_for(client, council, chair, changes, field):
    sent = {"kind": "REGULAR", "held_on": "2025-11-18", "starts_at": "18:00", "mode": "IN_PERSON", "place": "Library"}
    answer = client.post(address("meeting-add", council.school.code), sent | changes)
    assert field in answer.context["form"].errors
    assert not CouncilMeeting.objects.exists()


def test_a_second_meeting_on_a_day_is_refused_unless_the_first_is_cancelled(client, council, chair):
    first = meeting_of(council)
    sent = {"kind": "SPECIAL", "held_on": DAY.isoformat(), "starts_at": "18:00", "mode": "IN_PERSON", "place": "Gym"}
    page = address("meeting-add", council.school.code)
    assert "recorded already" in str(client.post(page, sent).context["form"].errors)
    meetings.move("cancel", meeting=first, reason="Snow")
    assert client.post(page, sent).status_code == 302


def test_a_year_is_planned_at_once_and_holidays_move(client, council, chair):
    sent = {
        "week": "2", "weekday": "0", "starts_at": "18:00", "first_day": "2025-09-01", "last_day": "2025-12-31",
        "mode": "IN_PERSON", "place": "Library",
    }  # fmt: skip
    page = address("meeting-year", council.school.code)
    client.post(page, sent)
    client.post(page, sent)
    days = sorted(CouncilMeeting.objects.values_list("held_on", flat=True))
    assert days == [date(2025, 9, 8), date(2025, 10, 14), date(2025, 11, 10), date(2025, 12, 8)]  # Columbus Day moves


def test_a_cancelled_meeting_says_why(client, council, chair):
    meeting = meeting_of(council)
    page = address("meeting-move", meeting.pk, "cancel")
    assert client.post(page, {"reason": ""}).status_code == 200
    client.post(page, {"reason": "Snow day"})
    client.logout()
    assert "Snow day" in client.get(meeting.get_absolute_url()).content.decode()
    with pytest.raises(NotPossible):
        meetings.move("hold", meeting=meeting)


def test_the_filing_of_the_schedule_is_on_time_until_31_january(client, council, chair):
    client.post(address("schedule-filing", council.school.code, 2025), {"filed_on": "2025-02-01"})
    page = client.get(council.get_absolute_url())
    (_year, clock) = next(one for one in page.context["filings"] if one[0] == 2025)
    assert (clock.standing, timezone.localdate(clock.due_at)) == ("LATE", date(2025, 1, 31))
    assert client.get(address("schedule-filing", council.school.code, 1066)).status_code == 404


# ---------------------------------------------------------------------- clocks


def test_the_agenda_of_a_regular_meeting_is_due_a_day_before(council):
    clock = clocks_of(meeting_of(council))[PostingKind.AGENDA]
    assert clock.due_at == at("2025-11-17T18:00")
    assert clock.standing == "OVERDUE"


def test_a_special_meeting_on_a_monday_is_announced_on_friday(council):
    special = meeting_of(council, kind="SPECIAL", held_on=date(2025, 11, 24))
    found = clocks_of(special)
    assert found[PostingKind.NOTICE].due_at == found[PostingKind.AGENDA].due_at == at("2025-11-21T18:00")


def test_a_closed_day_of_the_district_stops_the_clock_of_a_special_meeting(council):
    DayOff.objects.create(first_day=date(2025, 11, 21), last_day=date(2025, 11, 21), name="Storm")
    special = meeting_of(council, kind="SPECIAL", held_on=date(2025, 11, 24))
    assert clocks_of(special)[PostingKind.NOTICE].due_at == at("2025-11-20T18:00")


def test_a_remote_meeting_needs_48_hours_and_its_recording(council):
    remote = held_meeting(council, mode="HYBRID")
    found = clocks_of(remote)
    assert found[PostingKind.NOTICE].due_at == at("2025-11-16T18:00")
    assert found[PostingKind.AGENDA].due_at == at("2025-11-17T18:00")
    assert timezone.localdate(found[PostingKind.RECORDING].due_at) == date(2025, 11, 25)


def test_an_emergency_meeting_has_no_notice_but_minutes_within_72_hours(council):
    emergency = held_meeting(council, kind="EMERGENCY", emergency_reason="The boiler burst.", ends_at=time(20))
    found = clocks_of(emergency)
    assert set(found) == {PostingKind.MINUTES}
    assert found[PostingKind.MINUTES].due_at == at("2025-11-21T20:00")


def test_votes_are_due_after_48_hours_and_minutes_after_seven_days(council):
    meeting = held_meeting(council, ends_at=time(20))
    found = clocks_of(meeting, has_votes=True)
    assert found[PostingKind.VOTES].due_at == at("2025-11-20T20:00")
    assert timezone.localdate(found[PostingKind.MINUTES].due_at) == date(2025, 11, 25)


def test_the_district_may_set_other_terms(client, council):
    client.force_login(MembershipFactory(district_wide=True).user)
    page = address("meeting-rules")
    form = client.get(page).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(page, sent | {"agenda_hours": "72"})
    assert MeetingRules.objects.get().agenda_hours == 72
    assert clocks_of(meeting_of(council))[PostingKind.AGENDA].due_at == at("2025-11-15T18:00")


def test_posting_the_minutes_is_offered_once_they_are_drafted(client, council, chair):
    meeting = held_meeting(council)
    post = address("meeting-post", meeting.pk, PostingKind.MINUTES)
    assert post not in client.get(meeting.get_absolute_url()).content.decode()
    client.post(address("minutes-draft", meeting.pk))
    assert post in client.get(meeting.get_absolute_url()).content.decode()


def test_of_a_meeting_of_which_only_counts_are_known_no_clock_is_shown(council):
    meeting = CouncilMeeting.objects.create(
        council=council, held_on=DAY, voting_present=9, quorum_required=8, recorded_by=UserFactory()
    )
    assert clocks_of(meeting) == {}


def test_what_hung_on_the_door_before_is_recorded_with_its_real_time_and_both_days_are_told(client, council, chair):
    meeting = meeting_of(council)
    AgendaItem.objects.create(meeting=meeting, position=1, title="Budget")
    page = address("meeting-post", meeting.pk, "AGENDA")
    client.post(page, {"posted_on": "2025-11-14", "posted_time": "09:00", "where": "School door"})
    posting = meeting.postings.get()
    assert (posting.posted_at, posting.is_stated_later) == (at("2025-11-14T09:00"), True)
    assert clocks_of(meeting)[PostingKind.AGENDA].standing == "ON_TIME"
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.NOTICED
    client.post(page, {"posted_on": "2025-11-10", "posted_time": "09:00"})  # the first record stays
    assert meeting.postings.get() == posting
    future = {"posted_on": "2099-01-01", "posted_time": "09:00"}
    assert "still to come" in client.post(address("meeting-post", meeting.pk, "NOTICE"), future).content.decode()


# ---------------------------------------------------------------------- agenda


def test_items_move_up_and_down_and_a_tap_at_the_edge_changes_nothing(client, council, chair):
    meeting = meeting_of(council)
    for number, title in enumerate("ABC", start=1):
        AgendaItem.objects.create(meeting=meeting, position=number, title=title)

    def titles():
        return "".join(meeting.items.values_list("title", flat=True))

    last = meeting.items.get(title="C")
    client.post(address("item-shift", meeting.pk, last.pk, "up"))
    assert titles() == "ACB"
    client.post(address("item-shift", meeting.pk, meeting.items.get(title="A").pk, "up"))
    assert titles() == "ACB"
    assert client.post(address("item-shift", meeting.pk, last.pk, "sideways")).status_code == 404


def test_what_waits_for_the_council_is_drawn_onto_the_agenda_once(client, council, chair):
    plan = ActionPlanFactory(school=council.school)
    ActionPlanFactory(school=council.school, fall_year=2024, advice="Yes.", advice_on=date(2024, 10, 1))
    ActionPlanFactory()
    meeting = meeting_of(council)
    (one,) = waiting.waiting_for(council)
    for _again in range(2):
        client.post(address("item-draw", meeting.pk, one.key))
    item = meeting.items.get()
    assert (item.action_plan, item.kind) == (plan, "DECISION")
    assert item.title_es.startswith("Consejo") or item.title_es.startswith("Opinión") or item.title_es
    assert not client.get(address("meeting-agenda", meeting.pk)).context["waiting"]


def test_business_that_was_not_announced_is_marked(council):
    special = meeting_of(council, kind="SPECIAL")
    said = AgendaItem.objects.create(meeting=special, position=1, title="Hiring", posted_at=at("2025-11-14T12:00"))
    late = AgendaItem.objects.create(meeting=special, position=2, title="Budget", posted_at=at("2025-11-18T12:00"))
    never = AgendaItem.objects.create(meeting=special, position=3, title="Hours")
    AgendaItem.objects.create(meeting=special, position=4, title="Roll call", kind="FORMAL")
    found = agendas.unannounced(special, list(special.items.all()), Calendar())
    assert found == [late, never] and said not in found


def test_an_item_that_was_announced_stays_on_the_agenda(client, council, chair):
    meeting = meeting_of(council)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Budget", posted_at=timezone.now())
    client.post(address("item-remove", meeting.pk, item.pk))
    assert meeting.items.exists()


def test_the_public_reads_an_agenda_once_it_is_posted(client, council):
    meeting = meeting_of(council)
    AgendaItem.objects.create(meeting=meeting, position=1, title="Secret until posted")
    assert "Secret until posted" not in client.get(meeting.get_absolute_url()).content.decode()
    assert client.get(address("meeting-paper", meeting.pk, "agenda")).status_code == 404
    meetings.post("AGENDA", meeting=meeting, by=UserFactory())
    assert "Secret until posted" in client.get(meeting.get_absolute_url()).content.decode()
    assert client.get(address("meeting-paper", meeting.pk, "agenda")).status_code == 200


# ---------------------------------------------------------------------- roll call and quorum


def test_one_tap_records_one_member_and_the_quorum_follows(client, council, chair):
    meeting = meeting_of(council)
    voters = [line.member.term for line in attendance.lines_of(meeting) if line.member.votes]
    for term in voters[:7]:
        client.post(address("presence", meeting.pk, term.pk), {"how": "PRESENT"})
    count = client.get(address("meeting-run", meeting.pk)).context["count"]
    assert (count.present, count.required, count.missing) == (7, 8, 1)
    client.post(address("presence", meeting.pk, voters[7].pk), {"how": "REMOTE"})
    client.post(address("presence", meeting.pk, voters[7].pk), {"how": "REMOTE"})  # sent twice
    count = client.get(address("meeting-run", meeting.pk)).context["count"]
    assert (count.present, count.has_quorum) == (8, True)
    assert client.post(address("presence", meeting.pk, 10**9), {"how": "PRESENT"}).status_code == 404
    assert client.post(address("presence", meeting.pk, voters[0].pk), {"how": "ASLEEP"}).status_code == 302


def test_who_does_not_vote_does_not_count(client, council, chair):
    meeting = meeting_of(council)
    for line in attendance.lines_of(meeting):
        if not line.member.votes:
            attendance.record(meeting, line.member.term, Presence.PRESENT)
    assert attendance.count(meeting, attendance.lines_of(meeting)).present == 0


def test_the_meeting_keeps_the_most_that_were_there_at_once(council):
    meeting = meeting_of(council)
    voters = [line.member.term for line in attendance.lines_of(meeting) if line.member.votes]
    for place, term in enumerate(voters[:9]):
        one = attendance.record(meeting, term, Presence.PRESENT)
        if place == 0:
            one.left_at = time(18, 30)
        if place == 8:
            one.arrived_at = time(18, 45)
        one.save()
    meeting = meetings.move("hold", meeting=meeting, ended_at=time(20))
    assert (meeting.state, meeting.voting_present, meeting.quorum_required) == (MeetingState.HELD, 8, 8)
    assert meeting.had_quorum


def test_a_correction_of_the_roll_call_counts_again_until_the_minutes_are_posted(client, council, chair):
    meeting = held_meeting(council, present=8)
    term = meeting.attendances.first().term
    client.post(address("presence", meeting.pk, term.pk), {"how": "EXCUSED"})
    meeting.refresh_from_db()
    assert (meeting.voting_present, meeting.had_quorum) == (7, False)
    minutes.draft(meeting)
    meetings.post_minutes(meeting, by=chair)
    client.post(address("presence", meeting.pk, term.pk), {"how": "PRESENT"})
    meeting.refresh_from_db()
    assert meeting.voting_present == 7


def test_a_meeting_is_not_over_before_its_day_or_without_a_roll_call(council):
    ahead = meeting_of(council, held_on=timezone.localdate() + timedelta(days=9))
    with pytest.raises(NotPossible, match="still to come"):
        meetings.move("hold", meeting=ahead)
    with pytest.raises(NotPossible, match="who is there"):
        meetings.move("hold", meeting=meeting_of(council))


def test_a_meeting_ended_too_soon_goes_on(council):
    meeting = meetings.move("resume", meeting=held_meeting(council))
    assert (meeting.state, meeting.voting_present) == (MeetingState.NOTICED, None)


# ---------------------------------------------------------------------- motions


def put(meeting, text="The council advises to call in Spanish too.", **more):
    voters = [line.member.term for line in attendance.lines_of(meeting) if line.member.votes]
    return motions.put(Motion(meeting=meeting, text=text, mover=voters[0], seconder=voters[1], **more))


def test_a_motion_gives_a_vote_to_every_voting_member_and_absent_to_who_is_not_there(council):
    meeting = held_meeting(council, present=9)
    votes = list(put(meeting).votes.values_list("choice", flat=True))
    assert (votes.count(""), votes.count(Choice.ABSENT)) == (9, 5)


def test_one_tap_per_vote_and_the_result_is_worked_out(client, council, chair):
    meeting = held_meeting(council, present=9)
    motion = put(meeting)
    there = list(motion.votes.filter(choice=""))
    for vote, choice in zip(there, ["AGAINST", "ABSTAIN", "RECUSED"], strict=False):
        for _again in range(2):
            client.post(address("vote", meeting.pk, motion.pk, vote.term_id), {"choice": choice})
    close = address("motion-act", meeting.pk, motion.pk, "close")
    assert "6 members who are there have not voted" in client.post(close, follow=True).content.decode()
    client.post(address("motion-act", meeting.pk, motion.pk, "rest"))
    client.post(close)
    motion.refresh_from_db()
    assert (motion.outcome, motion.quorum_required) == (Outcome.CARRIED, 8)


def test_a_vote_without_a_quorum_is_recorded_as_not_valid(council):
    motion = put(held_meeting(council, present=7))
    assert vote_all(motion, "FOR").outcome == Outcome.NOT_VALID


def test_the_quorum_can_be_lost_during_the_meeting(council):
    meeting = held_meeting(council, present=8)
    assert vote_all(put(meeting), "FOR").outcome == Outcome.CARRIED
    attendance.record(meeting, meeting.attendances.first().term, Presence.EXCUSED)
    assert vote_all(put(meetings.locked(meeting)), "FOR").outcome == Outcome.NOT_VALID


def test_a_tie_does_not_carry(council):
    motion = put(held_meeting(council, present=8))
    for place, vote in enumerate(motion.votes.filter(choice="")):
        motions.cast(motion, vote.term_id, "FOR" if place % 2 else "AGAINST")
    assert motions.decide(motion).outcome == Outcome.TIED


def test_a_decided_motion_and_its_votes_stay_also_for_whoever_writes_sql(council):
    motion = vote_all(put(held_meeting(council, present=9)), "FOR")
    vote = motion.votes.filter(choice="FOR").first()
    with pytest.raises(NotPossible, match="stay as they are"):
        motions.cast(motion, vote.term_id, "AGAINST")
    for change in (
        lambda: motion.votes.update(choice="AGAINST"),
        lambda: motion.votes.all().delete(),
        lambda: Motion.objects.filter(pk=motion.pk).update(text="Something else"),
        lambda: Motion.objects.filter(pk=motion.pk).delete(),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_the_same_motion_sent_twice_is_one(client, council, chair):
    meeting = held_meeting(council, present=9)
    voters = [line.member.term for line in attendance.lines_of(meeting) if line.member.votes]
    sent = {"text": "We ask for a crossing guard.", "mover": voters[0].pk, "majority": "SIMPLE", "key": uuid.uuid4()}
    for _again in range(2):
        answer = client.post(address("motion-add", meeting.pk), sent)
        assert answer.url == address("motion", meeting.pk, Motion.objects.get().pk)


def test_nobody_seconds_their_own_motion_and_who_has_no_vote_moves_none(client, council, chair):
    meeting = held_meeting(council, present=9)
    lines = attendance.lines_of(meeting)
    voter = next(line.member.term for line in lines if line.member.votes)
    principal = next(line.member.term for line in lines if not line.member.votes)
    page = address("motion-add", meeting.pk)
    own = {"text": "X", "mover": voter.pk, "seconder": voter.pk, "majority": "SIMPLE"}
    assert "seconder" in client.post(page, own).context["form"].errors
    silent = {"text": "X", "mover": principal.pk, "majority": "SIMPLE"}
    assert "mover" in client.post(page, silent).context["form"].errors


def test_a_motion_may_be_withdrawn(client, council, chair):
    motion = put(held_meeting(council, present=9))
    client.post(address("motion-act", motion.meeting_id, motion.pk, "withdraw"))
    motion.refresh_from_db()
    assert motion.outcome == Outcome.WITHDRAWN
    assert client.post(address("motion-act", motion.meeting_id, motion.pk, "dance")).status_code == 404


# ---------------------------------------------------------------------- advice on an action plan


@pytest.fixture
def advised(council):
    """A carried motion on the school's plan, with two members against."""
    plan = ActionPlanFactory(school=council.school)
    meeting = held_meeting(council, present=9)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Plan", action_plan=plan, kind="DECISION")
    motion = put(meeting, item=item)
    for vote in motion.votes.filter(choice="")[:2]:
        motions.cast(motion, vote.term_id, "AGAINST")
    return vote_all(motion, "FOR")


def test_one_step_writes_the_advice_into_the_plan_and_keeps_the_dissent(client, council, chair, advised):
    page = address("motion-advice", advised.meeting_id, advised.pk)
    form = client.get(page).context["form"]
    assert form["dissent"].value().startswith("Against: ")
    sent = {"text": form["text"].value(), "dissent": form["dissent"].value()}
    for _again in range(2):
        client.post(page, sent)
    plan = SchoolActionPlan.objects.get()
    assert (plan.advice, plan.advice_on) == (advised.text, DAY)
    assert CouncilAdvice.objects.get().dissent == sent["dissent"]
    text = client.get(plan.get_absolute_url()).content.decode()
    assert f"{advised.meeting.get_absolute_url()}#motion-{advised.number}" in text
    assert "Against: " in text


def test_an_advice_that_stands_already_is_not_overwritten(advised):
    SchoolActionPlan.objects.update(advice="Written by hand.", advice_on=date(2025, 10, 1))
    with pytest.raises(NotPossible, match="advice already"):
        advice.give(advised, text="X", dissent="", by=UserFactory())


def test_a_plan_that_is_submitted_takes_no_advice(advised):
    SchoolActionPlan.objects.update(state="SUBMITTED")
    with pytest.raises(NotPossible, match="Submitted"):
        advice.give(advised, text="X", dissent="", by=UserFactory())


def test_a_lost_motion_gives_no_advice(client, council, chair):
    plan = ActionPlanFactory(school=council.school)
    meeting = held_meeting(council, present=9)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Plan", action_plan=plan)
    lost = vote_all(put(meeting, item=item), "AGAINST")
    assert client.get(address("motion-advice", meeting.pk, lost.pk)).status_code == 404


# ---------------------------------------------------------------------- minutes


def test_minutes_are_drafted_from_what_was_recorded_in_both_languages(council, advised):
    AgendaItem.objects.filter(meeting=advised.meeting).update(notes="Parents asked for calls in Spanish.")
    draft = minutes.draft(advised.meeting)
    for part in ("Parents asked for calls in Spanish.", "Against: 2", "Result: Carried.", "There was a quorum."):
        assert part in draft.text_en, part
    assert "En contra: 2" in draft.text_es
    assert advised.mover.person in draft.text_en


def test_a_draft_says_that_the_records_have_changed_since(client, council, chair, advised):
    minutes.draft(advised.meeting)
    page = address("minutes-edit", advised.meeting_id)
    assert not client.get(page).context["is_old"]
    attendance.record(meetings.locked(advised.meeting), advised.mover, Presence.REMOTE)
    assert client.get(page).context["is_old"]


def test_posted_minutes_are_corrected_by_addition_only(client, council, chair, advised):
    meeting = advised.meeting
    minutes.draft(meeting)
    page = address("minutes-edit", meeting.pk)
    sent = {"text_en": "As it was.", "text_es": "", "seen": client.get(page).context["form"]["seen"].value()}
    client.post(page, sent)
    today = timezone.localtime()
    posted = {"posted_on": today.date().isoformat(), "posted_time": today.strftime("%H:%M")}
    client.post(address("meeting-post", meeting.pk, "MINUTES"), posted)
    with pytest.raises(InternalError), transaction.atomic():
        Minutes.objects.update(text_en="Otherwise")
    with pytest.raises(NotPossible):
        minutes.draft(meeting)
    client.post(address("correction-add", meeting.pk), {"text": "It was Tuesday.", "key": uuid.uuid4()})
    with pytest.raises(InternalError), transaction.atomic():
        Correction.objects.update(text="It was Monday.")
    client.logout()
    text = client.get(meeting.get_absolute_url()).content.decode()
    assert "As it was." in text and "It was Tuesday." in text
    printed = words_of(client.get(address("meeting-paper", meeting.pk, "minutes")).content)
    assert "As it was." in printed and "It was Tuesday." in printed


def test_a_draft_of_minutes_is_not_public(client, council, advised):
    minutes.draft(advised.meeting)
    page = client.get(advised.meeting.get_absolute_url())
    assert page.context["minutes"] is None
    assert client.get(address("meeting-paper", advised.meeting_id, "minutes")).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "Notice of a meeting"), ("es", "Aviso de reunión")])
def test_notice_and_agenda_are_printed_in_the_readers_language(client, council, language, words):
    meeting = meeting_of(council, joining="Come to the library.")
    AgendaItem.objects.create(meeting=meeting, position=1, title="The budget", title_es="El presupuesto", minutes=20)
    meetings.post("AGENDA", meeting=meeting, by=UserFactory())
    client.cookies["language"] = language
    text = words_of(client.get(address("meeting-paper", meeting.pk, "notice")).content)
    assert words in text
    assert ("El presupuesto" if language == "es" else "The budget") in text
    assert client.get(address("meeting-paper", meeting.pk, "agenda")).status_code == 200
    assert client.get(address("meeting-paper", meeting.pk, "novel")).status_code == 404


# ---------------------------------------------------------------------- two people, a lost connection, the public


def test_two_people_write_the_notes_of_one_item_and_the_second_reads_the_first(client, council, chair):
    meeting = held_meeting(council)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Budget")
    page = address("item-notes", meeting.pk, item.pk)
    seen = client.get(page).context["form"]["seen"].value()
    AgendaItem.objects.filter(pk=item.pk).update(notes="What the secretary wrote.")
    answer = client.post(page, {"notes": "What the chair wrote.", "seen": seen})
    text = answer.content.decode()
    assert "What the secretary wrote." in text.replace("<ins>", "").replace("</ins>", "")
    assert answer.context["form"]["notes"].value() == "What the chair wrote."


def test_notes_are_kept_as_one_writes(client, council, chair):
    meeting = held_meeting(council)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Budget")
    page = address("item-notes", meeting.pk, item.pk)
    assert client.post(page, {"notes": "Half a sent"}, headers={"X-Draft": "1"}).status_code == 204
    assert FormDraft.objects.get().typed["notes"] == ["Half a sent"]
    assert client.get(page).context["form"]["notes"].value() == "Half a sent"


def test_the_calendar_file_tells_time_place_and_a_cancellation(client, council):
    meeting = meeting_of(council)
    other = meeting_of(council, held_on=DAY + timedelta(days=28))
    meetings.move("cancel", meeting=other, reason="Snow")
    calendar = icalendar.Calendar.from_ical(client.get(address("council-calendar", council.school.code)).content)
    events = {str(one["uid"]).split("@")[0]: one for one in calendar.walk("VEVENT")}
    mine, gone = events[f"council-meeting-{meeting.pk}"], events[f"council-meeting-{other.pk}"]
    assert mine["dtstart"].dt == at("2025-11-18T18:00")
    assert (mine["location"], gone["status"], gone["sequence"]) == ("Library", "CANCELLED", 1)
    assert client.get(address("meeting-calendar", meeting.pk)).status_code == 200


def test_the_measures_count_only_meetings_that_were_held(council):
    from governance.measures import MEETINGS

    held = held_meeting(council)
    meeting_of(council, held_on=DAY + timedelta(days=28))
    assert list(MEETINGS.rows()) == [held]


def test_the_page_of_a_meeting_costs_the_same_however_much_was_decided(client, council, django_assert_max_num_queries):
    meeting = held_meeting(council, present=9)
    for number in range(6):
        vote_all(put(meeting, text=f"Motion {number}"), "FOR")
    with django_assert_max_num_queries(16):
        client.get(meeting.get_absolute_url())
    client.force_login(MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user)
    with django_assert_max_num_queries(20):
        client.get(address("meeting-run", meeting.pk))


def test_a_council_without_seats_says_so(client):
    SchoolYearFactory(fall_year=2025)
    meeting = meeting_of(CouncilFactory())
    client.force_login(MembershipFactory(role=Role.COUNCIL_CHAIR, school=meeting.council.school).user)
    assert "Fill the seats first" in client.get(address("meeting-run", meeting.pk)).content.decode()
