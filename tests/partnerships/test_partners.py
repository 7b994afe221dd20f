from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from district.access import Role
from district.history import history_of
from district.models import Membership
from partnerships.models import Partner, PartnerAccount
from tests.factories import (
    ActivityFactory,
    IndicatorFactory,
    InitiativeFactory,
    MembershipFactory,
    PartnerFactory,
    SchoolPartnershipFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("partnerships:partner-list")


@pytest.fixture
def administrator(client):
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None)
    client.force_login(person.user)
    return person


@pytest.fixture
def library():
    return PartnerFactory(name="Hartford Public Library", kinds=["LIBRARY"])


def contact_of(partner):
    held = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    if partner:
        PartnerAccount.objects.create(membership=held, partner=partner)
    return held


def page(partner, name="detail"):
    return reverse(f"partnerships:partner-{name}", args=[partner.pk])


def names(response):
    return [partner.name for partner in response.context["page"].object_list]


def test_a_partner_contact_sees_their_own_organisation_only(client, library):
    other = PartnerFactory()
    client.force_login(contact_of(library).user)

    assert names(client.get(LIST)) == [library.name]
    assert client.get(page(library)).status_code == 200
    assert client.get(page(other)).status_code == 404


def test_a_contact_of_no_partner_sees_none(client, library):
    client.force_login(contact_of(None).user)

    assert names(client.get(LIST)) == []


def test_a_contact_whose_role_has_ended_sees_nothing(client, library):
    held = contact_of(library)
    Membership.objects.filter(pk=held.pk).update(ends_on=date(2016, 1, 1))
    client.force_login(held.user)

    assert client.get(page(library)).status_code == 403


def test_a_principal_who_also_speaks_for_a_partner_reads_all_partners(client, library):
    held = contact_of(library)
    MembershipFactory(user=held.user)
    PartnerFactory(name="Another")
    client.force_login(held.user)

    assert names(client.get(LIST)) == ["Another", library.name]


@pytest.mark.parametrize(
    "query",
    [{"q": "library"}, {"kind": "LIBRARY"}, {"activity": "former"}],
)
def test_partners_can_be_filtered(client, administrator, library, query):
    if "activity" in query:
        Partner.objects.filter(pk=library.pk).update(is_active=False)
    PartnerFactory(name="Another", kinds=["ARTS"])

    assert names(client.get(LIST, query)) == [library.name]


@pytest.mark.parametrize("query", [{"kind": "SPACE"}, {"initiative": "x"}, {"page": "0"}, {"q": "\x00"}, {"sort": "?"}])
def test_what_the_address_says_wrongly_is_ignored(client, administrator, library, query):
    assert names(client.get(LIST, query)) == [library.name]


def test_the_page_says_where_a_partner_works_and_for_what(client, administrator, library):
    library.initiatives.add(InitiativeFactory(code="1.6", title="Community-wide initiatives"))
    activity = ActivityFactory(title="Story hour", school__name="Burns")
    activity.partners.add(library)

    text = client.get(page(library)).content.decode()

    for words in ("Story hour", "Burns", "1.6 Community-wide initiatives", "Library"):
        assert words in text


def test_a_partner_aims_at_what_its_partnerships_of_today_aim_at(client, administrator, library):
    whole, today, over = (IndicatorFactory(code=f"CODE_{place}", position=place) for place in (3, 1, 2))
    library.indicators.add(whole)
    SchoolPartnershipFactory(partner=library).indicators.add(today)
    SchoolPartnershipFactory(partner=library, ends_on=date(2016, 1, 1)).indicators.add(over)

    assert client.get(page(library)).context["indicators"] == [today, whole]


def test_a_contact_reads_their_activities_without_links_to_pages_of_schools_staff(client, library):
    activity = ActivityFactory(title="Story hour")
    activity.partners.add(library)
    client.force_login(contact_of(library).user)

    text = client.get(page(library)).content.decode()

    assert "Story hour" in text
    assert activity.get_absolute_url() not in text


def test_a_partner_is_added_and_changed_with_a_history(client, administrator):
    client.post(reverse("partnerships:partner-create"), {"name": "Hartford Performs", "kinds": ["ARTS"]})
    partner = Partner.objects.get()
    form = {"name": "Hartford Performs", "about": "Arts for all", "is_active": "on"}

    client.post(page(partner, "edit"), form | {"seen": newest(partner)})

    partner.refresh_from_db()
    assert (partner.about, partner.kinds) == ("Arts for all", [])
    changed = {change.field: change.after for change in history_of(partner)[0].changes}
    assert changed["About"] == "Arts for all"


def newest(partner):
    return partner.events.order_by("-pgh_id").values_list("pgh_id", flat=True).first()


def test_the_second_of_two_people_reads_first_what_the_other_saved(client, administrator, library):
    seen = newest(library)
    Partner.objects.filter(pk=library.pk).update(website="https://hplct.org")
    form = {"name": "City Library", "is_active": "on", "seen": seen}

    response = client.post(page(library, "edit"), form)

    asked = response.context["form"]
    assert "saved this on" in str(asked.errors)
    assert [str(label) for _value, label in asked.fields["keep-website"].choices] == [
        'Theirs: <span class="difference">https://hplct.org</span>',
        'As it was when you opened it: <span class="difference">empty</span>',
    ]
    assert "City Library" in response.content.decode()
    library.refresh_from_db()
    assert library.name == "Hartford Public Library"
    client.post(page(library, "edit"), form | {"seen": asked["seen"].value(), "keep-website": "theirs"})
    library.refresh_from_db()
    assert (library.name, library.website) == ("City Library", "https://hplct.org")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Hartford Public Library"}, "name"),
        ({"name": "nul\x00"}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"kinds": ["SPACE"]}, "kinds"),
        ({"initiatives": ["99999"]}, "initiatives"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, administrator, library, changes, field):
    response = client.post(reverse("partnerships:partner-create"), {"name": "New", "about": "Typed text"} | changes)

    assert field in response.context["form"].errors
    assert "Typed text" in response.content.decode()


def test_a_contact_is_invited_for_their_partner(client, administrator, library):
    form = {"name": "Lena Ortiz", "email": "Lena@Library.example", "language": "es"}

    client.post(page(library, "invite"), form)

    account = PartnerAccount.objects.select_related("membership__user").get()
    assert (account.partner, account.membership.role) == (library, Role.PARTNER_CONTACT)
    assert account.membership.user.email == "lena@library.example"
    assert mail.outbox[0].to == ["lena@library.example"]


def test_nobody_is_invited_to_speak_for_a_record_that_was_merged(client, administrator, library):
    PartnerFactory(merged_into=library, is_active=False, name="Library of Hartford")
    merged = library.merged_from.get()

    answer = client.post(page(merged, "invite"), {"name": "Lena", "email": "lena@library.example", "language": "en"})

    assert (answer.status_code, len(mail.outbox)) == (404, 0)


def test_an_address_that_has_an_account_is_not_invited_again(client, administrator, library):
    form = {"name": "Again", "email": administrator.user.email.upper(), "language": "en"}

    assert "email" in client.post(page(library, "invite"), form).context["form"].errors


def test_a_contact_without_a_partner_can_be_given_one(client, administrator, library):
    held = contact_of(None)

    client.post(page(library, "invite"), {"membership": held.pk})

    assert held.partner_account.partner == library


@pytest.mark.parametrize(
    ("role", "status"), [(Role.CENTRAL_OFFICE, 200), (Role.BOARD_MEMBER, 403), (Role.PARTNER_CONTACT, 403)]
)
def test_who_may_change_a_partner(client, library, role, status):
    client.force_login(MembershipFactory(role=role, school=None).user)

    assert client.get(page(library, "edit")).status_code == status


def test_the_partners_of_the_plan_are_loaded_once_and_stay_as_people_left_them():
    call_command("load_plan", verbosity=0)
    partner = Partner.objects.get(name="Hartford Public Library")
    partner.about = "Ours"
    partner.save()

    call_command("load_plan", verbosity=0)

    partner.refresh_from_db()
    assert partner.about == "Ours"
    assert [initiative.code for initiative in partner.initiatives.all()] == ["1.6"]
    assert Partner.objects.filter(name__icontains="shelter").count() == 0


def test_the_partners_can_be_downloaded(client, administrator, library):
    PartnerFactory(name="@cmd")

    response = client.get(LIST, {"format": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "Hartford Public Library,Library" in text
    assert "'@cmd" in text
