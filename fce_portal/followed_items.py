"""Lines of "My work" about actions that are followed (`district.following`), whatever they are part of."""

from datetime import timedelta

from django.utils.formats import date_format

from fce_portal.items import Item

MOST = 5
SOON = timedelta(days=14)


def own(actions, user, today, *, late, due, words):
    """What the person is to do: late, or due within two weeks. `late` and `due` are sentences with holes for `day`,
    `action` and whatever `words(action)` says."""
    for action in actions.open().filter(owner=user, due_on__lte=today + SOON).order_by("due_on", "pk")[:MOST]:
        is_late = action.is_late(today)
        sentence = (late if is_late else due) % in_words(action, words)
        since = action.due_on if is_late else None
        yield Item("bad" if is_late else "waiting", sentence, action.get_absolute_url(), since)


def of_others(actions, user, today, *, late, words):
    """What others have not done in time, for those who see to it; `late` has a hole for `person` too."""
    for action in actions.late(today).exclude(owner=user).order_by("due_on", "pk")[:MOST]:
        sentence = late % {**in_words(action, words), "person": action.person}
        yield Item("warn", sentence, action.get_absolute_url(), action.due_on)


def in_words(action, words):
    return {"day": date_format(action.due_on), "action": action, **words(action)}
