"""Who changed what, across the records of one kind: read from that model's own event table, newest first.

Event tables grow with the district, so nothing here reads more than a page of one: pages go back by event id, and a
day is turned into a range of ids (events are numbered as they happen) instead of a scan by date.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pghistory
from django.db.models import OuterRef, Subquery
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.text import capfirst

from district.history import Entry, entry_of
from district.history_words import Words

PER_PAGE = 25
PEOPLE_MATCHED = 50
ONE_DAY = timedelta(days=1)
LATE_COMMITS = timedelta(hours=1)  # a long transaction's events carry its start: look that much further


@dataclass(frozen=True)
class Row:
    """One event, the record it happened to, in words, and the page of that record ("" where it has none)."""

    entry: Entry
    is_new: bool
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


def kind_choices():
    names = [(code, capfirst(str(model.pgh_tracked_model._meta.verbose_name))) for code, model in kinds().items()]
    return sorted(names, key=lambda choice: choice[1])


def page_of(event_model, *, people=None, first=None, last=None, before=None):
    """Rows of one page, and the event id to ask for as `before` to go further back (None at the end).

    `people`: only what these did; `first` and `last`: only on these days and between.
    """
    events = told(event_model).order_by("-pgh_id")
    if people is not None:
        contexts = pghistory.models.Context.objects.filter(metadata__user__in=[person.pk for person in people])
        events = events.filter(pgh_context__in=contexts)
    if first:
        moment = start_of(first)
        events = events.filter(pgh_id__gte=first_id_since(event_model, moment), pgh_created_at__gte=moment)
    if last:
        moment = start_of(last + timedelta(days=1))
        events = events.filter(pgh_id__lt=first_id_since(event_model, moment + LATE_COMMITS), pgh_created_at__lt=moment)
    if before:
        events = events.filter(pgh_id__lt=before)
    found = list(with_previous(events).select_related("pgh_context")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return rows_of(event_model, shown), shown[-1].pgh_id if len(found) > PER_PAGE else None


def told(event_model):
    """The events that may be told. A model whose records are not for administrators either until a moment (what a side
    wrote of a partnership) says with `events_told` which."""
    events = event_model.objects.all()
    choose = getattr(event_model.pgh_tracked_model, "events_told", None)
    return choose(events) if choose else events


def start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def first_id_since(event_model, moment):
    """The id of the first event at or after `moment`, by halving; one past the last where there is none."""
    ids = event_model.objects.order_by("pgh_id").values_list("pgh_id", "pgh_created_at")
    low = getattr(event_model.objects.order_by("pgh_id").first(), "pgh_id", 0)
    high = getattr(event_model.objects.order_by("pgh_id").last(), "pgh_id", 0) + 1
    while low < high:
        middle = (low + high) // 2
        found, created_at = ids.filter(pgh_id__gte=middle).first()
        if created_at >= moment:
            high = middle
        else:
            low = found + 1
    return low


def with_previous(events):
    """Adds `previous_id`: the event of the same record before this one."""
    earlier = events.model.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    return events.annotate(previous_id=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))


def rows_of(event_model, events):
    model = event_model.pgh_tracked_model
    previous = told(event_model).in_bulk([event.previous_id for event in events if event.previous_id])
    records = model._base_manager.select_related().in_bulk({event.pgh_obj_id for event in events})
    words = Words(model, [*events, *previous.values()], {})
    return [
        Row(
            entry=entry_of(event, previous.get(event.previous_id), words),
            is_new=event.pgh_label == "insert",
            record=str(records.get(event.pgh_obj_id, "")),
            url=page_for(records.get(event.pgh_obj_id)),
        )
        for event in events
    ]


def page_for(record):
    try:
        return record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""
