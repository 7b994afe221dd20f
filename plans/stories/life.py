"""The way of a story: written, read by a second person, published, taken down (by somebody, or by itself)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.models import Story
from plans.models.stories import StoryState

# Kept instead of words, so that each reader is told in their language.
PERMISSION_ENDED = "PERMISSION_ENDED"
KINDS = {
    StoryState.DRAFT: "neutral",
    StoryState.READY: "waiting",
    StoryState.PUBLISHED: "good",
    StoryState.TAKEN_DOWN: "stopped",
}


class NotPossible(Exception):
    """A move that cannot be made now; the text says why, to the person."""


@dataclass(frozen=True)
class Move:
    source: str
    target: str
    label: str
    is_main: bool = False
    says_why: bool = False


MOVES = {
    "ready": Move(StoryState.DRAFT, StoryState.READY, gettext_lazy("Ready: let a second person read it"), is_main=True),
    "publish": Move(StoryState.READY, StoryState.PUBLISHED, gettext_lazy("Publish this story"), is_main=True),
    "back": Move(StoryState.READY, StoryState.DRAFT, gettext_lazy("Back to a draft")),
    "take-down": Move(StoryState.PUBLISHED, StoryState.TAKEN_DOWN, gettext_lazy("Take this story down"), says_why=True),
    "again": Move(StoryState.TAKEN_DOWN, StoryState.DRAFT, gettext_lazy("Write it anew as a draft")),
}


@transaction.atomic
def move(story, name, *, by, because=""):
    """Take a story one step; returns it as it is then. Raises NotPossible, in words."""
    step = MOVES[name]
    story = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    if story.state != step.source:
        raise NotPossible(_("Somebody has taken this story a step already: look at it again."))
    if reasons := missing(story, name, by):
        raise NotPossible(" ".join(reasons))
    if step.says_why and not because.strip():
        raise NotPossible(_("Say why the story is taken down."))
    story.state = step.target
    story.taken_down_because = because.strip() if step.says_why else ""
    if name == "ready":
        story.ready_by = by
    elif name == "publish":
        story.published_by, story.published_at = by, timezone.now()
    story.save()
    return story


def missing(story, name, by):
    """What stands in the way of a step, as sentences."""
    found = []
    if name in ("ready", "publish"):
        if story.is_missing_a_language:
            found.append(_("A story is told in both languages before anybody reads it."))
        if story.picture_id and not (story.alt_en and story.alt_es):
            found.append(_("Say in both languages what the picture shows."))
    if name == "publish":
        if by.pk in (story.written_by_id, story.ready_by_id):
            found.append(_("Somebody who has not written it publishes a story."))
        found += permissions_missing(story)
    return found


def permissions_missing(story, on=None):
    """How many permissions are not there on a day, as sentences; none where everybody in the story has agreed."""
    counted = Story.objects.with_permissions(on or timezone.localdate()).get(pk=story.pk)
    words = counted.people_in_words - counted.words_given
    picture = counted.people_in_picture - counted.picture_given
    found = []
    if words > 0:
        found.append(
            ngettext(
                "The permission of %(number)s person in the text is missing.",
                "The permission of %(number)s people in the text is missing.",
                words,
            )
            % {"number": words}
        )
    if picture > 0:
        found.append(
            ngettext(
                "The permission of %(number)s person in the picture is missing.",
                "The permission of %(number)s people in the picture is missing.",
                picture,
            )
            % {"number": picture}
        )
    return found


@transaction.atomic
def withdraw(permission, *, on=None):
    """A permission is no more. From this moment nobody reads the story that needs it, and its state says so."""
    on = on or timezone.localdate()
    if permission.withdrawn_on is None:
        permission.withdrawn_on = max(on, permission.given_on)
        permission.save()
    settle(on, story=permission.story)


def settle(today=None, *, story=None):
    """Take down what is published and no longer covered by permissions. Returns how many.

    Readers do not wait for it: `Story.objects.shown` asks the permissions of the day. Safe to run at any time.
    """
    today = today or timezone.localdate()
    published = Story.objects.filter(state=StoryState.PUBLISHED, **({"pk": story.pk} if story else {}))
    taken_down = 0
    for one in published.exclude(pk__in=Story.objects.shown(today).values("pk")):
        one.state, one.taken_down_because = StoryState.TAKEN_DOWN, PERMISSION_ENDED
        one.save()
        taken_down += 1
    return taken_down


def why_taken_down(story):
    if story.taken_down_because == PERMISSION_ENDED:
        return _("A permission has ended or was withdrawn.")
    return story.taken_down_because


def moves_of(story):
    """[(name, Move)] that lead on from where a story is."""
    return [(name, step) for name, step in MOVES.items() if step.source == story.state]
