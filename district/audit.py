"""Who changed what, across records: which kinds there are, and events of one kind in words.

`district.trail.reading` finds the events of a page.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module

import pghistory
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.text import capfirst

from district.history import Entry, entry_of
from district.history_words import Words

PEOPLE_MATCHED = 50
ONE_DAY = timedelta(days=1)
LATE_COMMITS = timedelta(hours=1)  # a long transaction's events carry its start: look that much further


@dataclass(frozen=True)
class Row:
    """One event, the record it happened to, in words, and the page of that record ("" where it has none)."""

    code: str
    kind_label: str
    number: int
    entry: Entry
    is_new: bool
    is_unsaid: bool  # a change, and nothing of it is shown: what the portal keeps for itself
    record: str
    url: str


def kinds():
    """Event models by the name of what they follow ("district.membership"), without those of mere links, and of what
    is nobody's business but its owner's (`is_private`)."""
    models = [model for model in pghistory.core.event_models() if hasattr(model, "pgh_obj")]
    followed = {model.pgh_tracked_model: model for model in models}
    return {
        model._meta.label_lower: events for model, events in followed.items() if not getattr(model, "is_private", False)
    }


def kind_name(model):
    """What a record of this model is called, in the reader's language."""
    known = import_module(settings.RECORD_NAMES).NAMES.get(model._meta.label_lower)
    return capfirst(str(known or model._meta.verbose_name))


def told(event_model):
    """The events that may be told. A model whose records are not for administrators either until a moment (what a side
    wrote of a partnership) says with `events_told` which."""
    events = event_model.objects.all()
    choose = getattr(event_model.pgh_tracked_model, "events_told", None)
    return choose(events) if choose else events


def start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def with_previous(events):
    """Adds `previous_id`: the event of the same record before this one."""
    earlier = events.model.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    return events.annotate(previous_id=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))


def rows_of(code, ids):
    """{event id: `Row`} of these events of one kind, as far as they may be told. The same number of queries for one
    event and for a hundred."""
    event_model = kinds()[code]
    model = event_model.pgh_tracked_model
    events = list(with_previous(told(event_model).filter(pgh_id__in=ids)).select_related("pgh_context"))
    previous = told(event_model).in_bulk([event.previous_id for event in events if event.previous_id])
    records = model._base_manager.select_related().in_bulk({event.pgh_obj_id for event in events})
    words = Words(model, [*events, *previous.values()], {})
    label = kind_name(model)
    entries = {event.pgh_id: entry_of(event, previous.get(event.previous_id), words) for event in events}
    return {
        event.pgh_id: Row(
            code=code,
            kind_label=label,
            number=event.pgh_obj_id,
            entry=entries[event.pgh_id],
            is_new=event.pgh_label == "insert",
            is_unsaid=event.pgh_label == "update" and not entries[event.pgh_id].changes,
            record=str(records.get(event.pgh_obj_id, "")),
            url=page_for(records.get(event.pgh_obj_id)),
        )
        for event in events
    }


def page_for(record):
    try:
        return record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""
