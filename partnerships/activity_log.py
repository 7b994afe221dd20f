"""Logging engagement activities: what is written, and what tells the rollup."""

import uuid
from collections import Counter
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.tasks import ring
from partnerships.models import Activity

RECENT = 40  # a person's newest activities say what they usually log
UNDO_WITHIN = timedelta(hours=24)


def log(*, by, entry_key, initiative=None, links=None, **values):
    """Write one activity once: returns it and whether it is new. `links` are more linked records, {relation: keys}.

    A form that arrives again (double press, page sent again, connection lost) carries the same `entry_key`; the
    first record is returned then, untouched.
    """
    try:
        with transaction.atomic():
            activity = Activity.objects.create(logged_by=by, entry_key=entry_key, **values)
            if initiative:
                Activity.initiatives.through.objects.create(activity=activity, initiative=initiative)
            for relation, keys in (links or {}).items():
                getattr(activity, relation).add(*keys)
            ring()
    except IntegrityError:
        first = Activity.objects.filter(entry_key=entry_key).first()
        if first is None:
            raise
        if first.logged_by_id != by.pk:  # somebody else's key, made up or copied: it says nothing about this form
            return log(by=by, entry_key=uuid.uuid4(), initiative=initiative, links=links, **values)
        return first, False
    return activity, True


def usual_types(person, most=3):
    """The types a person logs most, by their newest activities."""
    newest = Activity.objects.kept().filter(logged_by=person).order_by("-id")
    counted = Counter(newest.values_list("activity_type", flat=True)[:RECENT])
    return [activity_type for activity_type, _times in counted.most_common(most)]


def last_initiative(person, activity_type):
    """The initiative of the person's newest activity of this type, or None."""
    newest = Activity.objects.kept().filter(logged_by=person, activity_type=activity_type).order_by("-id")
    return newest.values_list("initiatives", flat=True).first()


def may_undo(person, activity):
    """Whoever logged it may take it back for a day, as long as nobody has changed it."""
    return (
        activity.logged_by_id == person.pk
        and activity.deleted_at is None
        and activity.version == 1
        and timezone.now() - activity.logged_at < UNDO_WITHIN
    )


@transaction.atomic
def delete(*, activity, by, reason):
    """Take an activity out of lists and figures; it stays, with who and why, and can be restored.

    Returns False where somebody else deleted it first.
    """
    kept = Activity.objects.select_for_update().kept().filter(pk=activity.pk)
    deleted = kept.update(deleted_at=timezone.now(), deleted_by=by, deleted_reason=reason)
    ring()
    return bool(deleted)


def undo(*, activity, by):
    return delete(activity=activity, by=by, reason=_("Undone right after saving."))


@transaction.atomic
def restore(*, activity):
    """Bring a deleted activity back; False where it is not deleted."""
    gone = Activity.objects.filter(pk=activity.pk, deleted_at__isnull=False)
    restored = gone.update(deleted_at=None, deleted_by=None, deleted_reason="")
    ring()
    return bool(restored)


@transaction.atomic
def follow_up(*, activity, done_on):
    """Say that what follows from an activity is done, or with None that it is not; False where nothing follows."""
    kept = Activity.objects.select_for_update().kept().filter(pk=activity.pk).exclude(follow_up="")
    changed = kept.update(follow_up_done_on=done_on, version=F("version") + 1, changed_at=timezone.now())
    ring()
    return bool(changed)
