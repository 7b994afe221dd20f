"""The welcoming standards: the district's own, in versions, tied to the national ones by their headings."""

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from district.access import Role
from partnerships.models import Component, StandardHeading, StandardSet, WalkthroughItem
from partnerships.walkthroughs import standards
from tests.factories import MembershipFactory, WalkthroughFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    standards.load()
    return standards.in_use()


def test_loading_twice_leaves_what_is_there(first):
    StandardSet.objects.filter(pk=first.pk).update(note="Ours")
    standards.load()

    assert StandardSet.objects.get().note == "Ours"
    assert StandardHeading.objects.count() == 12
    assert WalkthroughItem.objects.count() == 34


def test_every_item_belongs_to_one_of_six_national_standards_in_both_editions(first):
    headings = standards.headings()
    assert standards.editions(headings) == [2008, 2022]
    assert all((edition, item.theme) in headings for item in first.items.all() for edition in (2008, 2022))
    assert {item.component for item in first.items.all()} == set(Component.values)


def test_what_is_in_use_is_kept_by_the_database(first):
    for change in (
        lambda: first.items.update(text="Other words"),
        lambda: first.items.first().delete(),
        lambda: StandardSet.objects.filter(pk=first.pk).update(state="DRAFT", in_use_since=None),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_a_new_version_numbers_only_the_wordings_that_changed(first):
    draft = standards.begin_version()
    assert standards.begin_version() == draft
    draft.items.filter(code="step-free").update(text="Everybody gets in without help.")
    draft.items.filter(code="waiting-area").update(component="B", theme=2)
    draft.items.create(component="A", code="benches", theme=1, text="Benches", text_es="Bancos", position=90)
    standards.take_into_use(draft)

    wordings = dict(draft.items.values_list("code", "wording"))
    assert (wordings["step-free"], wordings["waiting-area"], wordings["benches"]) == (2, 1, 1)
    assert list(StandardSet.objects.values_list("number", "state")) == [(2, "IN_USE"), (1, "RETIRED")]


def test_words_of_an_earlier_version_get_their_wording_back(first):
    second = standards.begin_version()
    before = second.items.get(code="step-free").text
    second.items.filter(code="step-free").update(text="Everybody gets in without help.")
    standards.take_into_use(second)
    third = standards.begin_version()
    third.items.filter(code="step-free").update(text=before)
    standards.take_into_use(third)

    assert third.items.get(code="step-free").wording == 1


def test_a_draft_without_a_part_is_not_taken_into_use(first):
    draft = standards.begin_version()
    draft.items.filter(component="D").delete()

    with pytest.raises(standards.NotReady, match="Written materials"):
        standards.take_into_use(draft)


def test_a_planned_walkthrough_keeps_its_version(first):
    walk = WalkthroughFactory()
    standards.take_into_use(standards.begin_version())

    walk.refresh_from_db()
    assert walk.standards == first


def test_everybody_reads_what_is_in_use_and_a_draft_is_for_those_who_write_it(client, first):
    draft = standards.begin_version()
    page = client.get(reverse("partnerships:standards")).content.decode()
    assert "PTA 2008" in page
    assert "PTA 2022" in page
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(reverse("partnerships:standards-version", args=[10**9])).status_code == 404

    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_what_is_said_to_those_who_write_the_next_version_is_not_said_to_the_public(client, first):
    page = reverse("partnerships:standards")
    assert "A first set to begin with" not in client.get(page).content.decode()

    first.note = "Written with forty families."
    assert standards.note_of(first, False) == "Written with forty families."

    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    assert "A first set to begin with" in client.get(page).content.decode()


def test_an_item_in_use_cannot_be_opened_to_be_changed(client, first):
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)

    assert client.get(reverse("partnerships:standards-item-edit", args=[first.items.first().pk])).status_code == 404
