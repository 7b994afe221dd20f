"""Rating while walking: sheets of one's own, taps that come late, twice or out of order, and the code of the day."""

import json
from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from district.access import Role
from partnerships.models import RaterSheet, Rating
from partnerships.walkthroughs import rating
from partnerships.walkthroughs.rating import Tap
from tests.factories import MembershipFactory, UserFactory, WalkthroughFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk():
    return WalkthroughFactory(held_on=timezone.localdate())


@pytest.fixture
def sheet(walk):
    return rating.begin_sheet(walk, "A")


def kept(sheet):
    return {one.item.code: (one.level, one.note) for one in sheet.ratings.select_related("item")}


def test_a_tap_is_kept_and_a_later_one_takes_its_place(sheet):
    rating.take(sheet, [Tap("visitor-parking", 2, "", 10)])
    rating.take(sheet, [Tap("visitor-parking", 4, "Two places", 20)])

    assert kept(sheet) == {"visitor-parking": (4, "Two places")}


def test_what_arrives_late_or_twice_changes_nothing(sheet):
    rating.take(sheet, [Tap("visitor-parking", 4, "", 20)])
    rating.take(sheet, [Tap("visitor-parking", 1, "", 10)])
    rating.take(sheet, [Tap("visitor-parking", 4, "", 20)])

    assert kept(sheet) == {"visitor-parking": (4, "")}
    assert Rating.objects.count() == 1


taps = st.builds(
    Tap,
    item=st.sampled_from(["visitor-parking", "step-free", "nothing-of-ours"]),
    level=st.sampled_from([0, 1, 2, 3, 4, None]),
    note=st.just(""),
    at=st.integers(1, 6),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(taps, max_size=6, unique_by=lambda tap: (tap.item, tap.at)), data=st.data())
def test_whatever_the_order_and_however_often_the_newest_tap_of_each_item_stays(walk, sent, data):
    sheet = rating.begin_sheet(walk, "A")
    for tap in data.draw(st.permutations(sent + sent[:2])):
        rating.take(sheet, [tap])

    known = [tap for tap in sent if tap.item != "nothing-of-ours"]
    newest = {tap.item: tap for tap in sorted(known, key=lambda tap: tap.at)}
    assert kept(sheet) == {item: (tap.level, "") for item, tap in newest.items()}


def test_two_people_who_rate_the_same_part_each_keep_what_they_saw(walk):
    first, second = rating.begin_sheet(walk, "A"), rating.begin_sheet(walk, "A")
    rating.take(first, [Tap("step-free", 4, "", 1)])
    rating.take(second, [Tap("step-free", 2, "", 2)])

    assert kept(first) == {"step-free": (4, "")}
    assert kept(second) == {"step-free": (2, "")}


def test_a_sheet_takes_only_items_of_its_own_part(sheet):
    assert rating.take(sheet, [Tap("greeted-soon", 4, "", 1), Tap("step-free", 3, "", 1)]) == ["step-free"]


def test_a_person_with_an_account_has_one_sheet_of_a_part(walk):
    person = UserFactory()

    assert rating.begin_sheet(walk, "B", by=person) == rating.begin_sheet(walk, "B", by=person)


def test_more_sheets_than_a_team_has_people_are_refused(walk, monkeypatch):
    monkeypatch.setattr(rating, "MOST_SHEETS", 1)
    rating.begin_sheet(walk, "A")

    with pytest.raises(rating.NotTaken):
        rating.begin_sheet(walk, "A")


@pytest.mark.parametrize(
    "entry",
    [
        None,
        {"item": 3, "level": 1, "note": "", "at": 1},
        {"item": "step-free", "level": 5, "note": "", "at": 1},
        {"item": "step-free", "level": True, "note": "", "at": 1},
        {"item": "step-free", "level": 4, "note": "", "at": 0},
        {"item": "step-free", "level": 4, "note": "", "at": 2**60},
        {"item": "step-free", "level": 4, "note": "", "at": "1"},
    ],
)
def test_what_makes_no_sense_is_left_out(entry):
    assert rating.read_taps([entry]) == []
    assert rating.read_taps(entry) == []


def test_a_note_is_cut_and_loses_what_the_database_cannot_keep():
    read = rating.read_taps([{"item": "x", "level": None, "note": " a\0b" + "c" * 400, "at": 1}])

    assert read[0].note.startswith("ab")
    assert len(read[0].note) == rating.LONGEST_NOTE


def test_the_code_opens_the_items_on_its_day_only(client, walk):
    page = reverse("partnerships:walk", args=[walk.code])
    client.post(page, {"part": "C"})
    sheet = RaterSheet.objects.get()

    assert (sheet.component, sheet.by) == ("C", None)
    type(walk).objects.filter(pk=walk.pk).update(held_on=walk.held_on - timedelta(days=1))
    assert client.post(page, {"part": "C"}).status_code == 200
    assert RaterSheet.objects.count() == 1


def test_a_phone_sends_by_script_without_an_account_and_without_a_cookie(client, walk, sheet):
    page = reverse("partnerships:walk-part", args=[walk.code, sheet.key])
    sent = {"taps": [{"item": "step-free", "level": 3, "note": "Ramp at the side", "at": 5}]}
    answer = client.post(page, json.dumps(sent), content_type="application/json", headers={"X-Taps": "1"})

    assert answer.json() == {"taken": ["step-free"]}
    assert kept(sheet) == {"step-free": (3, "Ramp at the side")}
    for body, status in (("nonsense", 400), ("[]", 200), ("x" * 70_000, 413)):
        sent = client.post(page, body, content_type="application/json", headers={"X-Taps": "1"})
        assert sent.status_code == status


def test_what_a_phone_kept_is_taken_two_days_later_and_not_three(client, walk, sheet):
    page = reverse("partnerships:walk-part", args=[walk.code, sheet.key])
    for days, status in ((2, 200), (3, 410)):
        type(walk).objects.filter(pk=walk.pk).update(held_on=timezone.localdate() - timedelta(days=days))
        answer = client.post(page, '{"taps": []}', content_type="application/json", headers={"X-Taps": "1"})
        assert answer.status_code == status


def test_without_scripts_the_form_saves_and_takes_back_nothing_it_does_not_change(client, walk, sheet):
    page = reverse("partnerships:walk-part", args=[walk.code, sheet.key])
    client.post(page, {"level-step-free": "3", "note-step-free": ""})
    first = sheet.ratings.get().tapped
    client.post(page, {"level-step-free": "3", "note-step-free": "", "level-welcome-sign": "9"})

    assert kept(sheet) == {"step-free": (3, "")}
    assert sheet.ratings.get().tapped == first


def test_a_sheet_of_somebody_signed_in_is_not_behind_the_code(client, walk):
    sheet = rating.begin_sheet(walk, "A", by=UserFactory())

    assert client.get(reverse("partnerships:walk-part", args=[walk.code, sheet.key])).status_code == 404


def test_too_many_sheets_from_one_address_are_refused(client, walk, monkeypatch):
    monkeypatch.setattr("partnerships.views.walkthroughs.rating.MOST_BEGUN", 1)
    page = reverse("partnerships:walk", args=[walk.code])

    assert [client.post(page, {"part": "A"}).status_code for _time in range(2)] == [302, 429]


def test_a_member_of_the_council_rates_signed_in_and_a_board_member_does_not(client, walk):
    page = reverse("partnerships:walkthrough-rate", args=[walk.pk, "A"])
    client.force_login(MembershipFactory(role=Role.COUNCIL_MEMBER, school=walk.school).user)
    client.post(page, {"level-step-free": "4"})
    assert kept(RaterSheet.objects.get()) == {"step-free": (4, "")}

    client.force_login(MembershipFactory(role=Role.BOARD_MEMBER, school=None).user)
    assert client.get(page).status_code == 403


def test_the_database_takes_no_rating_of_a_closed_walkthrough(walk, sheet):
    person = UserFactory()
    type(walk).objects.filter(pk=walk.pk).update(closed_on=walk.held_on, closed_by=person)

    with pytest.raises(rating.NotTaken):
        rating.take(sheet, [Tap("step-free", 4, "", 1)])
    item = rating.items_of(walk, "A").first()
    with pytest.raises(InternalError), transaction.atomic():
        Rating.objects.create(sheet=sheet, item=item, level=4)
