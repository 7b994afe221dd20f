"""Service that partners log: what is taken, how it is confirmed, and what a school and a partner may do with it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from district.access import Role
from district.history import history_of
from district.models import Notice, SchoolYear
from indicators import rollup_check, rollups
from indicators.models import StaleCell
from partnerships.agreements import service
from partnerships.models import PartnerAccount, ServiceEntry
from partnerships.service_measures import SERVICE
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    ProgrammeFactory,
    ProgrammeSiteFactory,
    SchoolFactory,
    SchoolYearFactory,
    ServiceEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def contact_of(partner):
    held = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    PartnerAccount.objects.create(membership=held, partner=partner)
    return held.user


@pytest.fixture
def site():
    return ProgrammeSiteFactory()


def log(site, by, **values):
    day = values.pop("starts_on", date(2025, 10, 14))
    return service.log_service(programme=site.programme, school=site.school, starts_on=day, by=by, **values)


def test_a_form_that_arrives_twice_is_one_entry(site):
    person = UserFactory()
    entry, is_new = log(site, person, sessions=2)
    again, is_new_again = log(site, person, sessions=2, entry_key=entry.entry_key)
    assert (is_new, is_new_again, again.pk) == (True, False, entry.pk)


def test_the_key_of_somebody_else_says_nothing_about_an_entry(site):
    entry, _new = log(site, UserFactory())
    other, is_new = log(site, UserFactory(), entry_key=entry.entry_key)
    assert is_new
    assert other.pk != entry.pk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": date(2025, 6, 30)}, "starts_on"),  # the school year before
        ({"starts_on": date(2026, 7, 1)}, "starts_on"),
        ({"starts_on": date(2025, 10, 31), "ends_on": date(2025, 11, 1)}, "ends_on"),
        ({"starts_on": date(2025, 10, 3), "ends_on": date(2025, 10, 2)}, "ends_on"),
        ({"sessions": 0}, "sessions"),
        ({"sessions": 501}, "sessions"),
        ({"students_total": 20_001}, "students_total"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(site, values, field):
    with pytest.raises(ValidationError) as refusal:
        log(site, UserFactory(), **values)
    assert field in refusal.value.message_dict


def test_nothing_is_logged_before_it_took_place(site):
    entry = ServiceEntry(programme=site.programme, school=site.school, starts_on=date(2025, 10, 2))
    assert "starts_on" in service.faults(entry, places={site.school_id}, today=date(2025, 10, 1))
    assert not service.faults(entry, places={site.school_id}, today=date(2025, 10, 2))


def test_nothing_is_logged_for_a_school_that_the_programme_does_not_serve(site):
    with pytest.raises(ValidationError) as refusal:
        service.log_service(
            programme=site.programme, school=SchoolFactory(), starts_on=date(2025, 10, 14), by=UserFactory()
        )
    assert "school" in refusal.value.message_dict
    with pytest.raises(DatabaseError, match="does not serve"), transaction.atomic():
        ServiceEntry.objects.create(
            programme=site.programme,
            school=None,
            starts_on=date(2025, 10, 14),
            ends_on=date(2025, 10, 14),
            logged_by=UserFactory(),
        )


def test_nothing_is_logged_under_an_agreement_that_is_only_proposed():
    site = ProgrammeSiteFactory(programme__agreement__state="PROPOSED")
    with pytest.raises(ValidationError) as refusal:
        log(site, UserFactory())
    assert "programme" in refusal.value.message_dict


def test_a_place_with_service_stays(site):
    log(site, UserFactory())
    with pytest.raises(DatabaseError, match="it is kept"), transaction.atomic():
        site.delete()


# ---------------------------------------------------------------------- the way to confirmed


def test_a_question_is_answered_and_then_confirmed(site):
    partner_side = contact_of(site.programme.agreement.partner)
    principal = MembershipFactory(school=site.school).user
    entry, _new = log(site, partner_side)
    service.move("question", entry=entry, by=principal, text="Was  the hall\nopen?")
    assert Notice.objects.get(kind="service.question").recipient == partner_side
    service.move("answer", entry=entry, by=partner_side, text="Yes, until six.")
    assert Notice.objects.get(kind="service.answer").recipient == principal
    entry = service.move("confirm", entry=entry, by=principal)
    assert (entry.state, entry.confirmed_by) == ("CONFIRMED", principal)
    assert [one.text for one in entry.remarks.all()] == ["Was the hall open?", "Yes, until six."]


def test_who_logged_an_entry_does_not_confirm_it(site):
    principal = MembershipFactory(school=site.school).user
    entry, _new = log(site, principal)
    assert "confirm" not in [one.name for one in service.moves_for(principal, entry)]
    with pytest.raises(service.NotPossible):
        service.move("confirm", entry=entry, by=principal)
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceEntry.objects.filter(pk=entry.pk).update(state="CONFIRMED", confirmed_by=principal)
    assert service.confirm_several(ServiceEntry.objects.all(), by=principal) == 0


def test_a_question_needs_words_and_a_step_its_state(site):
    entry, _new = log(site, UserFactory())
    other = UserFactory()
    for name, text in (("question", "  "), ("answer", "There was no question.")):
        with pytest.raises(service.NotPossible):
            service.move(name, entry=entry, by=other, text=text)


def test_several_are_confirmed_at_once_and_questioned_ones_are_left(site):
    person, principal = UserFactory(), UserFactory()
    entries = [log(site, person)[0] for _number in range(3)]
    service.move("question", entry=entries[0], by=principal, text="Twice?")
    assert service.confirm_several(ServiceEntry.objects.all(), by=principal) == 2


def test_confirming_in_a_closed_year_is_noted_in_the_history(site):
    year, other = SchoolYearFactory(fall_year=2025), UserFactory()
    entry, _new = log(site, UserFactory())
    SchoolYear.objects.lock(year, by=other)
    entry = service.move("confirm", entry=entry, by=other)
    assert "closed" in history_of(entry)[0].note


def test_correcting_a_confirmed_entry_sends_it_back_with_both_numbers(site):
    person, principal = UserFactory(), UserFactory()
    entry, _new = log(site, person, sessions=3, hours=4)
    service.move("confirm", entry=entry, by=principal)
    entry.refresh_from_db()
    entry.sessions = 2
    service.correct(entry, by=person)
    entry.refresh_from_db()
    assert (entry.state, entry.confirmed_by) == ("LOGGED", None)
    assert service.changes(entry.confirmed_values, entry.values()) == ["sessions 3, now 2"]
    entry = service.move("confirm", entry=entry, by=principal)
    assert entry.confirmed_values is None


def test_a_new_note_leaves_a_confirmed_entry_confirmed(site):
    entry, _new = log(site, UserFactory())
    entry = service.move("confirm", entry=entry, by=UserFactory())
    entry.note = "In the library."
    assert service.correct(entry, by=UserFactory()).state == "CONFIRMED"


def test_no_way_of_writing_changes_the_counts_of_a_confirmed_entry(site):
    entry, _new = log(site, UserFactory())
    service.move("confirm", entry=entry, by=UserFactory())
    with pytest.raises(DatabaseError, match="corrected"), transaction.atomic():
        ServiceEntry.objects.filter(pk=entry.pk).update(sessions=9)


def test_a_correction_answers_a_question_and_whoever_asked_hears_of_it(site):
    person, principal = UserFactory(), MembershipFactory(school=site.school).user
    entry, _new = log(site, person, adults_total=None)
    entry = service.move("question", entry=entry, by=principal, text="How many came?")
    entry.adults_total = 12
    assert service.correct(entry, by=person).state == "ANSWERED"
    assert "adults not known, now 12" in entry.remarks.last().text
    assert Notice.objects.get(kind="service.answer").recipient == principal


# ---------------------------------------------------------------------- what is counted


def test_confirmed_and_unconfirmed_are_counted_apart_and_what_was_taken_back_not_at_all(site):
    person, other = UserFactory(), UserFactory()
    confirmed, _new = log(site, person, sessions=3, hours="4.5", adults_total=20)
    log(site, person, sessions=2, adults_total=7)
    gone, _new = log(site, person, sessions=9)
    service.move("confirm", entry=confirmed, by=other)
    service.move("take-back", entry=gone, by=person, text="Logged twice.")
    assert StaleCell.objects.filter(source="service").exists()
    rollups.refresh_all()
    assert not rollup_check.verify().differences
    from indicators.engagement import school_by_month

    counts = school_by_month(site.school, 2025).total.counts
    assert (counts["service_sessions"], counts["service_sessions_unconfirmed"]) == (3, 2)
    assert (counts["service_hours"], counts["service_adults"], counts["service_entries"]) == (4.5, 20, 2)


def test_what_no_measure_reads_makes_nothing_stale(site):
    entry, _new = log(site, UserFactory())
    StaleCell.objects.all().delete()
    ServiceEntry.objects.filter(pk=entry.pk).update(note="In the hall.", changed_at=timezone.now())
    assert not StaleCell.objects.filter(source=SERVICE.name).exists()


# ---------------------------------------------------------------------- who sees it


def test_a_contact_sees_the_service_of_their_own_partner_alone():
    school = SchoolFactory()
    mine, theirs = (ServiceEntryFactory(programme=ProgrammeFactory(), school=school) for _number in range(2))
    user = contact_of(mine.programme.agreement.partner)
    assert list(ServiceEntry.objects.visible_to(user)) == [mine]
    assert [site.programme for site in service.sites_to_log(user, date(2025, 11, 1))] == [mine.programme]
    assert service.moves_for(user, theirs) == []
    nobody = MembershipFactory(role=Role.PARTNER_CONTACT, school=None).user
    assert not ServiceEntry.objects.visible_to(nobody).exists()
    assert not ServiceEntry.objects.visible_to(contact_of(PartnerFactory())).exists()


def test_a_school_sees_and_confirms_its_own_alone():
    ours, theirs = (ServiceEntryFactory(programme=ProgrammeFactory(), school=SchoolFactory()) for _number in range(2))
    staff = MembershipFactory(role=Role.SCHOOL_STAFF, school=ours.school).user
    assert list(ServiceEntry.objects.visible_to(staff)) == [ours]
    assert list(ServiceEntry.objects.confirmable_by(staff)) == [ours]
    assert [one.name for one in service.moves_for(staff, ours)] == ["confirm", "question"]
    assert not service.speaks_for(staff, ours)
    ours.logged_by = staff
    assert [one.name for one in service.moves_for(staff, ours)] == ["question", "take-back"]
    assert service.moves_for(staff, theirs) == []


def test_who_works_at_a_school_and_speaks_for_a_partner_sees_both_and_no_more():
    ours, theirs, others = (
        ServiceEntryFactory(programme=ProgrammeFactory(), school=SchoolFactory()) for _number in range(3)
    )
    user = contact_of(theirs.programme.agreement.partner)
    MembershipFactory(user=user, role=Role.SCHOOL_STAFF, school=ours.school)
    assert set(ServiceEntry.objects.visible_to(user)) == {ours, theirs}
    assert not ServiceEntry.objects.visible_to(user).filter(pk=others.pk).exists()
