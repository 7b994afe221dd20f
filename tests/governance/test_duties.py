"""What shows that a council did a duty, read from the records of the portal; recorded by hand where there is none."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.models import Notice
from fce_portal import duty_items
from governance import duties, duty_reminders, duty_settling, motions, waiting
from governance.duty_states import State
from governance.meetings import NotPossible
from governance.models import (
    AgendaItem,
    CouncilMeeting,
    DutyRecord,
    DutyStanding,
    DutyYear,
    Motion,
    Reconstitution,
)
from indicators.models import MeasureCell
from plans.models import PlanYear, ReminderRule
from tests.factories import (
    ActionPlanFactory,
    AdviceFactory,
    CompactVersionFactory,
    CouncilFactory,
    CouncilMeetingFactory,
    DutyRecordFactory,
    ElectionFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolYearFactory,
    SeatTermFactory,
    SignOffFactory,
    UserFactory,
)
from tests.governance.councils import DAY, full_council, meeting_of, vote_all

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 2)


@pytest.fixture
def council():
    SchoolYearFactory(fall_year=2025)
    return CouncilFactory()


def state(council, code, today=TODAY):
    return standing(council, code, today).state


def standing(council, code, today=TODAY):
    return next(one for one in duties.standings_of(council, 2025, today) if one.duty.code == code)


def item(meeting, duty, **more):
    return AgendaItem.objects.create(meeting=meeting, position=1, title="Business", duty=duty, **more)


def address(name, *arguments):
    return reverse(f"governance:{name}", args=arguments)


# ---------------------------------------------------------------------- evidence


def test_an_item_of_a_meeting_with_a_quorum_shows_the_duty_and_without_one_it_does_not(council):
    item(CouncilMeetingFactory(council=council, held_on=DAY, voting_present=3, quorum_required=8), "D1")
    assert not standing(council, "D1").evidence
    item(CouncilMeetingFactory(council=council, held_on=date(2026, 1, 20)), "D1")
    assert standing(council, "D1").done_on == date(2026, 1, 20)


def test_an_item_on_the_action_plan_shows_that_needs_were_looked_at(council):
    plan = ActionPlanFactory(school=council.school)
    item(CouncilMeetingFactory(council=council, held_on=DAY), "", action_plan=plan)
    assert state(council, "D1") == State.IN_TIME
    assert [one.counts for one in standing(council, "P1").evidence] == [False]  # the power asks for advice


def test_talking_about_the_budget_is_not_advice_but_an_advice_is(council):
    meeting = CouncilMeetingFactory(council=council, held_on=DAY)
    item(meeting, "D2")
    assert (state(council, "D2"), len(standing(council, "D2").evidence)) == (State.OPEN, 1)
    AdviceFactory(meeting=meeting)
    assert state(council, "D2") == State.IN_TIME


def test_a_carried_motion_shows_the_policy_and_a_lost_one_does_not(council):
    meeting = meeting_of(full_council())
    council, it = meeting.council, item(meeting, "D5")
    for how in ("AGAINST", "FOR"):
        meetings_vote(meeting, it, how)
    CouncilMeeting.objects.filter(pk=meeting.pk).update(state="HELD", voting_present=9, quorum_required=8)
    assert [one.source.name for one in standing(council, "D5").evidence if one.counts] == ["MOTION"]


def meetings_vote(meeting, it, how):
    from governance import attendance

    for line in attendance.lines_of(meeting):
        if line.member.votes:
            attendance.record(meeting, line.member.term, "PRESENT")
    term = attendance.lines_of(meeting)[0].member.term
    return vote_all(motions.put(Motion(meeting=meeting, item=it, text="So", mover=term)), how)


def test_compact_election_plan_and_signature_are_read_where_they_are(council):
    ElectionFactory(council=council, state="CERTIFIED", certified_on=date(2025, 10, 8))
    ActionPlanFactory(school=council.school, advice="Call home.", advice_on=date(2025, 9, 30))
    SignOffFactory(council=council, stance="REFUSED", reason="Too late", **decided())
    states = {one.duty.code: one.state for one in duties.standings_of(council, 2025, TODAY)}
    assert (states["D7"], states["P1"], states["D1"]) == (State.IN_TIME, State.IN_TIME, State.IN_TIME)
    assert states["D2"] == State.OPEN  # a refused signature is shown, and is none
    assert len(standing(council, "D2").evidence) == 1


def decided():
    return {"decided_by": UserFactory(), "decided_at": timezone.now()}


def test_a_compact_counts_from_the_day_of_its_vote(council):
    DutyYear.objects.create(fall_year=2025)
    CompactVersionFactory(compact__school=council.school)
    assert state(council, "D6") == State.OVERDUE  # the district's day for compacts is 15 November


def test_an_election_that_is_running_leaves_its_duty_open_and_none_leaves_nothing(council):
    assert state(council, "D7") == State.NOTHING
    ElectionFactory(council=council, state="VOTING")
    assert state(council, "D7", date(2026, 4, 8)) == State.OPEN


def test_interviews_are_done_when_the_report_has_gone(council):
    record = DutyRecordFactory(council=council, duty="D3", kind="INTERVIEW", members_total=4)
    assert state(council, "D3") == State.OPEN
    record.report_sent_on = date(2025, 12, 1)
    record.save()
    assert (state(council, "D3"), standing(council, "D3").done_on) == (State.IN_TIME, date(2025, 12, 1))


def test_evidence_of_another_year_or_council_does_not_count(council):
    item(CouncilMeetingFactory(council=council, held_on=date(2025, 6, 30)), "D1")
    DutyRecordFactory(duty="D1")
    assert duties.evidence_of(council, 2025) == []
    assert len(duties.evidence_of(council, 2024)) == 1


def test_the_districts_day_decides_what_is_late(council):
    item(CouncilMeetingFactory(council=council, held_on=DAY), "D1")
    PlanYear.objects.create(fall_year=2025, submit_by=date(2025, 11, 1))
    assert state(council, "D1") == State.LATE  # before the plan is adopted
    DutyYear.objects.create(fall_year=2025, needs_by=DAY)
    assert state(council, "D1") == State.IN_TIME
    assert state(council, "D2", date(2026, 6, 30)) == State.OPEN
    assert state(council, "D2", date(2026, 7, 1)) == State.OVERDUE  # no day is set: the year's last


def test_all_councils_cost_the_queries_of_one(django_assert_num_queries, council):
    with CaptureQueriesContext(connection) as of_one:
        duties.standings_by_council([council], 2025, TODAY)
    councils = [council, *(CouncilFactory() for _ in range(3))]
    for one in councils:
        item(CouncilMeetingFactory(council=one, held_on=DAY), "D1")
        DutyRecordFactory(council=one, duty="D4")
    with django_assert_num_queries(len(of_one)):
        found = duties.standings_by_council(councils, 2025, TODAY)
    assert all(standings[0].state == State.IN_TIME for standings in found.values())


# ---------------------------------------------------------------------- what is no meeting under the law


def test_a_gathering_that_is_no_meeting_has_no_clock_decides_nothing_and_is_not_public(client, council):
    from governance.deadlines import Calendar, deadlines_of

    council = full_council()
    closed = meeting_of(council, exempt_reason="Committee that interviews candidates")
    assert deadlines_of(closed, {}, calendar=Calendar()) == []
    voter = council.seats.filter(votes=True).first().terms.first()
    with pytest.raises(NotPossible, match="nothing is decided"):
        motions.put(Motion(meeting=closed, text="Hire", mover=voter))
    item(closed, "D1")
    CouncilMeeting.objects.filter(pk=closed.pk).update(state="HELD", voting_present=9, quorum_required=8)
    assert not standing(council, "D1").evidence
    assert not CouncilMeeting.objects.held().exists()
    assert client.get(closed.get_absolute_url()).status_code == 404
    client.force_login(MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user)
    assert "Committee that interviews" in client.get(closed.get_absolute_url()).content.decode()


# ---------------------------------------------------------------------- waiting for an agenda


def test_budget_policy_compact_and_signature_wait_until_they_are_on_an_agenda(council, time_machine):
    time_machine.move_to("2026-02-02 12:00")
    DutyYear.objects.create(fall_year=2025, budget_opens_on=date(2026, 2, 1), annual_by=date(2026, 3, 1))
    CompactVersionFactory(compact__school=council.school, state="COUNCIL_REVIEW")
    plan = SignOffFactory(council=council, kind="PLAN")
    found = waiting.waiting_for(council)
    assert [one.fields["duty"] for one in found] == ["P1", "D6", "D2", "D5"]
    meeting = meeting_of(council, held_on=date(2026, 2, 20))
    for one in found:
        AgendaItem.objects.create(meeting=meeting, position=1, **one.fields)
    assert waiting.not_on(meeting, found) == []
    assert meeting.items.get(sign_off=plan).title_es.startswith("Firma")
    AdviceFactory(meeting=CouncilMeetingFactory(council=council, held_on=date(2026, 1, 20)))
    assert "D2" not in [one.fields["duty"] for one in waiting.waiting_for(council)]


def test_before_the_budget_round_opens_nothing_waits(council, time_machine):
    time_machine.move_to("2026-02-02 12:00")
    DutyYear.objects.create(fall_year=2025, budget_opens_on=date(2026, 2, 3))
    assert waiting.waiting_for(council) == []


# ---------------------------------------------------------------------- pages


@pytest.fixture
def chair(client, council):
    person = MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user
    client.force_login(person)
    return person


def test_the_page_of_a_council_says_what_is_next_for_each_duty(
    client, chair, council, time_machine, django_assert_max_num_queries
):
    time_machine.move_to("2026-02-02 12:00")
    meeting = meeting_of(council, held_on=date(2026, 2, 20))
    for _one in range(3):
        AdviceFactory(meeting=CouncilMeetingFactory(council=council, held_on=date(2025, 12, 3 + _one)), kind="OTHER")
        SignOffFactory(council=council, kind="PLAN")
    with django_assert_max_num_queries(34):
        page = client.get(address("duties", council.school.code)).content.decode()
    assert f"{address('item-add', meeting.pk)}?duty=D1" in page
    assert f"{address('advice-add', council.school.code)}?kind=BUDGET" in page
    form = client.get(f"{address('item-add', meeting.pk)}?duty=D1").content.decode()
    assert "Achievement data and needs" in form


def test_advice_that_stands_in_the_plan_is_named_beside_the_duties(client, chair, council, time_machine):
    time_machine.move_to("2025-11-27 12:00")
    ActionPlanFactory(school=council.school, advice="Call home.", advice_on=date(2025, 9, 30))
    page = client.get(address("duties", council.school.code)).content.decode()
    assert "#advice" in page.split('id="advice-title"')[1].split("</section>")[0]
    assert "No advice is recorded" not in page


def test_interviews_are_recorded_with_counts_and_a_file_and_no_names(client, chair, council, time_machine):
    time_machine.move_to("2026-02-02 12:00")
    where = address("duty-record", council.school.code, 2025, "D3")
    assert "names of candidates do not" in client.get(where).content.decode()
    sent = {"kind": "INTERVIEW", "on": "2026-01-20", "text": "Principal", "key": str(uuid.uuid4())}
    assert "Say how many members took part" in client.post(where, sent).content.decode()
    sent |= {"members_total": 5, "upload": SimpleUploadedFile("r.pdf", b"%PDF-1.4\n%%EOF\n")}
    client.post(where, sent)
    client.post(where, sent)  # through a lost connection
    record = DutyRecord.objects.get()
    assert (record.members_total, record.report_sent_on) == (5, None)
    file = address("duty-file", council.school.code, record.evidence_id)
    assert client.get(file).getvalue().startswith(b"%PDF")
    other = SchoolFactory()
    CouncilFactory(school=other)
    assert client.get(address("duty-file", other.code, record.evidence_id)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"on": "2026-02-03"}, "This day is still to come"),
        ({"on": "2025-06-30"}, "This day is not in the school year"),
        ({"on": "2026-01-20", "members_total": 3, "report_sent_on": "2026-01-19"}, "does not go before"),
    ],
)
def test_a_record_keeps_to_its_year_and_its_order(client, chair, council, time_machine, sent, words):
    time_machine.move_to("2026-02-02 12:00")
    sent = {"kind": "INTERVIEW", "text": "Principal"} | sent
    page = client.post(address("duty-record", council.school.code, 2025, "D3"), sent).content.decode()
    assert words in page and "Principal" in page


def test_that_nothing_arose_is_stated_once_and_never_of_a_yearly_duty(client, chair, council, time_machine):
    time_machine.move_to("2026-02-02 12:00")
    where = address("duty-record", council.school.code, 2025, "D4")
    sent = {"kind": "NOTHING", "on": "2026-01-20", "text": "No change"}
    client.post(where, sent)
    assert "recorded already" in client.post(where, sent).content.decode()
    assert state(council, "D4") == State.NOTHING
    client.post(address("duty-record", council.school.code, 2025, "D1"), sent)
    assert DutyRecord.objects.get(duty="D1").kind == "DONE"


def test_the_database_itself_keeps_interviews_to_hiring(council):
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyRecordFactory(council=council, duty="D1", kind="INTERVIEW", members_total=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyRecordFactory(council=council, duty="D3", kind="INTERVIEW", members_total=None)


def test_the_district_sees_every_council_and_takes_it_home_as_a_file(client, council, time_machine):
    time_machine.move_to("2026-02-02 12:00")
    person = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user
    client.force_login(person)
    page = client.get(address("duty-overview")).content.decode()
    assert chair.email in page and "Overdue" in page
    lines = client.get(address("duty-overview") + "?format=csv").getvalue().decode().splitlines()
    assert "d6_state" in lines[0] and "OVERDUE" in lines[1]
    assert client.get(address("duty-overview") + "?show=late").status_code == 200
    assert client.get(address("duty-year", 0)).status_code == 404


def test_the_round_of_the_budgets_keeps_its_order(client, council):
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    sent = {"budget_opens_on": "2026-02-01", "budget_advice_by": "2026-01-31", "response_days": 5}
    assert "First the drafts come" in client.post(address("duty-year", 2025), sent).content.decode()
    client.post(address("duty-year", 2025), sent | {"budget_advice_by": "2026-03-01"})
    assert DutyYear.objects.get().response_days == 5


def test_a_vote_on_reconstitution_is_recorded_by_the_district(client, council):
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    sent = {"kind": "TURNAROUND", "voted_on": "2025-12-01", "votes_for": 9, "votes_against": 2, "votes_abstaining": 1}
    client.post(address("reconstitution-add", council.school.code), sent)
    kept = Reconstitution.objects.get()
    assert kept.votes_for == 9
    edit = address("reconstitution-edit", council.school.code, kept.pk)
    seen = client.get(edit).context["form"].initial["seen"]
    client.post(edit, sent | {"outcome": "Hearing held", "seen": seen})
    assert "Hearing held" in client.get(address("duties", council.school.code)).content.decode()


# ---------------------------------------------------------------------- measures, My work, reminders


def test_standings_are_settled_for_the_measures_and_only_changes_are_written(council):
    SchoolYearFactory(fall_year=2025)
    DutyYear.objects.create(fall_year=2025, needs_by=DAY)
    item(CouncilMeetingFactory(council=council, held_on=DAY), "D1")
    assert duty_settling.settle(2025) == 4
    kept = DutyStanding.objects.get(duty="D1")
    assert (kept.due_on, kept.done_on, DutyStanding.objects.count()) == (DAY, DAY, 4)
    assert duty_settling.settle(2025) == 0
    later = CouncilMeetingFactory(council=council, held_on=date(2025, 12, 9))
    AdviceFactory(meeting=later, due_on=date(2025, 12, 19), answer_by=date(2025, 12, 19))
    assert duty_settling.settle(2025, [council]) == 1
    call_command("rebuild_rollups", verbosity=0)
    done = MeasureCell.objects.filter(source="council_duties", month=date(2025, 11, 1))
    assert done.exists()


def test_my_work_names_what_is_overdue_and_what_comes_next(council):
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user
    principal = MembershipFactory(role=Role.PRINCIPAL, school=council.school).user
    central = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    item(meeting := CouncilMeetingFactory(council=council, held_on=DAY), "P3", sign_off=SignOffFactory(council=council))
    SignOffFactory(council=council, title="Not voted on yet")
    AdviceFactory(meeting=meeting)
    voter = SeatTermFactory(seat__council=council)
    Motion.objects.create(
        meeting=meeting, item=meeting.items.get(), number=1, text="Sign", mover=voter, outcome="CARRIED",
        decided_at=timezone.now(),
    )  # fmt: skip
    duty_settling.settle(2025)
    said = [one.sentence for one in duty_items.items_for(chair, TODAY)]
    assert any("D6 School compact" in one for one in said) and sum("signature" in one for one in said) == 1
    (answer, *_rest) = duty_items.items_for(principal, TODAY)
    assert answer.kind == "bad" and "Keep the family resource aide" in answer.sentence
    assert [one.sentence for one in duty_items.items_for(central, TODAY)] == [
        "1 council has duties that are overdue.",
        "1 advice of a council is without an answer though its day has passed.",
    ]


def test_chairs_and_principals_are_reminded_by_the_districts_rules_once(council):
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user
    principal = MembershipFactory(role=Role.PRINCIPAL, school=council.school).user
    central = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    ReminderRule.objects.all().delete()
    ReminderRule.objects.create(days=-7)
    ReminderRule.objects.create(days=1, escalates=True)
    DutyYear.objects.create(fall_year=2025, annual_by=date(2025, 12, 9))
    AdviceFactory(meeting=CouncilMeetingFactory(council=council, held_on=DAY), answer_by=date(2025, 12, 1))
    for _twice in range(2):
        duty_reminders.remind(date(2025, 12, 2))
    told = sorted(Notice.objects.values_list("recipient", "kind"))
    assert told == sorted(
        [
            (chair.pk, "duty.soon"),
            (principal.pk, "duty.soon"),
            (principal.pk, "advice.late"),
            (central.pk, "advice.late"),
        ]
    )
