"""The Superintendent's Parent Advisory Group: who speaks for which school, questions, answers, what goes back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.loading import load_languages
from fce_portal import advisory_items
from fce_portal.calendar_feed import calendar_of
from governance.advisory import group, meetings, questions
from governance.models import AdvisoryAttendance, AdvisoryMember, AdvisoryQuestion, CarriedBack
from indicators import rollup_check, rollups
from indicators.models import MeasureCell
from tests.factories import (
    AdvisoryMeetingFactory,
    AdvisoryMemberFactory,
    AdvisoryQuestionFactory,
    MembershipFactory,
    SchoolFactory,
    SeatTermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 12)


@pytest.fixture
def central(client):
    user = MembershipFactory(district_wide=True, role=Role.CENTRAL_OFFICE).user
    client.force_login(user)
    return user


@pytest.fixture
def languages():
    load_languages()


def council_parent(school):
    return MembershipFactory(role=Role.COUNCIL_MEMBER, school=school).user


def carried(**fields):
    values = {"day": DAY, "how": "COUNCIL", "people_total": 20, "recorded_by": UserFactory()} | fields
    return CarriedBack.objects.create(**values)


def page(name, *arguments):
    return reverse(f"governance:advisory{name}", args=arguments)


# ---------------------------------------------------------------------- members


def test_a_school_without_a_member_is_found_and_a_closed_one_is_not():
    spoken_for, silent = SchoolFactory(), SchoolFactory()
    SchoolFactory(closed_on=date(2024, 6, 30))
    AdvisoryMemberFactory(school=spoken_for)
    AdvisoryMemberFactory(school=silent, starts_on=date(2023, 7, 1), ends_on=date(2025, 6, 30))

    assert list(group.schools_without_member(DAY)) == [silent]
    assert [one.school for one in group.members_on(DAY)] == [spoken_for]


def test_nobody_speaks_for_a_school_twice_at_a_time():
    person = UserFactory()
    first = AdvisoryMemberFactory(user=person, ends_on=date(2026, 6, 30))
    AdvisoryMemberFactory(school=first.school, user=person, starts_on=date(2026, 7, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        AdvisoryMemberFactory(school=first.school, user=person, starts_on=date(2025, 12, 1))


def test_a_parent_of_the_council_is_named_with_one_choice(client, central, languages):
    today = timezone.localdate()
    term = SeatTermFactory(starts_on=today - timedelta(days=30), ends_on=None, contact="860 555 0100")
    teacher = SeatTermFactory(seat__council=term.council, seat__kind="TEACHER", ends_on=None)
    address = page("-member-add", term.council.school.code)

    assert teacher.name not in client.get(address).content.decode()
    answer = client.post(address, {"term": term.pk, "starts_on": today, "comes_from": "OTHER"})

    member = AdvisoryMember.objects.get()
    assert answer.status_code == 302
    assert (member.name, member.contact, member.comes_from) == (term.name, "860 555 0100", "COUNCIL")


def test_a_member_has_a_name(client, central, languages):
    answer = client.post(page("-member-add", SchoolFactory().code), {"starts_on": DAY, "comes_from": "PTO"})

    assert "choose somebody of the council, or write a name" in answer.content.decode()
    assert not AdvisoryMember.objects.exists()


# ---------------------------------------------------------------------- meetings


def test_a_meeting_is_over_once_somebody_was_recorded():
    meeting, member = AdvisoryMeetingFactory(), AdvisoryMemberFactory()
    with pytest.raises(meetings.NotPossible, match="still to come"):
        meetings.move("hold", meeting=meeting, today=DAY - timedelta(days=1))
    with pytest.raises(meetings.NotPossible, match="who is there"):
        meetings.move("hold", meeting=meeting, today=DAY)

    meetings.record(meeting, member, "PRESENT")
    assert meetings.move("hold", meeting=meeting, today=DAY).was_held
    with pytest.raises(meetings.NotPossible, match="faster"):
        meetings.move("cancel", meeting=meeting, reason="Snow")


def test_a_meeting_is_not_opened_again_once_it_was_carried_back():
    meeting = AdvisoryMeetingFactory(held=True)
    carried(meeting=meeting, school=SchoolFactory())

    with pytest.raises(meetings.NotPossible, match="carried back already"):
        meetings.move("resume", meeting=meeting)


def test_the_roll_keeps_a_member_whose_time_ended_since():
    meeting = AdvisoryMeetingFactory(held=True)
    gone, there = AdvisoryMemberFactory(), AdvisoryMemberFactory()
    meetings.record(meeting, gone, "PRESENT")
    AdvisoryMember.objects.filter(pk=gone.pk).update(ends_on=DAY - timedelta(days=1))

    assert dict(meetings.roll(meeting)) == {gone: "PRESENT", there: ""}


def test_a_meeting_is_run_from_one_page_with_taps(client, central):
    meeting, member = AdvisoryMeetingFactory(), AdvisoryMemberFactory()
    tap = page("-presence", meeting.pk, member.pk)
    for _time in range(2):
        client.post(tap, {"how": "REMOTE"})
    client.post(tap, {"how": "NONSENSE"})
    client.post(page("-guests", meeting.pk), {"guests_total": "4"})

    meeting.refresh_from_db()
    assert [one.how for one in AdvisoryAttendance.objects.all()] == ["REMOTE"]
    assert meeting.guests_total == 4
    assert "1 member is there" in client.get(page("-run", meeting.pk)).content.decode()
    assert client.post(page("-presence", meeting.pk, 999_999_999_999), {"how": "REMOTE"}).status_code == 404


def test_what_is_said_is_kept_while_it_is_typed(client, central):
    meeting = AdvisoryMeetingFactory()
    address = page("-notes", meeting.pk)
    client.post(address, {"notes_en": "Half a sen", "draft-title": "Notes"}, headers={"X-Draft": "1"})

    assert "Half a sen" in client.get(address).content.decode()


def test_the_agenda_stands_in_the_order_of_an_evening():
    meeting = AdvisoryMeetingFactory()
    for section in ("BACK", "WELCOME", "ADVICE", "WELCOME"):
        meeting.items.create(section=section, title=section)

    assert [len(items) for _section, items in meetings.by_section(meeting)] == [2, 1, 1]


# ---------------------------------------------------------------------- questions


def test_an_answer_has_a_day_after_the_question_and_a_text():
    for wrong in (
        {"state": "ANSWERED", "answered_on": DAY},
        {"state": "ANSWERED", "answer_en": "Yes."},
        {"state": "ANSWERED", "answered_on": date(2025, 11, 2), "answer_en": "Yes."},
        {"state": "OFFICE"},
        {"follow_up": "A letter"},
        {"follow_up_by": DAY},
        {"published_on": DAY},
        {"answered": True, "answer_es": "", "published_on": DAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AdvisoryQuestionFactory(**wrong)


def test_a_question_is_published_once_it_stands_in_both_languages():
    question = AdvisoryQuestionFactory(answered=True, answer_es="", follow_up="")
    with pytest.raises(questions.NotPossible, match="Spanish"):
        questions.publish(question, wanted=True)
    AdvisoryQuestion.objects.update(answer_es="Sí.")

    assert questions.publish(question, wanted=True, today=DAY).published_on == DAY
    assert questions.publish(question, wanted=True).published_on == DAY
    assert questions.publish(question, wanted=False).published_on is None


def test_the_public_reads_question_and_answer_but_not_who_asked(client):
    question = AdvisoryQuestionFactory(
        answered=True, published_on=DAY, member=AdvisoryMemberFactory(name="Ana Rivera"), school__name="Maple School"
    )
    AdvisoryQuestionFactory(answered=True, answer_en="Not public")
    english = client.get(page("-answers")).content.decode()
    spanish = client.get(page("-answers"), headers={"Accept-Language": "es"}).content.decode()

    assert question.text_en in english and question.answer_en in english
    assert question.answer_es in spanish
    assert "Ana Rivera" not in english and "Maple School" not in english and "Not public" not in english
    assert client.get(page("-answers") + "?topic=NONSENSE").status_code == 404


def test_the_public_sees_that_the_day_of_a_promise_has_passed(client):
    yesterday, tomorrow = (timezone.localdate() + timedelta(days=days) for days in (-1, 1))
    AdvisoryQuestionFactory(answered=True, published_on=DAY, follow_up="A letter", follow_up_by=tomorrow)
    assert "The day has passed" not in client.get(page("-answers")).content.decode()
    AdvisoryQuestionFactory(answered=True, published_on=DAY, follow_up="A letter", follow_up_by=yesterday)
    assert client.get(page("-answers")).content.decode().count("The day has passed") == 1


def test_a_council_parent_asks_for_the_own_school_only(client, languages):
    ours, theirs = SchoolFactory(), SchoolFactory()
    client.force_login(council_parent(ours))
    said = {"language": "es", "text": "¿Por qué?", "topic": "WAY", "asked_on": DAY}

    assert client.post(page("-question-add"), said | {"school": theirs.pk}).status_code == 200
    assert client.post(page("-question-add"), said | {"school": ours.pk}).status_code == 302
    question = AdvisoryQuestion.objects.get()
    assert (question.text_es, question.text_en) == ("¿Por qué?", "")


def test_other_schools_do_not_see_who_asked(client):
    school = SchoolFactory(name="Maple School")
    member = AdvisoryMemberFactory(name="Ana Rivera", school=school)
    question = AdvisoryQuestionFactory(member=member, school=school, answered=True)
    client.force_login(council_parent(SchoolFactory(name="Elsewhere")))
    theirs = client.get(question.get_absolute_url()).content.decode()
    client.force_login(council_parent(question.school))
    own = client.get(question.get_absolute_url()).content.decode()

    assert "Ana Rivera" not in theirs and "Ana Rivera" in own
    assert question.school.name not in theirs


def test_the_school_is_chosen_already_for_whoever_speaks_for_one(client, languages):
    school = SchoolFactory()
    client.force_login(council_parent(school))
    form = client.get(page("-question-add")).context["form"]

    assert (form["school"].value(), form["asked_on"].value()) == (school.pk, timezone.localdate())


def test_central_office_answers_with_a_promise_and_says_whether_it_was_kept(client, central):
    question = AdvisoryQuestionFactory()
    said = {"answered_on": DAY, "answer_en": "Yes.", "follow_up": "A letter"}
    assert "By when?" in client.post(page("-question-answer", question.pk), said).content.decode()
    said |= {"follow_up_by": date(2025, 12, 1), "seen": newest(client, page("-question-answer", question.pk))}
    assert client.post(page("-question-answer", question.pk), said).status_code == 302

    address = page("-question-promise", question.pk)
    client.post(address, {"follow_up_kept": "NO", "follow_up_note": "In March", "seen": newest(client, address)})
    question.refresh_from_db()
    assert (question.state, question.days_to_answer, question.follow_up_kept) == ("ANSWERED", 9, "NO")


def newest(client, address):
    return client.get(address).context["form"].initial["seen"]


def test_an_answered_question_is_neither_changed_nor_withdrawn(client, central):
    question = AdvisoryQuestionFactory(answered=True)

    assert client.post(page("-question-edit", question.pk), {"text": "Other"}).status_code == 409
    client.post(page("-question-withdraw", question.pk))
    question.refresh_from_db()
    assert question.state == "ANSWERED"


def test_who_has_an_account_is_named_by_it_and_by_the_page(client, central, languages):
    member = AdvisoryMemberFactory(user=council_parent(SchoolFactory()), name="")
    answer = client.get(member.get_absolute_url())
    assert "name" not in answer.context["form"].fields
    assert answer.context["kicker"] == member
    assert "name" in client.get(AdvisoryMemberFactory().get_absolute_url()).context["form"].fields


def test_a_meeting_that_is_still_to_come_is_not_called_over(client, central):
    coming = AdvisoryMeetingFactory(held_on=timezone.localdate() + timedelta(days=14))
    over = page("-meeting-move", coming.pk, "hold")
    assert over not in client.get(page("-run", coming.pk)).content.decode()
    today = AdvisoryMeetingFactory(held_on=timezone.localdate())
    assert page("-meeting-move", today.pk, "hold") in client.get(page("-run", today.pk)).content.decode()


# ---------------------------------------------------------------------- carried back


def test_an_answer_goes_back_to_the_school_that_asked():
    question = AdvisoryQuestionFactory(answered=True)
    AdvisoryQuestionFactory(school=question.school)
    schools = [question.school_id]
    assert list(group.answers_to_carry(schools)) == [question]

    carried(question=question, school=SchoolFactory())
    assert list(group.answers_to_carry(schools)) == [question]
    carried(question=question, school=question.school)
    assert not group.answers_to_carry(schools)
    assert not group.schools_to_tell(question=question)


def test_the_group_s_page_and_the_list_agree_on_what_is_not_carried_back(client):
    question = AdvisoryQuestionFactory(answered=True)
    client.force_login(MembershipFactory(district_wide=True, role=Role.BOARD_MEMBER).user)
    listed = client.get(page("-question-list"), {"state": "untold"}).context["page"].object_list
    assert list(client.get(page("")).context["to_carry"]) == list(listed) == [question]


def test_what_a_meeting_brought_goes_to_each_school_that_had_a_member():
    meeting = AdvisoryMeetingFactory(held=True)
    first, second = AdvisoryMemberFactory(), AdvisoryMemberFactory()
    AdvisoryMemberFactory(ends_on=DAY - timedelta(days=1))
    SchoolFactory()
    carried(meeting=meeting, school=first.school)

    assert list(group.schools_to_tell(meeting=meeting)) == [second.school]


def test_a_council_parent_records_that_parents_were_told(client, languages):
    meeting, member = AdvisoryMeetingFactory(held=True), AdvisoryMemberFactory()
    other = AdvisoryMemberFactory()
    client.force_login(council_parent(member.school))
    said = {"day": DAY, "how": "PARENTS", "languages": ["en", "es"], "people_total": "31"}
    address = page("-meeting-carry", meeting.pk)

    assert client.post(address, said | {"school": other.school_id}).status_code == 200
    early = client.post(address, said | {"school": member.school_id, "day": DAY - timedelta(days=1)})
    assert "before it was said" in early.content.decode()
    assert client.post(address, said | {"school": member.school_id}).status_code == 302
    assert CarriedBack.objects.get().people_total == 31


# ---------------------------------------------------------------------- figures, items, calendar


def test_the_year_says_who_was_there_and_how_long_answers_took():
    members = [AdvisoryMemberFactory() for _ in range(3)]
    held, cancelled = AdvisoryMeetingFactory(held=True), AdvisoryMeetingFactory(held_on=date(2025, 10, 1))
    for member, how in zip(members, ("PRESENT", "REMOTE", "ABSENT"), strict=True):
        meetings.record(held, member, how)
    meetings.move("cancel", meeting=cancelled, reason="Snow")
    for days in (1, 4, 9):
        AdvisoryQuestionFactory(answered=True, answered_on=date(2025, 11, 3) + timedelta(days=days))
    AdvisoryQuestionFactory(state="WITHDRAWN")
    AdvisoryQuestionFactory(asked_on=date(2024, 11, 3))
    carried(meeting=held, school=members[0].school)

    found = group.figures(2025, date(2025, 12, 1))
    assert (found.meetings_held, found.schools_represented, found.schools_with_member) == (1, 2, 3)
    assert (found.asked, found.answered, found.days_to_answer) == (3, 3, 4)
    assert (found.carried_back, found.people_told) == (1, 20)
    assert group.figures(2023, DAY).days_to_answer is None


def test_the_measures_follow_every_change():
    member = AdvisoryMemberFactory()
    meeting = AdvisoryMeetingFactory()
    meetings.record(meeting, member, "PRESENT")
    question = AdvisoryQuestionFactory(school=member.school, answered=True)
    carried(question=question, school=member.school)
    rollups.refresh_all()
    assert not MeasureCell.objects.filter(source="advisory_presence").exists()

    meetings.move("hold", meeting=meeting, today=DAY)
    rollups.refresh_all()
    cells = {cell.source: cell for cell in MeasureCell.objects.filter(school_key=member.school_id)}
    assert {source: cell.counts for source, cell in cells.items()} == {
        "advisory_presence": [1],
        "advisory_questions": [1, 1, 9],
        "advisory_carried": [1, 20],
    }

    type(meeting).objects.update(held_on=date(2025, 12, 3))
    AdvisoryQuestion.objects.update(asked_on=date(2025, 10, 3))
    rollups.refresh_all()
    assert not rollup_check.verify().differences


def test_my_work_says_who_answers_and_who_carries_back():
    central = MembershipFactory(district_wide=True, role=Role.CENTRAL_OFFICE).user
    member = AdvisoryMemberFactory()
    parent = council_parent(member.school)
    waiting = AdvisoryQuestionFactory(asked_on=DAY - timedelta(days=40))
    answered = AdvisoryQuestionFactory(
        school=member.school, answered=True, follow_up="A letter", follow_up_by=DAY - timedelta(days=1)
    )
    meeting = AdvisoryMeetingFactory(held=True)
    meetings.record(meeting, member, "PRESENT")

    items = advisory_items.items_for(central, DAY)
    assert [item.kind for item in items] == ["warn", "warn"]
    assert items[0].since == waiting.asked_on
    assert "A letter" in items[1].sentence
    told = advisory_items.items_for(parent, DAY)
    assert [item.url for item in told] == [answered.get_absolute_url(), meeting.get_absolute_url()]
    assert not advisory_items.items_for(council_parent(SchoolFactory()), DAY)


def test_the_calendar_of_a_council_parent_holds_the_evenings_of_the_group():
    today = timezone.localdate()
    AdvisoryMeetingFactory(held_on=today, place="Room 2")

    assert b"Room 2" in calendar_of(council_parent(SchoolFactory()), today)
    assert b"Room 2" not in calendar_of(MembershipFactory(role=Role.SCHOOL_STAFF).user, today)


# ---------------------------------------------------------------------- pages


def test_the_pages_cost_the_same_for_many_schools(client, central, django_assert_max_num_queries):
    for _ in range(12):
        member = AdvisoryMemberFactory()
        AdvisoryQuestionFactory(school=member.school)
    meeting = AdvisoryMeetingFactory(held=True)
    for name, most in (("", 27), ("-member-list", 14), ("-question-list", 18)):
        with django_assert_max_num_queries(most):
            assert client.get(page(name)).status_code == 200
    with django_assert_max_num_queries(22):
        assert client.get(meeting.get_absolute_url()).status_code == 200


def test_lists_come_as_files_without_who_asked(client, central):
    question = AdvisoryQuestionFactory(member=AdvisoryMemberFactory(name="Ana Rivera"))
    asked = b"".join(client.get(page("-question-list") + "?format=csv").streaming_content).decode()
    members = b"".join(client.get(page("-member-list") + "?format=csv").streaming_content).decode()

    assert question.text in asked and "Ana Rivera" not in asked
    assert "Ana Rivera" in members
    assert client.get(page("-question-list") + "?state=nonsense").status_code == 404


def test_the_notes_are_a_pdf_in_the_readers_language(client, central):
    meeting = AdvisoryMeetingFactory(held=True, notes_en="We met.", notes_es="Nos reunimos.")
    AdvisoryQuestionFactory(meeting=meeting, answered=True)
    answer = client.get(meeting.get_absolute_url() + "?format=pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
