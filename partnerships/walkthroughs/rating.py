"""Rating while walking: each rater on a sheet of their own, from a phone whose line may break.

A tap carries the moment of the rater's device. What arrives twice, or after a newer tap, changes nothing: a phone may
send again whatever it is not sure of. Two people never write on one sheet, so nobody overwrites anybody.
"""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from partnerships.models import Component, RaterSheet, Walkthrough, WalkthroughItem
from partnerships.models.walkthroughs import Level

ARRIVES_WITHIN = timedelta(days=2)  # what a phone kept while it had no line may come a day later
MOST_SHEETS = 40  # of one part: more raters than any team has
LONGEST_NOTE = 300
LATEST_TAP = 2**52  # milliseconds; later ones are no clock's
TABLE = "partnerships_rating"


class NotTaken(Exception):
    """Nothing is rated here now."""


@dataclass(frozen=True)
class Tap:
    """One item as a rater last left it. `level` None: only a note so far. `at`: milliseconds of the device's clock."""

    item: str
    level: int | None
    note: str
    at: int


def takes_raters(walkthrough, today=None):
    """Whether team members without an account can begin: on the day of the walkthrough, until it is closed."""
    return not walkthrough.is_closed and walkthrough.held_on == (today or timezone.localdate())


def takes_taps(walkthrough, today=None):
    """Whether what a phone kept is still taken."""
    today = today or timezone.localdate()
    return not walkthrough.is_closed and walkthrough.held_on <= today <= walkthrough.held_on + ARRIVES_WITHIN


def items_of(walkthrough, component=None):
    items = WalkthroughItem.objects.filter(standards=walkthrough.standards_id)
    return items.filter(component=component) if component else items


def sizes(walkthrough):
    """(part, how many items) of the four parts."""
    totals = Counter(items_of(walkthrough).values_list("component", flat=True))
    return [(part, totals[part.value]) for part in Component]


@transaction.atomic
def begin_sheet(walkthrough, component, *, by=None):
    """A sheet for one rater; of somebody signed in the one they have already. Raises NotTaken where it is closed, or
    where more sheets were begun than a team has people."""
    walkthrough = Walkthrough.objects.select_for_update().get(pk=walkthrough.pk)
    if walkthrough.is_closed:
        raise NotTaken
    if by is not None:
        return RaterSheet.objects.get_or_create(walkthrough=walkthrough, component=component, by=by)[0]
    if walkthrough.sheets.filter(component=component).count() >= MOST_SHEETS:
        raise NotTaken
    return RaterSheet.objects.create(walkthrough=walkthrough, component=component, key=uuid.uuid4())


@transaction.atomic
def take(sheet, taps):
    """Keep what a rater tapped; returns the codes of the items known here. Raises NotTaken once it is closed."""
    walkthrough = Walkthrough.objects.select_for_update(no_key=True).get(pk=sheet.walkthrough_id)
    if walkthrough.is_closed:
        raise NotTaken
    known = dict(items_of(walkthrough, sheet.component).values_list("code", "pk"))
    newest = {}
    for tap in taps:
        if tap.item in known and (tap.item not in newest or tap.at > newest[tap.item].at):
            newest[tap.item] = tap
    rows = [
        (sheet.pk, known[tap.item], tap.level, tap.note[:LONGEST_NOTE], tap.at) for tap in newest.values()
    ]  # fmt: skip
    if rows:
        _write(rows)
    return list(newest)


def _write(rows):
    places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} AS kept (sheet_id, item_id, level, note, tapped) VALUES {places} "
            "ON CONFLICT (sheet_id, item_id) DO UPDATE SET level = EXCLUDED.level, note = EXCLUDED.note, "
            "tapped = EXCLUDED.tapped WHERE EXCLUDED.tapped > kept.tapped",
            [value for row in rows for value in row],
        )


def read_taps(entries):
    """Taps from what a script sent, [{"item", "level", "note", "at"}]; whatever makes no sense is left out."""
    found = []
    for entry in entries if isinstance(entries, list) else []:
        tap = entry if isinstance(entry, dict) else {}
        item, level, note, at = (tap.get(name) for name in ("item", "level", "note", "at"))
        is_moment = isinstance(at, int) and not isinstance(at, bool) and 0 < at < LATEST_TAP
        if isinstance(item, str) and is_moment and (level is None or is_level(level)):
            found.append(Tap(item, level, clean_note(note), at))
    return found


def is_level(value):
    return isinstance(value, int) and not isinstance(value, bool) and value in Level.values


def clean_note(note):
    return note.replace("\0", "").strip()[:LONGEST_NOTE] if isinstance(note, str) else ""


def now_in_milliseconds():
    return int(timezone.now().timestamp() * 1000)


def taps_of_form(posted, items, kept):
    """Taps from a plain form (`level-CODE`, `note-CODE`): only what differs from what is kept, so that a page that
    was opened earlier takes nothing back."""
    at, found = now_in_milliseconds(), []
    for item in items:
        before = kept.get(item.pk)
        told = posted.get(f"level-{item.code}", "")
        level = int(told) if told in {str(value) for value in Level.values} else before and before.level
        note = clean_note(posted.get(f"note-{item.code}", ""))
        if (level, note) != ((before.level, before.note) if before else (None, "")):
            found.append(Tap(item.code, level, note, at))
    return found
