"""Advice of a council, the principal's answer, and the signature under draft budget and improvement plan."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from district.access import Role
from district.models import Notice
from governance import advice as plan_advice
from governance import advices, attendance, duty_measures, motions, sign_offs
from governance.meetings import NotPossible
from governance.models import Advice, AdviceAnswer, AgendaItem, CouncilMeeting, DutyYear, Motion, SignOff
from governance.models.advices import Stance
from governance.sign_offs import Verdict
from tests.factories import (
    ActionPlanFactory,
    AdviceFactory,
    CouncilMeetingFactory,
    MembershipFactory,
    SchoolYearFactory,
    SignOffFactory,
    UserFactory,
)
from tests.governance.councils import DAY, full_council, held_meeting, vote_all
from tests.printed import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    SchoolYearFactory(fall_year=2025)
    return full_council()


@pytest.fixture
def principal(council):
    return MembershipFactory(role=Role.PRINCIPAL, school=council.school).user


@pytest.fixture
def chair(council):
    return MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user


def motion_of(meeting, how="FOR", **item):
    """A motion on an item of this meeting, decided by all who are there."""
    on = AgendaItem.objects.create(meeting=meeting, position=1, title="Business", **item)
    term = attendance.lines_of(meeting)[0].member.term
    return vote_all(motions.put(Motion(meeting=meeting, item=on, text="Keep the aide", mover=term)), how)


def give(council, motion, **more):
    values = {"kind": "BUDGET", "title": "The aide", "text": "Keep the aide."} | more
    return advices.give(
        Advice(school=council.school, meeting=motion.meeting, motion=motion, **values), by=UserFactory()
    )


def address(name, *arguments):
    return reverse(f"governance:{name}", args=arguments)


# ---------------------------------------------------------------------- giving


def test_an_advice_is_due_for_an_answer_in_school_days_and_the_principal_is_told(council, principal):
    DutyYear.objects.create(fall_year=2025, response_days=5)
    given = give(council, motion_of(held_meeting(council)))
    assert (given.given_on, given.answer_by, given.fall_year) == (DAY, date(2025, 11, 25), 2025)
    assert [one.recipient for one in Notice.objects.filter(kind="advice.given")] == [principal]


@pytest.mark.parametrize("how", ["AGAINST", "ABSTAIN"])
def test_what_was_not_carried_is_no_advice(council, how):
    with pytest.raises(NotPossible, match="carried motion"):
        give(council, motion_of(held_meeting(council), how))


def test_one_motion_gives_one_advice_and_the_same_form_sent_twice_is_one(council):
    motion, key = motion_of(held_meeting(council)), uuid.uuid4()
    assert give(council, motion, key=key) == give(council, motion, key=key)
    with pytest.raises(NotPossible, match="already"):
        give(council, motion)


def test_of_a_meeting_with_counts_only_the_meeting_is_enough_but_only_with_a_quorum(council):
    counted = CouncilMeetingFactory(council=council, held_on=date(2025, 10, 7))
    values = {"school": council.school, "kind": "OTHER", "title": "Crossing", "text": "A guard."}
    assert advices.give(Advice(meeting=counted, **values), by=UserFactory()).pk
    few = CouncilMeetingFactory(council=council, held_on=date(2025, 10, 8), voting_present=2)
    with pytest.raises(NotPossible, match="quorum"):
        advices.give(Advice(meeting=few, **values), by=UserFactory())
    with pytest.raises(NotPossible, match="Choose the motion"):
        advices.give(Advice(meeting=held_meeting(council), **values), by=UserFactory())


def test_advice_of_another_council_is_refused(council):
    with pytest.raises(NotPossible, match="not a meeting of the council"):
        give(full_council(), motion_of(held_meeting(council)))


def test_advice_on_an_action_plan_is_answered_like_any_other(council, principal):
    plan = ActionPlanFactory(school=council.school)
    motion = motion_of(held_meeting(council), action_plan=plan)
    plan_advice.give(motion, text="Call home first.", dissent="", by=UserFactory())
    given = Advice.objects.get()
    assert (given.action_plan, given.kind, given.fall_year) == (plan, "PLAN", 2025)
    with translation.override("es"):
        assert str(given).startswith("Opinión")


def test_an_advice_never_changes_and_is_never_deleted():
    given = AdviceFactory()
    for act in (lambda: Advice.objects.update(text="Other"), given.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


# ---------------------------------------------------------------------- answering


def reply(given, decision, by, **more):
    return advices.answer(AdviceAnswer(advice=given, decision=decision, reason="Because.", **more), by=by)


def test_the_first_answer_says_whether_it_was_in_time_and_the_last_one_holds(council, principal, chair, time_machine):
    given = give(council, motion_of(held_meeting(council)))
    time_machine.move_to("2025-11-25 12:00")
    reply(given, "LATER", principal, until=date(2026, 1, 15))
    given.refresh_from_db()
    assert given.waits and given.was_in_time and given.answer_by == date(2026, 1, 15)
    time_machine.move_to("2026-01-20 12:00")
    reply(given, "PART", principal)
    given.refresh_from_db()
    assert (given.decision, given.waits, given.answered_on) == ("PART", False, date(2025, 11, 25))
    assert given.was_in_time and given.answers.count() == 2
    assert {one.recipient for one in Notice.objects.filter(kind="advice.answered")} == {chair}


def test_an_answer_that_puts_it_off_ends_no_waiting_and_is_counted_as_none(council, principal, time_machine):
    given = give(council, motion_of(held_meeting(council)))
    time_machine.move_to("2025-11-25 12:00")
    reply(given, "LATER", principal, until=date(2026, 1, 15))
    answered = duty_measures.advice_answered.aggregate
    assert Advice.objects.aggregate(total=answered)["total"] == 0
    assert list(Advice.objects.waiting()) == [given]

    reply(given, "DECLINED", principal)
    assert Advice.objects.aggregate(total=answered)["total"] == 1
    assert not Advice.objects.waiting()


def test_an_answer_has_a_reason_and_stays(principal):
    given = AdviceFactory()
    answer = reply(given, "DECLINED", principal)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdviceAnswer.objects.create(advice=given, decision="ADOPTED", reason="", by=principal)
    with pytest.raises(DatabaseError), transaction.atomic():
        AdviceAnswer.objects.filter(pk=answer.pk).update(reason="Other")


def test_what_is_put_off_is_listed_apart_from_what_has_no_answer(client, council, principal):
    given, later = AdviceFactory(school=council.school), AdviceFactory(school=council.school)
    reply(later, "LATER", principal, until=date(2026, 1, 15))
    client.force_login(principal)
    for show, found in (("waiting", given), ("later", later)):
        shown = client.get(address("advice-list"), {"year": given.fall_year, "show": show}).context["page"]
        assert list(shown.object_list) == [found]


def test_only_the_principal_answers_and_says_until_when(client, council, principal):
    given = AdviceFactory(meeting=CouncilMeetingFactory(council=council, held_on=DAY))
    where = address("advice-answer", council.school.code, given.pk)
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    assert client.get(where).status_code == 403
    client.force_login(principal)
    page = client.post(where, {"decision": "LATER", "reason": "The draft is not final."}).content.decode()
    assert "Say by when it will be decided" in page and "The draft is not final." in page
    assert (
        "name one to come"
        in client.post(where, {"decision": "LATER", "reason": "X", "until": "2025-01-01"}).content.decode()
    )
    sent = {"decision": "ADOPTED", "reason": "The aide stays.", "key": str(uuid.uuid4())}
    client.post(where, sent)
    client.post(where, sent)
    assert given.answers.get().reason == "The aide stays."


def test_the_public_reads_advice_and_answer_once_the_posted_minutes_hold_the_vote(client, council, principal):
    meeting = held_meeting(council)
    given = give(council, motion_of(meeting))
    reply(given, "ADOPTED", principal)
    assert "Keep the aide." not in client.get(council.get_absolute_url()).content.decode()
    CouncilMeeting.objects.filter(pk=meeting.pk).update(state="POSTED")
    page = client.get(council.get_absolute_url()).content.decode()
    assert "Keep the aide." in page and "Because." in page


def test_a_chair_records_the_advice_from_the_motion_in_one_step(client, council, chair, principal):
    meeting = held_meeting(council)
    motion = motion_of(meeting, duty="D2")
    client.force_login(chair)
    assert "Record it as advice" in client.get(address("motion", meeting.pk, motion.pk)).content.decode()
    where = address("advice-add", council.school.code)
    form = client.get(f"{where}?kind=BUDGET&motion={motion.pk}").context["form"]
    sent = {name: form[name].value() for name in ("kind", "motion", "title", "text", "key")}
    given = Advice.objects.get(pk=client.post(where, sent).url.rstrip("/").rpartition("/")[2])
    assert (given.motion, given.text) == (motion, "Keep the aide")
    assert "Keep the aide" in client.get(given.get_absolute_url()).content.decode()
    assert given.title in client.get(address("advice-list") + "?year=2025").content.decode()
    refused = client.post(where, {"kind": "OTHER", "title": "X", "text": "Long words of mine"}).content.decode()
    assert "Choose the motion" in refused and "Long words of mine" in refused


# ---------------------------------------------------------------------- signing


def test_the_chair_signs_by_the_vote_and_the_advice_goes_to_the_principal(council, chair, principal):
    document = SignOffFactory(council=council)
    motion = motion_of(held_meeting(council), sign_off=document, duty="D2")
    assert sign_offs.motions_for(document)[0] == motion
    signed = sign_offs.sign(document, Verdict(Stance.ADVISED, motion, "Keep the aide."), by=chair)
    assert (signed.decided_by, signed.advice.text, signed.advice.kind) == (chair, "Keep the aide.", "BUDGET")
    with pytest.raises(NotPossible, match="This is decided"):
        sign_offs.leave_unsigned(document, Verdict(Stance.REFUSED, reason="No"), by=chair)


def test_without_a_carried_motion_since_the_day_of_the_document_nobody_signs(council, chair):
    document = SignOffFactory(council=council)
    lost = motion_of(held_meeting(council), "AGAINST")
    for motion in (None, lost):
        with pytest.raises(NotPossible, match="carried motion"):
            sign_offs.sign(document, Verdict(Stance.APPROVED, motion), by=chair)
    early = motion_of(held_meeting(council, held_on=date(2025, 10, 21)))
    with pytest.raises(NotPossible, match="before the day"):
        sign_offs.sign(document, Verdict(Stance.APPROVED, early), by=chair)
    other = motion_of(held_meeting(full_council()))
    with pytest.raises(NotPossible, match="carried motion"):
        sign_offs.sign(document, Verdict(Stance.APPROVED, other), by=chair)


def test_signing_is_offered_only_once_a_motion_was_carried(client, council, chair):
    document = SignOffFactory(council=council)
    client.force_login(chair)
    sign, page = address("sign-off-sign", council.school.code, document.pk), document.get_absolute_url()
    assert sign not in client.get(page).content.decode()
    assert council.get_absolute_url() in client.get(page).context["vote_at"]

    motion_of(held_meeting(council), sign_off=document, duty="D2")
    assert sign in client.get(page).content.decode()


def test_a_missing_signature_says_why_and_what_is_decided_stays(council, chair):
    document = SignOffFactory(council=council)
    with pytest.raises(IntegrityError), transaction.atomic():
        sign_offs.leave_unsigned(document, Verdict(Stance.MISSING), by=chair)
    sign_offs.leave_unsigned(document, Verdict(Stance.MISSING, reason="No quorum until June"), by=chair)
    for change in ({"title": "Another"}, {"reason": "Other"}, {"stance": "REFUSED"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SignOff.objects.filter(pk=document.pk).update(**change)
    assert sign_offs.mark_read(document, by=chair, as_principal=False).office_read_at


def test_nobody_has_read_what_is_not_decided_and_the_first_time_stays(council, principal):
    document = SignOffFactory(council=council)
    with pytest.raises(NotPossible, match="not decided"):
        sign_offs.mark_read(document, by=principal, as_principal=True)
    sign_offs.leave_unsigned(document, Verdict(Stance.REFUSED, reason="No"), by=UserFactory())
    first = sign_offs.mark_read(document, by=principal, as_principal=True).principal_read_at
    assert sign_offs.mark_read(document, by=UserFactory(), as_principal=True).principal_read_at == first


def test_from_the_draft_budget_to_the_form_in_spanish(client, council, chair, principal):
    """The chair lays it before the council and signs; the principal and central office read it."""
    code = council.school.code
    client.force_login(chair)
    sent = {"kind": "BUDGET", "title": "Draft budget", "version": "2", "dated_on": "2025-11-03"}
    where = client.post(address("sign-off-add", code, 2025, "BUDGET"), sent).url
    document = SignOff.objects.get()
    motion = motion_of(held_meeting(council), sign_off=document, duty="D2")
    signing = address("sign-off-sign", code, document.pk)
    said = {"stance": "ADVISED", "motion": motion.pk, "is_sure": "on"}
    assert "Write the advice" in client.post(signing, said).content.decode()
    client.post(signing, said | {"advice": "Keep the aide."})
    assert "has read" not in client.get(where).content.decode()
    for person, name in ((principal, "sign-off-read"), (central(), "sign-off-read-office")):
        client.force_login(person)
        client.post(address(name, code, document.pk))
    document.refresh_from_db()
    assert document.principal_read_by == principal and document.office_read_at
    text = words_of(b"".join(client.get(address("sign-off-paper", code, document.pk) + "?in=es")))
    for words in ("Draft budget", "Keep the aide.", "Keep the aide", principal.name, "A favor: 9"):
        assert words in text


def central():
    return MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user


def test_the_same_version_is_laid_before_a_council_once(client, council, chair):
    SignOffFactory(council=council, version="2")
    client.force_login(chair)
    sent = {"kind": "BUDGET", "title": "Draft budget", "version": "2", "dated_on": "2025-11-03"}
    page = client.post(address("sign-off-add", council.school.code, 2025, "BUDGET"), sent).content.decode()
    assert "a sign-off of this version already" in page
