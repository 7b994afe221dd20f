"""The way of an agreement: what stands in its way, how it expires, how it is renewed, who is reminded."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from district import evidence
from district.access import Role
from district.models import Notice
from indicators.scorecard.changes import Period
from partnerships.agreements import life, reminders, service
from partnerships.board_changes import of_partnerships
from partnerships.forms.agreements.filters import AgreementFilter
from partnerships.models import Agreement, AgreementRules, PartnerAccount, Programme, ServiceEntry
from partnerships.models.agreements import Standing
from tests.factories import (
    AgreementFactory,
    MembershipFactory,
    PartnerFactory,
    ProgrammeSiteFactory,
    SchoolFactory,
    UserFactory,
)
from tests.partnerships.surveys.worlds import finish, make_survey, make_version

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def add_signed(agreement, **more):
    person = UserFactory()
    kept = evidence.keep(upload=ContentFile(b"%PDF-1.7\n%%EOF", name="signed.pdf"), by=person)
    return life.add_document(agreement, evidence=kept, by=person, kind="SIGNED", title="Signed", **more)


@pytest.mark.parametrize(
    ("last_day", "standing"),
    [
        (TODAY + timedelta(days=91), Standing.ACTIVE),
        (TODAY + timedelta(days=90), Standing.EXPIRING),
        (TODAY, Standing.EXPIRING),
        (TODAY - timedelta(days=1), Standing.EXPIRED),
    ],
)
def test_an_agreement_is_expiring_for_ninety_days_and_then_expired(last_day, standing):
    agreement = AgreementFactory(ends_on=last_day)
    assert agreement.standing_on(TODAY) == standing
    found = {one: list(Agreement.objects.standing(one, TODAY)) for one in Standing}
    assert found == {one: [agreement] if one == standing else [] for one in Standing}


def test_an_informal_agreement_without_a_last_day_never_expires():
    agreement = AgreementFactory(kind="INFORMAL", ends_on=None)
    assert agreement.standing_on(TODAY) == Standing.ACTIVE
    assert list(Agreement.objects.standing(Standing.ACTIVE, TODAY)) == [agreement]


def test_a_memorandum_comes_into_force_once_nothing_is_missing():
    agreement = AgreementFactory(state="UNDER_REVIEW", starts_on=None, ends_on=None)
    assert len(life.why_not("activate", agreement)) == 5
    with pytest.raises(life.NotPossible):
        life.move("activate", agreement=agreement, by=UserFactory())
    agreement.schools.add(SchoolFactory())
    agreement.starts_on, agreement.ends_on, agreement.signed_on = date(2026, 1, 1), date(2026, 12, 31), TODAY
    agreement.partner_signer, agreement.district_signer = "A director", "A principal"
    agreement.save()
    assert life.why_not("activate", agreement) == ["Add the signed agreement as a document."]
    add_signed(agreement)
    assert life.move("activate", agreement=agreement, by=UserFactory()).state == "ACTIVE"


def test_an_informal_agreement_needs_neither_document_nor_signature():
    agreement = AgreementFactory(state="PROPOSED", kind="INFORMAL", ends_on=None, covers_district=True)
    assert life.why_not("activate", agreement) == []
    assert life.missing_contents(agreement) == []


def test_what_a_memorandum_does_not_say_is_named():
    agreement = AgreementFactory(contents=["OBJECTIVES", "CONFIDENTIALITY"])
    missing = life.missing_contents(agreement)
    assert len(missing) == 10
    assert "Student information and confidentiality" not in missing


def test_ending_asks_for_a_reason_and_keeps_the_day():
    agreement = AgreementFactory()
    with pytest.raises(life.NotPossible):
        life.move("end", agreement=agreement, by=UserFactory(), why="  ")
    ended = life.move("end", agreement=agreement, by=UserFactory(), why="The partner closed.")
    assert ended.ended_on is not None
    with pytest.raises(life.NotPossible):
        life.move("end", agreement=agreement, by=UserFactory(), why="Once more.")
    assert life.move("resume", agreement=ended, by=UserFactory(), why="A mistake.").ended_on is None


def test_the_database_keeps_an_agreement_in_force_whole():
    for values in ({"starts_on": None}, {"ends_on": None}, {"state": "ENDED"}, {"ends_on": date(2025, 6, 30)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgreementFactory(**values)


# ---------------------------------------------------------------------- renewing


def renew(agreement, **more):
    values = {"starts_on": date(2027, 7, 1), "ends_on": date(2028, 6, 30), "copy_programmes": True, "fall_year": 2027}
    return life.renew(agreement, by=UserFactory(), **values | more)


def test_a_renewal_points_to_the_old_one_and_copies_its_newest_programmes():
    old = AgreementFactory()
    old.schools.add(SchoolFactory())
    ProgrammeSiteFactory(programme__agreement=old, programme__fall_year=2024)
    site = ProgrammeSiteFactory(programme__agreement=old, reach=40)
    new = renew(old)
    assert (new.renews, new.state, list(new.schools.all())) == (old, "PROPOSED", list(old.schools.all()))
    copied = new.programmes.get()
    assert (copied.name, copied.fall_year, copied.sites.get().reach) == (site.programme.name, 2027, 40)
    assert not copied.entries.exists()


def test_the_old_one_is_renewed_when_the_new_one_comes_into_force():
    old = AgreementFactory(kind="INFORMAL", covers_district=True)
    new = renew(old, copy_programmes=False)
    old.refresh_from_db()
    assert old.state == "ACTIVE"
    life.move("activate", agreement=new, by=UserFactory())
    old.refresh_from_db()
    assert old.state == "RENEWED"


def test_one_renewal_at_a_time_and_another_once_it_was_given_up():
    old = AgreementFactory()
    first = renew(old)
    with pytest.raises(life.NotPossible):
        renew(old)
    given_up = life.move("withdraw", agreement=first, by=UserFactory(), why="Other terms.")
    assert (given_up.state, given_up.state_reason) == ("WITHDRAWN", "Other terms.")
    renew(old)
    assert life.why_not("resume", given_up)


def test_what_was_in_force_before_it_was_taken_up_again_has_ended_and_is_not_given_up():
    agreement = life.move("end", agreement=AgreementFactory(), by=UserFactory(), why="The grant is over.")
    agreement = life.move("resume", agreement=agreement, by=UserFactory(), why="Another grant.")
    assert life.move("withdraw", agreement=agreement, by=UserFactory(), why="None came.").state == "ENDED"


def test_nothing_is_expected_or_logged_under_an_agreement_that_was_given_up():
    site = ProgrammeSiteFactory(programme__agreement__state="PROPOSED")
    life.move("withdraw", agreement=site.programme.agreement, by=UserFactory(), why="No room.")
    assert not Programme.objects.running_in(site.programme.fall_year).exists()
    found = service.faults(
        ServiceEntry(programme=Programme.objects.get(), school=site.school), places={site.school_id}, today=TODAY
    )
    assert "programme" in found


def test_what_is_not_in_force_yet_or_was_ended_is_not_renewed():
    for values in (
        {"state": "UNDER_REVIEW"},
        {"state": "WITHDRAWN", "ended_on": TODAY, "state_reason": "No."},
        {"state": "ENDED", "ended_on": TODAY, "state_reason": "Over."},
    ):
        agreement = AgreementFactory(**values)
        assert life.why_not_renew(agreement)
        with pytest.raises(life.NotPossible):
            renew(agreement)


def test_a_document_is_replaced_once_and_its_earlier_version_stays():
    agreement = AgreementFactory()
    first = add_signed(agreement)
    second = add_signed(agreement, replaces=first)
    assert list(life.current_documents(agreement)) == [second]
    assert agreement.documents.count() == 2
    with pytest.raises(life.NotPossible):
        add_signed(agreement, replaces=first)


# ---------------------------------------------------------------------- reminders


@pytest.mark.parametrize(("days", "told"), [(91, False), (90, True), (86, False), (60, True), (30, True), (1, False)])
def test_reminders_come_ninety_sixty_and_thirty_days_before(days, told):
    on = date(2026, 3, 5)  # a Thursday after a school day
    ends = [one for _days, one in reminders.ends_to_tell(on)]
    assert ((on + timedelta(days=days)) in ends) == told


def test_nobody_is_reminded_on_a_weekend_and_what_fell_there_comes_on_monday():
    saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
    assert reminders.ends_to_tell(saturday) == []
    assert (30, saturday + timedelta(days=30)) in reminders.ends_to_tell(monday)


def test_the_days_of_reminders_are_the_districts():
    AgreementRules.objects.create(pk=1, reminder_days=[10])
    assert {days for days, _day in reminders.ends_to_tell(date(2026, 3, 5))} == {10}


def test_central_office_the_principal_and_the_contact_hear_once_and_nobody_once_it_is_renewed():
    on = date(2026, 3, 5)
    agreement = AgreementFactory(ends_on=on + timedelta(days=30))
    school = SchoolFactory()
    agreement.schools.add(school)
    central = MembershipFactory(district_wide=True).user
    principal = MembershipFactory(school=school).user
    contact = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    PartnerAccount.objects.create(membership=contact, partner=agreement.partner)
    MembershipFactory()  # the principal of another school
    other = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    PartnerAccount.objects.create(membership=other, partner=PartnerFactory())
    reminders.remind(on)
    reminders.remind(on)
    assert {one.recipient for one in Notice.objects.all()} == {central, principal, contact.user}
    assert Notice.objects.count() == 3
    renew(agreement)
    Notice.objects.all().delete()
    reminders.remind(on)
    assert not Notice.objects.exists()


# ---------------------------------------------------------------------- who sees it


def test_a_contact_sees_their_own_partners_agreements_and_a_school_those_that_cover_it():
    ours, theirs = AgreementFactory(), AgreementFactory()
    school = SchoolFactory()
    theirs.schools.add(school)
    everywhere = AgreementFactory(covers_district=True)
    held = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    PartnerAccount.objects.create(membership=held, partner=ours.partner)
    staff = MembershipFactory(role=Role.SCHOOL_STAFF, school=school).user
    board = MembershipFactory(role=Role.BOARD_MEMBER, school=None).user
    council = MembershipFactory(role=Role.COUNCIL_CHAIR, school=school).user
    assert set(Agreement.objects.visible_to(held.user)) == {ours}
    assert set(Agreement.objects.visible_to(staff)) == {theirs, everywhere}
    assert set(Agreement.objects.visible_to(board)) == {ours, theirs, everywhere}
    assert not Agreement.objects.visible_to(council).exists()


def test_the_list_is_filtered_by_what_makes_sense_and_nothing_else_breaks_it():
    user = MembershipFactory(district_wide=True).user
    soon = AgreementFactory(ends_on=TODAY + timedelta(days=20))
    AgreementFactory(ends_on=TODAY + timedelta(days=50))
    for query, expected in (
        ({"ends": "30"}, 1),
        ({"state": "EXPIRING"}, 2),
        ({"kind": "GRANT"}, 0),
        ({"q": soon.partner.name, "ends": "30"}, 1),
        ({"state": "0", "kind": "x", "school": "9" * 40, "ends": "-1"}, 2),
    ):
        assert AgreementFilter(user, query).apply(Agreement.objects.visible_to(user), TODAY).count() == expected, query


def test_the_board_hears_of_agreements_that_began_and_of_none_that_was_given_up():
    AgreementFactory()
    AgreementFactory(state="PROPOSED")
    AgreementFactory(state="WITHDRAWN", state_reason="Other terms.", ended_on=date(2025, 6, 1))
    begun, *_others = of_partnerships(Period(date(2025, 7, 1), date(2025, 7, 31)))
    assert (begun.code, begun.total) == ("agreements_begun", 1)


def test_the_board_hears_of_results_that_the_page_behind_the_number_shows_to_everybody():
    for is_public in (True, False):
        finish(make_survey(make_version(code=f"public-{is_public}".lower()), is_public=is_public))
    today = timezone.localdate()
    told = {one.code: one.total for one in of_partnerships(Period(today, today))}
    assert told["surveys_published"] == 1
