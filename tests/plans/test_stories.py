"""Stories: who lets them out, whose permission they need, and how they come down by themselves."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from district.access import Role
from plans.models import Story
from plans.models.stories import StoryState
from plans.stories import life
from tests.factories import MembershipFactory, StoryFactory, StoryPermissionFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def draft(**told):
    return StoryFactory(state="DRAFT", ready_by=None, published_by=None, published_at=None, **told)


def is_shown(story, on=TODAY):
    return Story.objects.shown(on).filter(pk=story.pk).exists()


def test_a_story_goes_from_one_person_to_another_before_the_public_reads_it():
    writer, reader = UserFactory(), UserFactory()
    story = life.move(draft(written_by=writer), "ready", by=writer)
    with pytest.raises(life.NotPossible, match="has not written it"):
        life.move(story, "publish", by=writer)
    published = life.move(story, "publish", by=reader)
    assert is_shown(published)
    assert published.published_by == reader


def test_the_database_too_wants_a_second_person():
    story = draft()
    with pytest.raises(IntegrityError, match="story_published_by_a_second_person"), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(
            state="PUBLISHED", ready_by=story.written_by, published_by=story.written_by, published_at=timezone.now()
        )


def test_a_story_without_spanish_is_not_ready():
    story = draft(text_es="")
    with pytest.raises(life.NotPossible, match="both languages"):
        life.move(story, "ready", by=story.written_by)
    with pytest.raises(IntegrityError, match="story_in_both_languages"), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(state="READY")


def test_what_a_second_person_has_read_does_not_change():
    story = StoryFactory()
    with pytest.raises(InternalError, match="does not change"), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(text_en="Something else")
    with pytest.raises(InternalError, match="not deleted"), transaction.atomic():
        story.delete()


def test_a_step_that_somebody_took_already_says_so():
    story = StoryFactory()
    with pytest.raises(life.NotPossible, match="a step already"):
        life.move(story, "ready", by=UserFactory())


@pytest.mark.parametrize(
    ("permissions", "shown"),
    [
        ([], False),
        ([{}], False),  # one of two
        ([{}, {}], True),
        ([{}, {"ends_on": date(2026, 3, 1)}], False),  # over since yesterday
        ([{}, {"ends_on": TODAY}], True),  # its last day
        ([{}, {"given_on": date(2026, 3, 3)}], False),  # not given yet
        ([{}, {"withdrawn_on": TODAY}], False),
        ([{}, {"withdrawn_on": date(2026, 3, 3)}], True),
        ([{}, {"covers_words": False, "covers_picture": True}], False),  # for the picture only
        ([{}, {"giver": "GUARDIAN"}], True),
        ([{}, {"withdrawn_on": TODAY}, {}], True),  # given anew
    ],
)
def test_a_story_of_two_people_is_shown_while_both_permit_it(permissions, shown):
    story = StoryFactory(people_in_words=2)
    for permission in permissions:
        StoryPermissionFactory(story=story, **permission)
    assert is_shown(story) is shown
    assert bool(life.permissions_missing(story, TODAY)) is not shown


def test_a_story_comes_down_by_itself_when_a_permission_ends():
    story = StoryFactory(people_in_words=1)
    StoryPermissionFactory(story=story, ends_on=TODAY)
    assert life.settle(TODAY) == 0
    assert life.settle(TODAY + timedelta(days=1)) == 1
    assert life.settle(TODAY + timedelta(days=1)) == 0
    story.refresh_from_db()
    assert story.state == StoryState.TAKEN_DOWN
    assert life.why_taken_down(story) == "A permission has ended or was withdrawn."
    with translation.override("es"):
        assert life.why_taken_down(story) == "Un permiso terminó o fue retirado."


def test_a_permission_that_is_withdrawn_takes_the_story_down_at_once():
    permission = StoryPermissionFactory(story__people_in_words=1)
    assert is_shown(permission.story)
    life.withdraw(permission, on=TODAY)
    assert not is_shown(permission.story)
    assert Story.objects.get().state == StoryState.TAKEN_DOWN


def test_a_reader_finds_a_story_only_while_it_is_shown(client):
    story, hidden = StoryFactory(), StoryFactory(people_in_words=1)
    assert client.get(story.get_absolute_url()).status_code == 200
    assert client.get(hidden.get_absolute_url()).status_code == 404
    listed = client.get(reverse("stories:list")).content.decode()
    assert story.title_en in listed
    assert hidden.title_en not in listed


def test_central_office_writes_gives_on_and_takes_down(client):
    writer = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    client.force_login(writer)
    sent = {
        "title_en": "Books", "text_en": "Families chose books.", "title_es": "Libros", "text_es": "Eligieron libros.",
        "happened_on": "2025-10-14", "signed_en": "Family Office", "signed_es": "Oficina", "seen": "",
    }  # fmt: skip
    response = client.post(reverse("stories:add"), sent)
    story = Story.objects.get()
    assert response.url == story.get_absolute_url()
    client.post(reverse("stories:move", args=[story.pk, "ready"]))
    page = client.get(story.get_absolute_url()).content.decode()
    assert "Somebody who has not written it publishes a story." in page
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    client.post(reverse("stories:move", args=[story.pk, "publish"]))
    client.post(reverse("stories:take-down", args=[story.pk]), {"because": "The date was wrong"})
    story.refresh_from_db()
    assert (story.state, story.taken_down_because) == ("TAKEN_DOWN", "The date was wrong")
