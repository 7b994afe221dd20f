"""The history of single values, for the place where the value stands: old, new, who, when, and the reason given.

What a record held when it was entered is no change of a value; only what came after is told.
"""

from dataclasses import dataclass
from datetime import datetime

from district import history
from district.history_words import Words, label_of


@dataclass(frozen=True)
class Step:
    """One change of a value, in words; an empty text is an empty field."""

    at: datetime
    who: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True)
class ValueHistory:
    """All changes of one value of a record, newest first; `of` says of which, where several records stand together."""

    field: str
    steps: tuple
    of: str = ""


def from_entries(entries, fields, model):
    """Of a record whose whole history is at hand (`history_of`): `ValueHistory`s of these fields of its model."""
    labels = [label_of(model._meta.get_field(name)) for name in fields]
    changed = {}
    for entry in entries:
        if not entry.is_first:
            _add(changed, entry)
    return [ValueHistory(label, tuple(changed[label])) for label in dict.fromkeys(labels) if label in changed]


def of_records(records, fields, name_of=None):
    """{id: `ValueHistory`s} of these fields of many records of one model: the same number of queries for one and for
    twenty. `name_of` names a record where several stand together."""
    records = list(records)
    if not records:
        return {}
    event_model = records[0].events.model
    found = event_model.objects.filter(pgh_obj__in=records).select_related("pgh_context").order_by("pgh_id")
    events = {}
    for event in found:
        events.setdefault(event.pgh_obj_id, []).append(event)
    words = Words(type(records[0]), [event for own in events.values() for event in own], {}, only=set(fields))
    told = {}
    for record in records:
        own, changed = events.get(record.pk, []), {}
        for before, event in reversed(list(zip(own, own[1:], strict=False))):
            _add(changed, history.entry_of(event, before, words))
        of = name_of(record) if name_of else ""
        told[record.pk] = [ValueHistory(label, tuple(steps), of) for label, steps in changed.items()]
    return told


def _add(changed, entry):
    for change in entry.changes:
        step = Step(entry.at, entry.who, change.before, change.after, entry.note)
        changed.setdefault(change.field, []).append(step)
