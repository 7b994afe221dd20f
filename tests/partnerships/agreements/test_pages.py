"""The pages of agreements, programmes and service: few queries however much there is; what they refuse and show."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from district import school_years
from district.access import Role
from fce_portal import agreement_items, calendar_feed
from partnerships.forms.agreements.agreements import AgreementForm
from partnerships.forms.agreements.programmes import SiteForm
from partnerships.models import Agreement, AgreementRules, PartnerAccount, ServiceEntry
from tests.factories import (
    AgreementFactory,
    MembershipFactory,
    PartnerFactory,
    ProgrammeFactory,
    ProgrammeSiteFactory,
    SchoolFactory,
    SchoolYearFactory,
    ServiceEntryFactory,
)

pytestmark = pytest.mark.django_db


def contact_of(partner):
    held = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    PartnerAccount.objects.create(membership=held, partner=partner)
    return held.user


def fill(programme, places):
    for _number in range(places):
        ServiceEntryFactory(programme=programme, school=SchoolFactory())


@pytest.mark.parametrize(("name", "most"), [("agreement-list", 16), ("programme-list", 16), ("service-list", 20)])
def test_a_list_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries, name, most):
    client.force_login(MembershipFactory(district_wide=True).user)
    for _number in range(4):
        fill(ProgrammeFactory(), 2)
    with django_assert_max_num_queries(most):
        assert client.get(reverse(f"partnerships:{name}")).status_code == 200


def test_the_page_of_a_programme_costs_the_same_for_one_and_for_many_places(client, django_assert_max_num_queries):
    client.force_login(MembershipFactory(district_wide=True).user)
    programme = ProgrammeFactory()
    fill(programme, 6)
    with django_assert_max_num_queries(26):
        assert client.get(programme.get_absolute_url()).status_code == 200


def test_a_new_program_begins_in_the_running_school_year(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    agreement = AgreementFactory()
    SchoolYearFactory(fall_year=school_years.fall_year_of(timezone.localdate()))
    page = client.get(reverse("partnerships:programme-add", args=[agreement.pk]))
    assert page.context["form"]["fall_year"].value() == school_years.fall_year_of(timezone.localdate())


def test_files_of_a_contact_hold_their_own_partner_alone(client):
    mine, theirs = ProgrammeFactory(fall_year=2025), ProgrammeFactory(fall_year=2025)
    for programme in (mine, theirs):
        fill(programme, 1)
    client.force_login(contact_of(mine.agreement.partner))
    for name in ("agreement-list", "programme-list", "service-list"):
        response = client.get(reverse(f"partnerships:{name}"), {"format": "csv", "year": "2025"})
        text = b"".join(response.streaming_content).decode()
        assert mine.agreement.partner.name + "," in text
        assert theirs.agreement.partner.name + "," not in text, name


def test_a_contact_logs_in_six_inputs_and_copies_the_entry(client):
    SchoolYearFactory(fall_year=2025)
    site = ProgrammeSiteFactory()
    client.force_login(contact_of(site.programme.agreement.partner))
    page = client.get(reverse("partnerships:service-log")).content.decode()
    shown = page[page.rindex("<form") : page.rindex("<details")]
    asked = re.findall(
        r'<(?:input|select|textarea)[^>]*name="([a-z_]+)"', re.sub(r"<input[^>]*hidden[^>]*>", "", shown)
    )
    assert asked == ["place", "starts_on", "sessions", "hours", "adults_total", "students_total"]
    typed = {
        "place": site.pk,
        "starts_on": "2025-10-14",
        "sessions": "3",
        "hours": "4.5",
        "entry_key": "5b3f7c1e-7a34-4c58-9f4c-333333333333",
    }
    response = client.post(reverse("partnerships:service-log"), typed)
    entry = ServiceEntry.objects.get()
    assert response.url == reverse("partnerships:service-saved", args=[entry.pk])
    copied = client.get(reverse("partnerships:service-copy", args=[entry.pk])).context["form"]
    assert (copied["sessions"].value(), copied["place"].value()) == (3, str(site.pk))


def test_the_form_for_one_program_names_it(client):
    entry = ServiceEntryFactory()
    client.force_login(contact_of(entry.programme.agreement.partner))
    page = client.get(reverse("partnerships:service-copy", args=[entry.pk]))
    assert page.context["form"].programme == entry.programme
    assert f'<p class="kicker">{entry.programme}</p>' in page.content.decode()


def test_whoever_answers_reads_the_question(client):
    entry = ServiceEntryFactory(state="QUESTIONED")
    for kind, text in (("QUESTION", "Which day?"), ("ANSWER", "Monday."), ("QUESTION", "Which hall?")):
        entry.remarks.create(kind=kind, text=text, said_by=entry.logged_by)
    client.force_login(contact_of(entry.programme.agreement.partner))
    page = client.get(reverse("partnerships:service-move", args=[entry.pk, "answer"])).content.decode()
    assert "“Which hall?”" in page and "Which day?" not in page


def test_a_closed_year_asks_why_it_is_corrected(client):
    year = SchoolYearFactory(fall_year=2025)
    user = MembershipFactory(district_wide=True).user
    year.__class__.objects.lock(year, by=user)
    site = ProgrammeSiteFactory()
    client.force_login(user)
    typed = {
        "place": site.pk,
        "starts_on": "2025-10-14",
        "sessions": "1",
        "entry_key": "5b3f7c1e-7a34-4c58-9f4c-444444444444",
    }
    assert client.post(reverse("partnerships:service-log"), typed).context["form"].errors["correction"]
    client.post(reverse("partnerships:service-log"), typed | {"correction": "Found in a folder."})
    assert ServiceEntry.objects.count() == 1


def test_a_correction_goes_back_to_the_school_with_both_numbers(client):
    SchoolYearFactory(fall_year=2025)
    principal = MembershipFactory()
    programme = ProgrammeFactory()
    user = contact_of(programme.agreement.partner)
    entry = ServiceEntryFactory(
        programme=programme,
        school=principal.school,
        sessions=5,
        logged_by=user,
        state="CONFIRMED",
        confirmed_by=principal.user,
    )
    client.force_login(user)
    address = reverse("partnerships:service-correct", args=[entry.pk])
    seen = client.get(address).context["form"]["seen"].value()
    typed = {"starts_on": "2025-10-14", "ends_on": "2025-10-14", "sessions": "4", "seen": seen}
    assert client.post(address, typed).status_code == 302
    client.force_login(principal.user)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "sessions 5, now 4" in page


def test_only_what_is_ticked_and_ones_own_schools_is_confirmed(client):
    principal = MembershipFactory()
    programme = ProgrammeFactory()
    ours, left = (ServiceEntryFactory(programme=programme, school=principal.school) for _number in range(2))
    theirs = ServiceEntryFactory(programme=programme, school=SchoolFactory())
    client.force_login(principal.user)
    ticked = {"entry": [ours.pk, theirs.pk, "0", "9" * 40, "x"], "back": "https://elsewhere.example/"}
    response = client.post(reverse("partnerships:service-confirm-several"), ticked)
    assert response.url == reverse("partnerships:service-list")
    states = {one.pk: one.state for one in ServiceEntry.objects.all()}
    assert states == {ours.pk: "CONFIRMED", left.pk: "LOGGED", theirs.pk: "LOGGED"}


# ---------------------------------------------------------------------- My work


def sentences(user, today=date(2025, 12, 3)):
    return [item.sentence for item in agreement_items.items_for(user, today)]


def test_a_contact_reads_what_the_school_asks_and_which_month_is_silent():
    site = ProgrammeSiteFactory()
    user = contact_of(site.programme.agreement.partner)
    ServiceEntryFactory(programme=site.programme, school=site.school, state="QUESTIONED")
    ProgrammeSiteFactory()  # another partner's
    found = sentences(user)
    assert len(found) == 2
    assert "asks about your entry" in found[0]
    assert "November 2025" in found[1]
    assert sentences(user, date(2025, 9, 3)) == found[:1]  # nothing was agreed for August


def test_a_principal_reads_how_many_entries_wait_and_a_council_member_nothing():
    entry = ServiceEntryFactory(programme=ProgrammeFactory(), school=SchoolFactory())
    ServiceEntryFactory(programme=entry.programme, school=SchoolFactory())
    principal = MembershipFactory(school=entry.school).user
    assert sentences(principal) == ["1 entry of a partner's service waits for you to confirm it."]
    assert sentences(MembershipFactory(role=Role.COUNCIL_MEMBER, school=entry.school).user) == []


def test_central_office_reads_of_agreements_that_end_and_expired_until_they_are_renewed():
    user = MembershipFactory(district_wide=True).user
    AgreementFactory(name="Soon", ends_on=date(2026, 1, 10))
    AgreementFactory(name="Late", ends_on=date(2025, 11, 10))
    renewed = AgreementFactory(name="Renewed", ends_on=date(2026, 1, 10))
    AgreementFactory(renews=renewed, state="PROPOSED")
    AgreementFactory(name="Far", ends_on=date(2027, 1, 10))
    found = " ".join(sentences(user))
    assert "“Soon”" in found
    assert "“Late”" in found
    assert "“Renewed”" not in found
    assert "“Far”" not in found
    assert "1 agreement with a partner is proposed." in found


def test_the_calendar_of_a_contact_holds_the_end_of_their_own_agreement_alone():
    mine = AgreementFactory(ends_on=date(2026, 1, 10))
    AgreementFactory(ends_on=date(2026, 1, 11))
    user = contact_of(mine.partner)
    found = calendar_feed.agreements_of(user, date(2025, 12, 1))
    assert [one.pk for one in found] == [mine.pk]
    assert calendar_feed.agreement_end(found[0])["dtstart"].dt == date(2026, 1, 10)
    assert not calendar_feed.agreements_of(MembershipFactory(role=Role.COUNCIL_MEMBER).user, date(2025, 12, 1))


# ---------------------------------------------------------------------- forms


def test_the_days_of_reminders_are_kept_each_once_and_the_farthest_first(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    address = reverse("partnerships:agreement-rules")
    seen = client.get(address).context["form"]["seen"].value()
    client.post(address, {"reminder_days": "10, 60,10", "link_days": "14", "seen": seen})
    rules = AgreementRules.objects.get()
    assert (rules.reminder_days, rules.link_days) == ([60, 10], 14)
    seen = client.get(address).context["form"]["seen"].value()
    refused = client.post(address, {"reminder_days": "0, x", "link_days": "0", "seen": seen})
    assert set(refused.context["form"].errors) == {"reminder_days", "link_days"}


def test_an_agreement_is_entered_and_once_in_force_keeps_its_term_and_its_place():
    by, partner, school = MembershipFactory(district_wide=True).user, PartnerFactory(), SchoolFactory()
    typed = {"partner": partner.pk, "kind": "MOU", "name": "Reading together", "contents": ["COSTS"]}
    form = AgreementForm(typed, instance=Agreement(made_by=by))
    assert form.is_valid(), form.errors
    agreement = form.save()
    assert (agreement.state, agreement.contents) == ("PROPOSED", ["COSTS"])
    in_force = AgreementFactory(partner=partner)
    seen = AgreementForm(instance=in_force)["seen"].value()
    both = {"kind": "MOU", "name": "x", "seen": seen, "covers_district": "on", "schools": [school.pk]}
    assert set(AgreementForm(both, instance=in_force).errors) == {"schools", "starts_on", "ends_on"}
    assert set(AgreementForm({"kind": "INFORMAL", "name": "x", "seen": seen}, instance=in_force).errors) == {
        "starts_on",
        "schools",
    }


def test_a_place_is_added_once_with_what_was_agreed_and_only_from_the_agreements_schools():
    site, other = ProgrammeSiteFactory(), SchoolFactory()
    agreement = site.programme.agreement
    agreement.schools.set([site.school, other])
    SchoolFactory()
    form = SiteForm(site.programme)
    assert [key for key, _name in form.fields["place"].choices] == [str(other.pk), "0"]
    without_months = SiteForm(site.programme, {"place": other.pk, "sessions": "3", "per": "MONTH"})
    assert set(without_months.errors) == {"months"}
    saved = SiteForm(site.programme, {"place": "0", "sessions": "30", "per": "YEAR", "months": ["10", "1"]}).save()
    assert (saved.school, saved.months, saved.per) == (None, [10, 1], "YEAR")


def test_a_place_without_service_can_be_taken_out_and_one_with_service_stays(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    site = ProgrammeSiteFactory()
    edit, remove = (reverse(f"partnerships:programme-site-{what}", args=[site.pk]) for what in ("edit", "remove"))
    assert remove in client.get(edit).content.decode()
    entry = ServiceEntryFactory(programme=site.programme, school=site.school)
    assert remove not in client.get(edit).content.decode()
    client.post(remove)
    assert site.programme.sites.exists()
    entry.delete()
    client.post(remove)
    assert not site.programme.sites.exists()
