"""The audit trail: what is tracked, and how it is read back beside a record.

Database triggers write the events, so an import, a command or plain SQL leaves the same trace as a form; the event
tables are append-only. Who, from where and why come from the context that the middleware, a job or a command opens:
`pghistory.context(user=…, ip=…, note=…)`.
"""

from dataclasses import dataclass
from datetime import datetime

import pghistory
import pghistory.trigger
import pgtrigger
from django.db import connection
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from district import trigger_register
from district.history_words import Words

trigger_register.keep_ready()

NO_CONTEXT = "SELECT set_config('pghistory.context_id', '', true), set_config('pghistory.context_metadata', '', true)"


def leave_context():
    """What follows in this transaction happens in no context that was opened before in it.

    PostgreSQL keeps the circumstances of a context until the transaction ends, and all that follows would bear them.
    For what goes on in one transaction beyond a context, as the making of a demo does.
    """
    with connection.cursor() as cursor:
        cursor.execute(NO_CONTEXT)


HIDDEN_FIELDS = {
    *("id", "pgh_id", "password", "last_login", "version", "entry_key", "school_key", "deleted_at"),
    "confirmed_values",  # numbers that the history shows already
}


def tracked(*, comes_in_bulk=False, **options):
    """Class decorator: keep every insert, change and delete of the model in an append-only event table.

    `comes_in_bulk`: thousands of rows are written by one statement; their events are written by one as well.
    """
    # New trackers for each model: the library binds them. Its default misses deletes and lets events be changed.
    if comes_in_bulk:
        writes = (pghistory.InsertEvent(level=pgtrigger.Statement), _UpdatesOfAStatement(level=pgtrigger.Statement))
    else:
        writes = (pghistory.InsertEvent(), pghistory.UpdateEvent())
    return pghistory.track(*writes, pghistory.DeleteEvent(), append_only=True, **options)


class _UpdatesOfAStatement(pghistory.UpdateEvent):
    """The events of all rows that one UPDATE changed, by one INSERT."""

    def add_event_trigger(self, event_model):
        trigger = _PlannedEachTime(
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=self.level,
        )
        pgtrigger.register(trigger)(event_model.pgh_tracked_model)


class _PlannedEachTime(pghistory.trigger.Event):
    """PostgreSQL keeps the plan that a function made for its first call. Here old rows are joined with new ones: the
    plan made for one row compares each with each, and for fifty thousand that takes minutes. So it is no kept plan.
    """

    def get_func(self, model):
        statement = super().get_func(model).func.removesuffix("RETURN NULL;").strip().removesuffix(";")
        return pgtrigger.Func(f"EXECUTE $history${statement}$history$; RETURN NULL;")


def tracked_links(**options):
    """Class decorator for a proxy of a many-to-many's own table: keep every link that is made or dropped.

    One event row per link, but one trigger call per statement: saving a form with four links costs what one costs.
    """
    trackers = (pghistory.InsertEvent("link"), pghistory.DeleteEvent("unlink"))
    return pghistory.track(*trackers, append_only=True, obj_field=None, level=pgtrigger.Statement, **options)


@dataclass(frozen=True)
class Change:
    """A field by its label, and its value before and after in words; an empty text is an empty field."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One event of a record's life. `who` is a display name; `address` is where the request came from, `page` what it
    asked for, `request` its id in the logs, `job` the number of the job, `context` what they all have in common."""

    at: datetime
    kind: str
    who: str
    address: str
    changes: tuple
    note: str = ""
    page: str = ""
    request: str = ""
    job: int | None = None
    context: object = None
    is_first: bool = False  # the record was entered with it, or is told of from here on


class History(list):
    """Entries of one record, newest first; `url` leads to them among those of all records, where there are any."""

    url = ""


def history_of(obj):
    """The life of `obj` as a list of `Entry`, newest first: who, when, from where, before and after.

    What one request wrote in one transaction is one entry. Read from the model's own event table and those of its
    tracked links; the number of queries depends on the model, not on the number of events.
    """
    links = _link_events(obj)
    own = list(obj.events.select_related("pgh_context").order_by("pgh_id"))
    writes = _writes(own, links)
    words = Words(type(obj), own, links)
    linked_after = {field: words.linked_now(obj, field) for field in links}
    entries = History()
    entries.url = screen_of(obj)
    for first, events, field_links in reversed(writes):
        changes = _field_changes(own, events, words) + _link_changes(field_links, linked_after, words)
        if changes or not events or events[-1].pgh_label != "update":
            entries.append(_entry(first, events, changes, words))
    return entries


def screen_of(obj):
    """The address of the audit trail's page, for this record alone."""
    return f"{reverse('district:history')}?{urlencode({'kind': obj._meta.label_lower, 'record': obj.pk})}"


def entry_of(event, before, words):
    """One event told against the event before it of the same record (None where there was none)."""
    own = [before, event] if before else [event]
    return _entry(event, [event], _field_changes(own, [event], words), words)


def newest_events(obj, fields):
    """The newest event of a record, then of each of these many-to-many fields: their ids, 0 where there is none.

    Two such lists are equal exactly if nobody has saved in between.
    """
    found = [obj.events.order_by("-pgh_id").values_list("pgh_id", flat=True).first()]
    for field in fields:
        rows = _link_rows(obj, field)
        found.append(rows.order_by("-pgh_id").values_list("pgh_id", flat=True).first() if rows is not None else 0)
    return [pk or 0 for pk in found]


def linked_at(obj, field, *, moment=None, event=None):
    """Keys that a many-to-many field with tracked links had at a moment or after an event: today's, wound back."""
    keys = set(getattr(obj, field.name).values_list("pk", flat=True))
    for later in reversed(_link_events(obj).get(field, [])):
        if later.pgh_created_at > moment if event is None else later.pgh_id > event:
            target = getattr(later, f"{field.m2m_reverse_field_name()}_id")
            keys = keys - {target} if later.pgh_label == "link" else keys | {target}
    return keys


def _link_events(obj):
    """For each many-to-many field whose links are tracked: its event rows for this record, oldest first."""
    found = {}
    for field in obj._meta.many_to_many:
        rows = _link_rows(obj, field)
        if rows is not None:
            found[field] = list(rows.select_related("pgh_context").order_by("pgh_id"))
    return found


def _link_rows(obj, field):
    """The events of one field's links as a queryset; None where its links are not tracked."""
    for event_model in pghistory.core.event_models(include_missing_pgh_obj=True):
        if event_model.pgh_tracked_model._meta.concrete_model is field.remote_field.through:
            return event_model.objects.filter(**{f"{field.m2m_field_name()}_id": obj.pk})
    return None


def _writes(own, links):
    """Events grouped by transaction and request, oldest first: (any event, own events, {field: link events})."""
    groups = {}
    for event in own:
        group = groups.setdefault((event.pgh_created_at, event.pgh_context_id), (event, [], {}))
        group[1].append(event)
    for field, events in links.items():
        for event in events:
            group = groups.setdefault((event.pgh_created_at, event.pgh_context_id), (event, [], {}))
            group[2].setdefault(field, []).append(event)
    return sorted(groups.values(), key=lambda group: group[0].pgh_created_at)


def _field_changes(own, events, words):
    """What the own events of one write changed in the record's fields, from before the first to after the last."""
    if not events or events[-1].pgh_label == "delete":
        return ()
    position = own.index(events[0])
    before = own[position - 1] if position else None
    if before is None and events[0].pgh_label == "update":
        return ()  # the record was loaded without a trace: what it said before is not known
    pairs = (
        Change(words.label(field), words.value(field, before), words.value(field, events[-1]))
        for field in words.fields
        if field.name not in HIDDEN_FIELDS and (before or getattr(events[-1], field.attname) is not False)
    )
    return tuple(change for change in pairs if change.before != change.after)


def _link_changes(field_links, linked_after, words):
    """What one write changed in the links; `linked_after` holds what was linked after it and is wound back."""
    changes = []
    for field, events in field_links.items():
        after, before = linked_after[field], set(linked_after[field])
        for event in reversed(events):
            target = words.target_of(field, event)
            before = before - {target} if event.pgh_label == "link" else before | {target}
        linked_after[field] = before
        if before != after:
            changes.append(Change(words.label(field), words.linked(field, before), words.linked(field, after)))
    return tuple(changes)


def _entry(first, events, changes, words):
    metadata = first.pgh_context.metadata if first.pgh_context else {}
    return Entry(
        at=first.pgh_created_at,
        kind=_kind(events),
        who=words.person(metadata.get("user")),
        address=metadata.get("ip") or "",
        changes=changes,
        note=metadata.get("note") or "",
        page=metadata.get("url") or "",
        request=metadata.get("request") or "",
        job=metadata.get("job"),
        context=first.pgh_context_id,
        is_first="insert" in [event.pgh_label for event in events],
    )


def _kind(events):
    labels = [event.pgh_label for event in events]
    if "insert" in labels:
        return _("Created")
    if "delete" in labels:
        return _("Deleted for good")
    return _("Changed")
