"""Training of councils: planned, attended, completed elsewhere, certified, counted, and reminded of."""

from datetime import date, timedelta

import icalendar
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from district.access import Role
from district.models import CalendarFeed, Notice
from fce_portal import calendar_feed, training_items
from governance.models import (
    TrainingMaterial,
    TrainingModule,
    TrainingRecord,
    TrainingRules,
    TrainingSession,
)
from governance.models.training import SessionState
from governance.printing.training import certificate
from governance.training import catalogue, notices, recording, reminders, standing
from governance.training.people import people_at, person_of
from governance.training.recording import NotPossible
from indicators import rollup_check, rollups
from indicators.models.rollups import ALL_ROWS, DISTRICT_WIDE
from plans.models import ReminderRule
from tests.factories import (
    CouncilFactory,
    MembershipFactory,
    SeatTermFactory,
    TrainingModuleFactory,
    TrainingRecordFactory,
    TrainingSessionFactory,
    UserFactory,
)
from tests.indicators.histories import counted_by_rollup
from tests.printed import names_of, words_of

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 18)  # a Tuesday
PROOF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel(f"{TODAY}T15:00", tick=False):
        yield


@pytest.fixture
def module():
    return TrainingModuleFactory(code="FOIA", name="Open meetings", name_es="Reuniones abiertas")


@pytest.fixture
def council():
    return CouncilFactory()


@pytest.fixture
def principal(client, council):
    person = MembershipFactory(role=Role.PRINCIPAL, school=council.school, user__name="Pat Head").user
    client.force_login(person)
    return person


def member(council, **fields):
    return SeatTermFactory(**{"seat__council": council, "starts_on": date(2025, 10, 1), **fields})


def a_session(*modules, school=None, **fields):
    session = TrainingSessionFactory(is_district_wide=school is None, school=school, held_on=TODAY, **fields)
    session.modules.set(modules)
    if school:
        session.schools.add(school)
    return session


def address(name, *arguments):
    return reverse(f"governance:training-{name}", args=arguments)


def upload():
    return SimpleUploadedFile("proof.pdf", PROOF)


# ---------------------------------------------------------------------- the catalogue


def test_the_nine_modules_come_once_and_are_the_districts_own_from_then_on():
    call_command("load_councils")
    codes = list(TrainingModule.objects.values_list("code", flat=True))
    assert codes == [
        "SGC_LAW", "SGC_ROLES", "SGC_BYLAWS", "FOIA", "DATA_SIP", "BUDGET", "PRINCIPAL_HIRING", "COMPACT",
        "OUTREACH_ELECTIONS",
    ]  # fmt: skip
    assert all(
        one.name_es and one.description_es and one.required_from == TODAY for one in TrainingModule.objects.all()
    )
    TrainingModule.objects.get(code="FOIA").delete()
    call_command("load_councils")
    assert TrainingModule.objects.count() == 8


def test_the_district_adds_a_module_changes_it_and_notes_new_content(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    fields = {
        "code": "OWN", "name_en": "Our own", "name_es": "Nuestro", "audiences": ["PARENT", "OFFICER"],
        "within_days": 30, "minutes": 45, "required_from": "2025-07-01",
    }  # fmt: skip
    answer = client.post(address("module-add"), fields)
    assert answer.status_code == 302
    module = TrainingModule.objects.get(code="OWN")
    assert module.audiences == ["PARENT", "OFFICER"]
    refused = client.post(address("module-add"), fields)
    assert "A module with this code is there already." in refused.content.decode()
    client.post(address("content-add", "OWN"), {"content_on": "2025-11-01", "changes_en": "New", "asks_again": "on"})
    again = client.post(address("content-add", "OWN"), {"content_on": "2025-11-01", "changes_en": "Again"})
    assert "The content of this day is noted already." in again.content.decode()
    page = client.get(module.get_absolute_url()).content.decode()
    assert "30 days after taking office" in page and "Everybody comes again" in page
    assert "Our own" in client.get(address("modules")).content.decode()


def test_whoever_saves_a_module_second_reads_what_the_first_changed(client, module):
    client.force_login(MembershipFactory(district_wide=True).user)
    page = client.get(address("module-edit", "FOIA"))
    seen = page.context["form"].initial["seen"]
    TrainingModule.objects.filter(pk=module.pk).update(within_days=90)
    fields = {"name_en": "Open meetings", "name_es": "Reuniones abiertas", "audiences": ["PARENT"], "within_days": 45,
              "minutes": 60, "required_from": "2025-07-01", "seen": seen}  # fmt: skip
    answer = client.post(address("module-edit", "FOIA"), fields)
    assert answer.status_code == 200 and "which one stays?" in answer.content.decode()
    module.refresh_from_db()
    assert module.within_days == 90


# ---------------------------------------------------------------------- sessions


def session_fields(*modules, **fields):
    return {
        "modules": [one.pk for one in modules], "held_on": "2025-12-02", "starts_at": "18:00", "ends_at": "19:30",
        "mode": "IN_PERSON", "place": "Library", "languages": ["en"], **fields,
    }  # fmt: skip


def test_a_principal_plans_a_session_for_the_own_school_only(client, council, principal, module):
    from district.loading import load_languages

    load_languages()
    other = CouncilFactory().school
    page = client.get(address("session-add") + "?module=FOIA")
    assert page.context["form"].initial["schools"] == [council.school.pk]
    assert page.context["form"].initial["modules"] == [module.pk]
    answer = client.post(address("session-add"), session_fields(module, schools=[other.pk], is_district_wide="on"))
    assert answer.status_code == 200 and not TrainingSession.objects.exists()
    missing = client.post(address("session-add"), session_fields(module, place="", ends_at="17:00"))
    words = missing.content.decode()
    assert "Where do people come together?" in words and "For which school is it?" in words
    client.post(address("session-add"), session_fields(module, schools=[council.school.pk]))
    session = TrainingSession.objects.get()
    assert (session.school, session.is_district_wide, session.planned_by) == (council.school, False, principal)
    assert str(session) == "Open meetings"
    with translation.override("es"):
        assert str(TrainingSession.objects.get()) == "Reuniones abiertas"


def test_the_district_plans_for_everybody_or_for_several_schools(client, module):
    from district.loading import load_languages

    load_languages()
    client.force_login(MembershipFactory(district_wide=True).user)
    client.post(address("session-add"), session_fields(module, is_district_wide="on"))
    assert TrainingSession.objects.get().school is None
    schools = [CouncilFactory().school.pk, CouncilFactory().school.pk]
    edit = address("session-edit", TrainingSession.objects.get().pk)
    seen = client.get(edit).context["form"].initial["seen"]
    client.post(edit, session_fields(module, schools=schools, seen=seen))
    session = TrainingSession.objects.get()
    assert session.school is None and not session.is_district_wide and session.schools.count() == 2


def test_a_session_of_another_school_is_not_seen_and_that_of_the_district_is_not_changed(client, principal, module):
    theirs = a_session(module, school=CouncilFactory().school)
    ours = a_session(module)
    assert client.get(theirs.get_absolute_url()).status_code == 404
    assert client.get(ours.get_absolute_url()).status_code == 200
    assert client.get(address("session-edit", ours.pk)).status_code == 403
    assert client.get(address("session", 10**18)).status_code == 404


def test_a_cancelled_session_stays_with_its_reason_and_takes_nobody(client, council, principal, module):
    session = a_session(module, school=council.school)
    term = member(council)
    client.post(address("session-cancel", session.pk), {"reason": "Snow"})
    session.refresh_from_db()
    assert (session.state, session.cancelled_reason) == (SessionState.CANCELLED, "Snow")
    assert "Snow" in client.get(session.get_absolute_url()).content.decode()
    client.post(address("presence", session.pk, council.school.code, f"t{term.pk}"), {"there": "yes"})
    assert not TrainingRecord.objects.exists()


def test_materials_are_a_file_or_a_link_and_are_read_by_whoever_sees_the_session(client, council, principal, module):
    session = a_session(module, school=council.school)
    neither = client.post(address("material-add", session.pk), {"title": "Slides"})
    assert "Give either a file or a link." in neither.content.decode()
    client.post(address("material-add", session.pk), {"title": "Slides", "upload": upload()})
    client.post(address("material-add", session.pk), {"title": "Film", "link": "https://video.example.org/1"})
    slides, film = TrainingMaterial.objects.all()
    assert b"".join(client.get(address("material", session.pk, slides.pk)).streaming_content) == PROOF
    assert client.get(address("material", session.pk, film.pk)).status_code == 404
    client.post(address("material-remove", session.pk, film.pk))
    assert list(TrainingMaterial.objects.all()) == [slides]
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingMaterial.objects.create(session=session, title="Neither")


# ---------------------------------------------------------------------- attendance


def test_one_tap_says_who_was_there_and_said_twice_it_is_the_same(client, council, principal, module):
    second = TrainingModuleFactory(minutes=45)
    session, term = a_session(module, second, school=council.school), member(council)
    tap = address("presence", session.pk, council.school.code, f"t{term.pk}")
    page = client.get(address("attendance", session.pk, council.school.code)).content.decode()
    assert 'aria-pressed="true"' not in page  # nothing is recorded, so nothing is chosen
    client.post(tap, {"there": "yes"})
    client.post(tap, {"there": "yes"})
    records = TrainingRecord.objects.order_by("minutes")
    assert [(one.module, one.term, one.minutes, one.confirmed_by) for one in records] == [
        (second, term, 45, principal), (module, term, 60, principal),
    ]  # fmt: skip
    assert records[0].due_on == date(2025, 11, 30)
    assert len({one.number for one in records} | {None}) == 3
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    page = client.get(address("attendance", session.pk, council.school.code)).content.decode()
    assert "1 person of this school was there." in page and 'aria-pressed="true"' in page
    client.post(tap, {"there": "no"})
    assert not TrainingRecord.objects.exists()
    assert client.post(address("presence", session.pk, council.school.code, "t0"), {"there": "yes"}).status_code == 404


def test_nobody_is_recorded_before_the_day(client, council, principal, module):
    session = a_session(module, school=council.school)
    TrainingSession.objects.update(held_on=TODAY + timedelta(days=1))
    answer = client.get(address("attendance", session.pk, council.school.code), follow=True)
    assert "Who was there is recorded from the day of the session on." in answer.content.decode()
    session.refresh_from_db()
    person = people_at(council.school, TODAY)[0]
    with pytest.raises(NotPossible):
        recording.record_presence(session, council.school, person, True, by=principal)


def test_staff_are_recorded_by_their_account_and_once_where_they_hold_a_seat(council, principal, module):
    aide = MembershipFactory(role=Role.SCHOOL_STAFF, school=council.school, user__name="Ada Aide").user
    term = member(council, user=principal, name="", seat__kind="ADMIN", seat__votes=False)
    found = people_at(council.school, TODAY)
    assert [(one.key, one.label) for one in found] == [(f"t{term.pk}", "Pat Head"), (f"u{aide.pk}", "Ada Aide")]
    session = a_session(module)
    recording.record_presence(session, council.school, found[1], True, by=principal)
    record = TrainingRecord.objects.get()
    assert (record.user, record.term, record.school) == (aide, None, council.school)


def test_a_session_gets_another_module_and_whoever_was_there_has_it_too(council, principal, module):
    session, term = a_session(module, school=council.school), member(council)
    recording.record_presence(
        session, council.school, person_of(people_at(council.school, TODAY), f"t{term.pk}"), True, by=principal
    )
    kept = TrainingRecord.objects.get().number
    other = TrainingModuleFactory()
    session.modules.set([module, other])
    recording.settle(TrainingSession.objects.get())
    assert {one.module for one in session.records.all()} == {module, other}
    assert session.records.get(module=module).number == kept
    session.modules.set([other])
    recording.settle(TrainingSession.objects.get())
    assert [one.module for one in session.records.all()] == [other]


def test_others_are_numbers_and_absurd_ones_are_refused(client, council, principal, module):
    session = a_session(module, school=council.school)
    client.post(address("counts", session.pk), {"families_total": 12, "staff_total": 3, "others_total": 1})
    session.refresh_from_db()
    assert (session.families_total, session.state) == (12, SessionState.HELD)
    client.post(address("counts", session.pk), {"families_total": 10**9, "staff_total": 3, "others_total": 1})
    session.refresh_from_db()
    assert session.families_total == 12


# ---------------------------------------------------------------------- elsewhere


def test_what_a_member_hands_in_counts_once_somebody_else_has_looked_at_the_proof(client, council, module):
    person = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    term = member(council, user=person, name="")
    client.force_login(person)
    fields = {"person": f"t{term.pk}", "module": module.pk, "day": "2025-11-01", "minutes": 60, "place_taken": "CABE"}
    bare = client.post(address("hand-in"), fields)
    assert "Attach what shows that it was completed." in bare.content.decode()
    client.post(address("hand-in"), {**fields, "upload": upload()})
    record = TrainingRecord.objects.get()
    assert record.confirmed_at is None and not standing.lines(TODAY, user=person)[0].is_done
    assert client.get(address("judge", record.pk)).status_code == 403
    with pytest.raises(NotPossible):
        recording.judge(record, by=person, confirmed=True)
    assert b"".join(client.get(address("proof", record.pk)).streaming_content) == PROOF
    assert client.get(address("certificate", record.pk, "en")).status_code == 404

    head = MembershipFactory(role=Role.PRINCIPAL, school=council.school).user
    client.force_login(head)
    assert "look at the proof" in client.get(address("council", council.school.code)).content.decode()
    silent = client.post(address("judge", record.pk), {"refuse": "yes"})
    assert "Say why: the person reads it." in silent.content.decode()
    client.post(address("judge", record.pk), {"confirm": "yes"})
    record.refresh_from_db()
    assert record.confirmed_by == head and standing.lines(TODAY, user=person)[0].is_done
    with pytest.raises(NotPossible):
        recording.judge(record, by=head, confirmed=False, reason="Late")


def test_a_refused_proof_says_why_to_its_person(client, council, module):
    person = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    term = member(council, user=person, name="")
    record = TrainingRecordFactory(module=module, term=term, confirmed_by=None, confirmed_at=None, recorded_by=person)
    recording.judge(record, by=UserFactory(), confirmed=False, reason="Another module")
    client.force_login(person)
    page = client.get(address("own")).content.decode()
    assert "Another module" in page and "Does not count" in page


def test_a_principal_records_it_for_a_member_at_once(client, council, principal, module):
    term = member(council)
    fields = {"person": f"t{term.pk}", "module": module.pk, "day": "2025-11-01", "minutes": 60, "place_taken": "CABE"}
    late = client.post(address("elsewhere", council.school.code), {**fields, "day": "2025-11-19", "upload": upload()})
    assert "This day is still to come." in late.content.decode()
    client.post(address("elsewhere", council.school.code), {**fields, "upload": upload()})
    assert TrainingRecord.objects.get().confirmed_by == principal


def test_nobody_confirms_their_own_whichever_way_it_is_written(module):
    person = MembershipFactory(role=Role.SCHOOL_STAFF)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRecordFactory(module=module, term=None, user=person.user, school=person.school, recorded_by=person.user)


# ---------------------------------------------------------------------- tables


def test_a_councils_table_says_in_words_who_has_done_what(client, council, principal, module):
    done, late, student = (
        member(council),
        member(council, starts_on=date(2025, 7, 1)),
        member(council, seat__kind="STUDENT", seat__votes=False, name="Kim"),
    )
    TrainingModule.objects.filter(pk=module.pk).update(audiences=["PARENT", "STUDENT"])
    TrainingRecordFactory(module=module, term=done, day=date(2025, 10, 2))
    page = client.get(address("council", council.school.code)).content.decode()
    for words in (done.name, late.name, "Completed", "Overdue", "A student", "1 of 3 required trainings are done."):
        assert words in page
    assert student.name not in page
    lines = b"".join(client.get(address("council", council.school.code) + "?format=csv").streaming_content).decode()
    assert "Overdue,2025-08-30,80" in lines and "Kim" not in lines


def test_the_pages_ask_the_database_as_often_for_many_as_for_few(
    client, council, principal, module, django_assert_max_num_queries
):
    for _number in range(4):
        TrainingRecordFactory(module=module, term=member(council), day=date(2025, 10, 2))
    client.get(address("council", council.school.code))
    with django_assert_max_num_queries(24):
        client.get(address("council", council.school.code))
    with django_assert_max_num_queries(20):
        client.get(address("overview"))
    with django_assert_max_num_queries(20):
        client.get(address("own"))


def test_central_office_sees_schools_and_takes_the_list_away(client, council, module):
    client.force_login(MembershipFactory(district_wide=True).user)
    member(council, starts_on=date(2025, 7, 1))
    TrainingRecordFactory(module=module, term=member(CouncilFactory()), day=date(2025, 10, 2))
    page = client.get(address("overview"))
    assert [count.overdue for _school, count in page.context["page"].object_list] in ([1, 0], [0, 1])
    assert page.context["in_time"] == "50.0%"
    only = client.get(address("overview") + "?show=overdue&page=99")
    assert [school for school, _count in only.context["page"].object_list] == [council.school]
    lines = b"".join(client.get(address("overview") + "?format=csv").streaming_content).decode().splitlines()
    assert len(lines) == 3 and "FOIA" in lines[1]


def test_a_persons_own_page_says_what_is_due_where_it_is_taught_and_gives_certificates(client, council, module):
    person = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    term = member(council, user=person, name="")
    a_session(module)
    other = TrainingModuleFactory(name="The budget")
    record = TrainingRecordFactory(module=other, term=term, day=date(2025, 10, 2))
    client.force_login(person)
    page = client.get(address("own")).content.decode()
    for words in ("Open meetings", "You still need this", "The budget", address("certificate", record.pk, "es")):
        assert words in page
    client.force_login(UserFactory())
    assert "Nothing is asked of you today" in client.get(address("own")).content.decode()


# ---------------------------------------------------------------------- certificates


def test_a_certificate_names_an_adult_says_what_and_when_and_who_signs_in_both_languages(client, council, module):
    TrainingRules.objects.create(pk=1, signer="Dr. Rivera", office_en="Superintendent", office_es="Superintendente")
    person = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school, user__name="Ana Rivera").user
    record = TrainingRecordFactory(module=module, term=member(council, user=person, name=""), minutes=90)
    client.force_login(person)
    english = client.get(address("certificate", record.pk, "en"))
    words = words_of(english.content)
    for text in ("Ana Rivera", "Open meetings", "1 hour, 30 minutes", "Dr. Rivera", "Superintendent"):
        assert text in words
    assert record.number[:4] in words and "no-store" in english["Cache-Control"]
    assert "H1" in names_of(english.content) or "Title" in names_of(english.content)
    spanish = words_of(client.get(address("certificate", record.pk, "es")).content)
    assert "Reuniones abiertas" in spanish and "Superintendente" in spanish
    assert client.get(address("certificate", record.pk, "fr")).status_code == 404
    client.force_login(MembershipFactory(role=Role.COUNCIL_MEMBER).user)
    assert client.get(address("certificate", record.pk, "en")).status_code == 404


def test_a_students_certificate_has_no_name_and_no_number_and_no_public_page_knows_it(council, principal, module):
    term = member(council, seat__kind="STUDENT", seat__votes=False, name="Kim")
    session = a_session(module, school=council.school)
    person = person_of(people_at(council.school, TODAY), f"t{term.pk}")
    recording.record_presence(session, council.school, person, True, by=principal)
    record = TrainingRecord.objects.get()
    assert record.number is None
    words = words_of(certificate(record, catalogue.rules()).pdf())
    assert "Kim" not in words and "A student member" in words and "Check number" not in words


def test_anybody_checks_a_number_and_reads_no_name(client, council, module):
    record = TrainingRecordFactory(module=module, term=member(council, name="Ana  Rivera"), number="ABCD2345EFGH")
    page = client.get(address("check-number", "abcd-2345-efgh")).content.decode()
    assert "This number was given" in page and "Open meetings" in page
    assert "Rivera" not in page and str(council.school) not in page
    right = client.post(address("check"), {"number": " abcd 2345 efgh", "name": "ana rivera"}).content.decode()
    assert "The name is the one on the certificate." in right
    wrong = client.post(address("check"), {"number": "ABCD2345EFGH", "name": "Ana Riviera"}).content.decode()
    assert "The name is not the one on the certificate." in wrong
    assert "This number was not given" in client.get(address("check-number", "0")).content.decode()
    TrainingRecord.objects.filter(pk=record.pk).update(confirmed_by=None, confirmed_at=None)
    assert "This number was not given" in client.get(address("check-number", "ABCD2345EFGH")).content.decode()


# ---------------------------------------------------------------------- told, asked, counted


def told(kind):
    return [one.recipient for one in Notice.objects.filter(kind=kind.code).order_by("pk").select_related("recipient")]


def test_people_hear_before_and_after_the_day_until_they_have_done_it(council, module):
    ReminderRule.objects.all().delete()
    for days, escalates in ((-7, False), (1, False), (7, True)):
        ReminderRule.objects.create(days=days, escalates=escalates)
    due = date(2025, 11, 30)  # a Sunday
    person = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    term = member(council, user=person, name="")
    member(council)  # without an account: nobody to write to
    head = MembershipFactory(role=Role.PRINCIPAL, school=council.school).user
    central = MembershipFactory(district_wide=True).user
    reminders.remind(date(2025, 11, 24))
    assert told(notices.DUE_SOON) == [person]
    reminders.remind(date(2025, 11, 24))
    assert told(notices.DUE_SOON) == [person]
    reminders.remind(date(2025, 12, 1))
    assert told(notices.OVERDUE) == [person] and told(notices.PEOPLE_OVERDUE) == [head]
    reminders.remind(date(2025, 12, 8))
    assert set(told(notices.PEOPLE_OVERDUE)) == {head, central}
    with time_machine.travel("2025-12-08T15:00"):
        late = list(Notice.objects.filter(kind=notices.OVERDUE.code))
        assert notices.done_meanwhile(late) == set()
        TrainingRecordFactory(module=module, term=term, day=due)
        assert notices.done_meanwhile(late) == {one.pk for one in late}
        assert notices.nobody_overdue(list(Notice.objects.filter(kind=notices.PEOPLE_OVERDUE.code))) == set()


def test_those_who_need_it_hear_of_a_session_that_is_near(council, module):
    ReminderRule.objects.all().delete()
    ReminderRule.objects.create(days=-7)
    needs = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    member(council, user=needs, name="")
    has = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    TrainingRecordFactory(module=module, term=member(council, user=has, name=""), day=date(2025, 10, 2))
    session = a_session(module)
    TrainingSession.objects.update(held_on=TODAY + timedelta(days=7))
    reminders.remind(TODAY)
    assert told(notices.SESSION_SOON) == [needs]
    found = list(Notice.objects.filter(kind=notices.SESSION_SOON.code))
    assert notices.sessions_over(found) == set()
    TrainingSession.objects.filter(pk=session.pk).update(state="CANCELLED", cancelled_reason="Snow")
    assert notices.sessions_over(found) == {one.pk for one in found}


def sentences(user):
    return [item.sentence for item in training_items.items_for(user, TODAY)]


def test_my_work_names_what_waits_for_each(council, principal, module):
    person = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    term = member(council, user=person, name="", starts_on=date(2025, 7, 1))
    central = MembershipFactory(district_wide=True).user
    session = a_session(module, school=council.school)
    TrainingRecordFactory(module=module, term=term, confirmed_by=None, confirmed_at=None)
    assert sentences(person) == ["Your training “Open meetings” was due on August 30, 2025."]
    assert sentences(principal) == [
        f"1 person at {council.school} has training overdue.",
        "1 training completed elsewhere waits to be confirmed.",
        f"Record who was at the training “{session}” on November 18, 2025.",
    ]
    assert sentences(central)[0] == "At 1 school training is overdue."
    assert sentences(UserFactory()) == []


def test_a_member_finds_the_training_they_need_in_their_calendar(council, module):
    person = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    member(council, user=person, name="")
    a_session(module, link="https://meet.example.org/1")
    a_session(TrainingModuleFactory(audiences=[]))
    CalendarFeed.objects.create(user=person)
    (event,) = icalendar.Calendar.from_ical(calendar_feed.calendar_of(person, TODAY)).walk("VEVENT")
    assert str(event["summary"]) == "Training: Open meetings"
    assert event["dtstart"].dt.isoformat() == "2025-11-18T23:00:00+00:00"
    assert str(event["location"]) == "Library, https://meet.example.org/1"


def test_the_dashboards_count_what_the_records_say(council, principal, module):
    session, term = a_session(module, school=council.school), member(council)
    for _number in range(2):
        a_session(module, state=SessionState.HELD, families_total=4)
    person = person_of(people_at(council.school, TODAY), f"t{term.pk}")
    rollups.rebuild()
    recording.record_presence(session, council.school, person, True, by=principal)
    waits = TrainingRecordFactory(module=module, term=member(council), confirmed_by=None, confirmed_at=None)
    rollups.refresh_all()
    counted = counted_by_rollup()
    month, school = TODAY.replace(day=1), council.school.pk
    assert counted[school, month, ALL_ROWS]["trainings_in_time"] == 1
    assert counted[school, month, module.pk]["trainings_of_members"] == 1
    assert counted[school, month, ALL_ROWS]["training_sessions_held"] == 1
    district = counted[DISTRICT_WIDE, month, ALL_ROWS]
    assert (district["training_sessions_held"], district["training_others"]) == (2, 8)
    waits.confirmed_by, waits.confirmed_at = principal, waits.recorded_at
    waits.save()
    assert is_right()
    session = TrainingSession.objects.get(pk=session.pk)
    session.held_on = date(2025, 10, 7)
    session.save()
    recording.settle(session)
    assert is_right()
    TrainingRecord.objects.all().delete()
    assert is_right()


def is_right():
    rollups.refresh_all()
    found = rollup_check.verify()
    return not found.differences and not found.waiting


# ---------------------------------------------------------------------- on other pages


def test_the_public_page_of_a_council_shows_the_sessions_of_the_district_and_no_numbers(client, council, module):
    a_session(module, link="https://meet.example.org/1")
    hidden = a_session(TrainingModuleFactory(name="Only there"), school=council.school)
    page = client.get(council.get_absolute_url()).content.decode()
    assert "Open meetings" in page and "https://meet.example.org/1" in page
    assert str(hidden) not in page and "required trainings" not in page


def test_pages_of_compacts_lead_to_the_training_for_them(client, principal):
    session = a_session(TrainingModuleFactory(code="COMPACT", name="School-family compacts"))
    assert session.get_absolute_url() in client.get(reverse("governance:compact-list")).content.decode()
