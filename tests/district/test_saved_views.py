"""Views that people keep: only the portal's own pages, in their own order, sent by link, and mail that ends at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail as mails
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from district import audit, own_pages, saved_views, ways_back
from district.access import Role
from district.models import OutgoingMail, SavedView
from district.models.mails import MailState
from district.models.saved_views import Subscription
from district.outbox import send_waiting
from fce_portal import digest
from indicators import rollups, view_mails
from tests.factories import (
    ActivityFactory,
    ImportRunFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)  # the first working day of its month too
ASK = "/ask/?of=m.activities_held&by=school&since=2025&until=2025"


@pytest.fixture
def person():
    held = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None, user__last_login=timezone.now())
    return held.user


def kept(owner, name="Ours", address="/dashboard/?year=2025", subscription=Subscription.NEVER, told_days_ago=0):
    view = SavedView(owner=owner, name=name, address=address, subscription=subscription)
    view.told_until = timezone.now() - timedelta(days=told_days_ago)
    return saved_views.keep(view)


# ---------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://evil.example/dashboard/",
        "//evil.example/dashboard/",
        "/\\evil.example/dashboard/",
        "/dashboard/\\..",
        "javascript:alert(1)",
        "dashboard/",
        "/dashboard",
        "/people/",  # a page that is not kept
        "/views/add/",
        "/accounts/logout/",
        "/nowhere/",
        "/dashboard/\nSet-Cookie: a=b",
        "/dashboard/?q=" + "a" * 2000,
        None,
    ],
)
def test_only_pages_of_the_portal_that_hold_a_view_are_kept(address):
    assert own_pages.kept_address(address) == ""
    assert own_pages.way_back(address) is None


def test_what_is_of_a_moment_is_not_kept():
    address = "/dashboard/?year=2025&raw=1&format=csv&table=x&page=3&back=%2Fask%2F&sort=-activities_held#schools"
    assert own_pages.kept_address(address) == "/dashboard/?year=2025&sort=-activities_held#schools"
    assert own_pages.way_back(address)[1] == (
        "/dashboard/?year=2025&page=3&back=%2Fask%2F&sort=-activities_held#schools"
    )


@hypothesis_settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_leads_nowhere_else(text):
    for address in (text, f"/{text}", f"//{text}", f"/dashboard/?{text}", f"/dashboard/{text}"):
        found = own_pages.kept_address(address)
        assert found == "" or (found.startswith("/") and found[1:2] not in ("/", "\\"))
        assert own_pages.kept_address(found) == found


def test_the_way_back_carries_the_place_and_its_own_way_back():
    inner = "/dashboard/?year=2025&back=%2Fask%2F%3Fof%3Dm.x"
    request = RequestFactory().get("/indicators/X/", {"back": inner})
    assert ways_back.way_back(request)[1] == inner
    assert ways_back.way_back(RequestFactory().get("/help/", {"back": "//evil.example"})) is None
    assert ways_back.way_back(RequestFactory().get("/dashboard/")) is None


def test_every_page_that_can_be_kept_is_a_page_of_the_table():
    from district.access import PAGES

    assert set(own_pages.KEPT_PAGES) <= set(PAGES)


# ---------------------------------------------------------------------- the list


def test_a_view_is_kept_renamed_ordered_and_deleted(client, person):
    client.force_login(person)
    add = f"{reverse('district:saved-view-add')}?path=%2Fdashboard%2F%3Fyear%3D2025"
    for name in ("One", "Two", "Three"):
        answer = client.post(add, {"name": name, "subscription": "NEVER"})
        assert answer.headers["Location"] == "/dashboard/?year=2025"
    one, two, three = person.saved_views.all()
    client.post(reverse("district:saved-view-move", args=[three.pk, "up"]))
    client.post(reverse("district:saved-view-move", args=[one.pk, "up"]))  # it is the first already
    client.post(reverse("district:saved-view-edit", args=[two.pk]), {"name": " Two  b ", "subscription": "NEVER"})
    client.post(reverse("district:saved-view-delete", args=[one.pk]))
    assert [view.name for view in person.saved_views.all()] == ["Three", "Two"]  # without what they saw: asked first
    two.refresh_from_db()
    page = client.get(reverse("district:saved-view-edit", args=[two.pk]))
    seen = page.context["form"].initial["seen"]
    client.post(
        reverse("district:saved-view-edit", args=[two.pk]), {"name": "Two b", "subscription": "WEEKLY", "seen": seen}
    )
    two.refresh_from_db()
    assert (two.name, two.subscription) == ("Two b", "WEEKLY")


def test_a_name_stands_once_in_a_list_whatever_its_capitals(client, person):
    kept(person, "Home visits")
    client.force_login(person)
    add = f"{reverse('district:saved-view-add')}?path=%2Fdashboard%2F"
    answer = client.post(add, {"name": "home VISITS", "subscription": "NEVER"})
    assert "You have a view of this name already." in answer.content.decode()
    kept(MembershipFactory(district_wide=True).user, "Home visits")  # somebody else's list


def test_the_database_keeps_no_address_of_elsewhere(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        kept(person, address="//evil.example/")


def test_a_shared_link_leads_to_the_page_and_shows_no_more_than_the_page_does(client, person):
    activities = kept(person, address="/activities/?year=2025")
    link = saved_views.link_of(activities)
    assert client.get(link).headers["Location"] == "/activities/?year=2025"
    assert client.get("/activities/?year=2025").status_code == 302  # to sign in
    client.force_login(MembershipFactory(role=Role.PARTNER_CONTACT, school=None).user)
    assert client.get("/activities/?year=2025").status_code == 403
    assert client.get(reverse("district:saved-view-edit", args=[activities.pk])).status_code == 404


def test_pages_offer_to_be_kept_to_who_is_signed_in(client, person):
    assert "/views/add/" not in client.get("/dashboard/").content.decode()
    client.force_login(person)
    assert (
        "/views/add/?path=%2Fdashboard%2F%3Fyear%3D2025" in client.get("/dashboard/?year=2025&page=2").content.decode()
    )
    assert "/views/add/" not in client.get("/help/").content.decode()


def test_the_audit_trail_does_not_tell_what_people_keep_for_themselves(person):
    assert "district.savedview" not in audit.kinds()
    assert "district.membership" in audit.kinds()


# ---------------------------------------------------------------------- by mail


@pytest.mark.parametrize(
    ("day", "often"),
    [
        (date(2026, 3, 1), set()),  # a Sunday
        (MONDAY, {"WEEKLY", "MONTHLY", "ON_NEWS"}),
        (date(2026, 3, 3), {"ON_NEWS"}),
        (date(2026, 3, 9), {"WEEKLY", "ON_NEWS"}),
        (date(2026, 4, 1), {"MONTHLY", "ON_NEWS"}),
    ],
)
def test_what_is_due_on_a_day(person, day, often):
    for subscription in Subscription:
        kept(person, subscription, subscription=subscription)
    assert {view.subscription for view in view_mails.due(day)} == often


def test_a_mail_comes_once_says_the_sentence_of_the_page_and_ends_with_one_click(client, person, mailoutbox):
    ActivityFactory(held_on=date(2025, 10, 14))
    rollups.rebuild()
    person.preferred_language = "es"
    person.save()
    view = kept(person, "Nuestras", ASK, Subscription.WEEKLY)
    assert view_mails.queue_due(MONDAY) == 1
    assert view_mails.queue_due(MONDAY) == 0
    send_waiting()
    (message,) = mails.outbox
    assert message.subject == "Su vista: Nuestras"
    assert "2025–26: 1." in message.body
    assert ASK.partition("?")[2] in message.body
    stop = message.extra_headers["List-Unsubscribe"].strip("<>").partition("/views/")[2]
    assert client.post(f"/views/{stop}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    view.refresh_from_db()
    assert view.subscription == Subscription.NEVER
    assert view_mails.queue_due(date(2026, 3, 9)) == 0


def test_news_are_told_once_and_only_of_what_the_view_is_about(person):
    chronic, other = IndicatorFactory(), IndicatorFactory(code="GRAD4", position=3)
    about = kept(person, "About", f"/indicators/{chronic.code}/", Subscription.ON_NEWS, told_days_ago=3)
    kept(person, "All", "/dashboard/", Subscription.ON_NEWS, told_days_ago=3)
    kept(person, "Told", "/dashboard/?year=2025", Subscription.ON_NEWS)
    run = ImportRunFactory(published_at=timezone.now() - timedelta(days=1))
    IndicatorValueFactory(run=run, indicator=other, instrument="DISTRICT_GRAD4")
    assert view_mails.queue_due(MONDAY) == 1
    IndicatorValueFactory(run=run, indicator=chronic)
    assert view_mails.queue_due(date(2026, 3, 3)) == 1
    assert OutgoingMail.objects.get(saved_view=about).day == date(2026, 3, 3)
    assert view_mails.queue_due(date(2026, 3, 4)) == 0


def test_whoever_lost_the_role_or_ended_it_meanwhile_gets_nothing(person, mailoutbox):
    ended = kept(person, "Ended", ASK, Subscription.WEEKLY)
    kept(person, "Lost", ASK, Subscription.WEEKLY)
    assert view_mails.queue_due(MONDAY) == 2
    saved_views.stop(ended)
    person.memberships.all().delete()
    send_waiting()
    assert not mails.outbox
    assert {mail.state for mail in OutgoingMail.objects.all()} == {MailState.DROPPED}
    assert view_mails.queue_due(date(2026, 3, 9)) == 0


def test_the_link_that_stops_all_mail_stops_these_too(person):
    view = kept(person, subscription=Subscription.MONTHLY)
    digest.stop(person)
    view.refresh_from_db()
    assert view.subscription == Subscription.NEVER
    person.refresh_from_db()
    assert digest.is_stopped(person)


@pytest.mark.parametrize("token", ["x", "1:2:3", "%00", "a" * 300])
def test_a_forged_link_ends_nothing(client, token):
    assert client.get(f"/views/stop/{token}/").status_code == 404


def test_asking_begins_when_one_subscribes(person):
    view = kept(person)
    view.told_until = datetime(2020, 1, 1, tzinfo=UTC)
    saved_views.subscribe(view, Subscription.ON_NEWS)
    assert timezone.now() - view.told_until < timedelta(minutes=1)
