"""A link without an account: one programme, one form, nothing else, until it expires or is revoked."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from partnerships.agreements import links
from partnerships.models import ServiceEntry
from partnerships.views.agreements import by_link
from tests.factories import ProgrammeSiteFactory, SchoolFactory, ServiceEntryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return ProgrammeSiteFactory()


def sent(site, **more):
    values = {"contact": "Ana Ruiz", "email": "ana@partner.example", "language": "es", "by": UserFactory()}
    return links.send(programme=site.programme, **{"school": None, **values, **more})[0]


def form(site, **values):
    return {
        "place": site.pk,
        "starts_on": "2025-10-14",
        "sessions": "2",
        "entry_key": "5b3f7c1e-7a34-4c58-9f4c-111111111111",
        **values,
    }


def test_a_link_is_mailed_in_the_language_of_its_reader(site):
    link = sent(site)
    (letter,) = mail.outbox
    assert letter.to == ["ana@partner.example"]
    assert "No necesita cuenta" in letter.body
    assert links.token_of(link) in letter.body


def test_a_link_works_until_it_expires_is_revoked_or_its_agreement_is_not_in_force(site):
    link = sent(site)
    token = links.token_of(link)
    assert links.link_of(token) == link
    assert links.link_of(token[:-2] + "xx") is None
    assert links.link_of("") is None
    assert links.link_of(token, now=link.expires_at + timedelta(seconds=1)) is None
    assert links.revoke(link)
    assert links.link_of(token) is None
    assert not links.revoke(link)
    other = sent(site)
    agreement = site.programme.agreement
    agreement.state = "PROPOSED"
    agreement.save()
    assert links.link_of(links.token_of(other)) is None


def test_with_it_service_is_logged_and_the_same_form_counts_once(client, site):
    link = sent(site)
    address = reverse("partnerships:service-by-link", args=[links.token_of(link)])
    for _time in range(2):
        assert client.post(address, form(site)).status_code == 302
    entry = ServiceEntry.objects.get()
    assert (entry.link, entry.logged_by, entry.sessions, entry.state) == (link, None, 2, "LOGGED")


def test_it_shows_nothing_of_what_was_logged_nor_of_other_programmes(client, site):
    ServiceEntryFactory(programme=site.programme, school=site.school, note="Only for the school")
    other = ProgrammeSiteFactory()
    response = client.get(reverse("partnerships:service-by-link", args=[links.token_of(sent(site))]))
    page = response.content.decode()
    assert site.programme.name in page
    assert "Only for the school" not in page
    assert other.programme.name not in page
    assert response["Referrer-Policy"] == "same-origin"  # the address is the key: no other site learns it
    address = reverse("partnerships:service-by-link", args=[links.token_of(sent(site))])
    assert client.post(address, form(other)).status_code == 200
    assert ServiceEntry.objects.count() == 1


def test_the_link_of_a_school_logs_for_that_school_alone(site):
    elsewhere = ProgrammeSiteFactory(programme=site.programme, school=SchoolFactory())
    assert list(links.sites_of(sent(site, school=site.school))) == [site]
    assert set(links.sites_of(sent(site))) == {site, elsewhere}


def test_too_much_from_one_address_is_refused_in_words(client, site, monkeypatch):
    monkeypatch.setattr(by_link, "MOST_AN_HOUR", 1)
    address = reverse("partnerships:service-by-link", args=[links.token_of(sent(site))])
    client.post(address, form(site))
    again = client.post(address, form(site, entry_key="5b3f7c1e-7a34-4c58-9f4c-222222222222"))
    assert again.status_code == 429
    assert ServiceEntry.objects.count() == 1


def test_a_day_to_come_is_refused_beside_its_field(client, site):
    address = reverse("partnerships:service-by-link", args=[links.token_of(sent(site))])
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = client.post(address, form(site, starts_on=tomorrow.isoformat()))
    assert response.status_code == 200
    assert response.context["form"].errors["starts_on"]
