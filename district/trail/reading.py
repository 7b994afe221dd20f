"""Who changed what, over all kinds of records at once: a page at a time, whatever the number of events.

Each kind has an event table of its own, numbered as events happen. A page takes the newest few of each table (by its
primary key) and merges them by time; where it ended, the cursor says for each table. Days are turned into ranges of
numbers by halving (`district_first_event_since`), a person into the requests of theirs, some at a time. So nothing
reads more than a page of any table, and no event table needs a further index.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

from district import audit
from district.models import School
from district.trail.kinds import way_to_school
from district.trail.tables import quoted

CONTEXTS_AT_ONCE = 200  # requests of a person that one page looks through
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LARGEST_KEY = 2**63 - 1
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Asked:
    """What is asked for: `kinds` are event models by code, `record` the key of one, `schools` and `people` ids,
    `context` one request or job."""

    kinds: dict
    record: str = ""
    people: tuple | None = None
    schools: tuple | None = None
    label: str = ""
    first: date | None = None
    last: date | None = None
    context: UUID | None = None


@dataclass(frozen=True)
class Found:
    """One event before it is put into words."""

    kind: str
    pk: int
    at: datetime
    record: str


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: by kind the number under which to go on (kinds that are not named have no more), and for a
    person the request up to which theirs were looked through."""

    under: dict = field(default_factory=dict)
    window: tuple | None = None

    def as_text(self, codes):
        marks = "-".join(f"{_short(codes.index(code))}.{_short(number)}" for code, number in self.under.items())
        window = f"{self.window[0].timestamp():.6f}_{self.window[1].hex}" if self.window else ""
        return f"{window}~{marks}"


def cursor_from(text, codes):
    """The cursor that an address holds; None for a first page and for whatever no page has written."""
    window, _tilde, marks = text.partition("~")
    try:
        under = {}
        for mark in filter(None, marks.split("-")):
            index, _dot, number = mark.partition(".")
            under[codes[int(index, 36)]] = min(int(number, 36), 2**63 - 1)
        if not window:
            return Cursor(under) if under else None
        moment, _line, identity = window.partition("_")
        at = datetime.fromtimestamp(float(moment), tz=timezone.get_default_timezone())
        return Cursor(under, (at, UUID(hex=identity)))
    except (ValueError, IndexError, OverflowError, OSError):
        return None


def _short(number):
    text = ""
    while number or not text:
        number, rest = divmod(number, 36)
        text = DIGITS[rest] + text
    return text


def page(asked, cursor, size, told):
    """(what was found, where to go on or None). `told` takes what was found and returns what the reader may be told;
    a page looks a few times further rather than be empty."""
    for _try in range(4):
        found, cursor = events(asked, cursor, size)
        rows = told(found)
        if rows or cursor is None:
            break
    return rows, cursor


def events(asked, cursor, size):
    """The next `size` events by time, and where to go on. Three queries at most."""
    contexts, window, next_window = None, None, None
    if asked.context:
        contexts = [asked.context]
    elif asked.people is not None:
        window = (cursor and cursor.window) or (timezone.now() + timedelta(minutes=1), UUID(int=2**128 - 1))
        contexts, next_window = contexts_of(asked, window)
        if not contexts:
            return [], None
    under = cursor.under if cursor else {}
    arms = read_arms(asked, under, contexts, size)
    found, on = merged(arms, size)
    if on:
        return found, Cursor(on, window)
    return found, Cursor({}, next_window) if next_window else None


def contexts_of(asked, window):
    """Requests and jobs of these people, newest first, and the last one if there may be more."""
    # A request begins before its events, by a day at most.
    known = {
        "people": [str(pk) for pk in asked.people],
        "at": window[0],
        "id": str(window[1]),
        "size": CONTEXTS_AT_ONCE,
    }
    known["earliest"] = audit.start_of(asked.first or EARLIEST) - audit.ONE_DAY
    known["latest"] = audit.start_of((asked.last or LATEST) + audit.ONE_DAY)
    with connection.cursor() as cursor:
        cursor.execute(CONTEXTS_OF, known)
        rows = cursor.fetchall()
    return [pk for pk, _at in rows], (rows[-1][1], rows[-1][0]) if len(rows) == CONTEXTS_AT_ONCE else None


CONTEXTS_OF = """
    SELECT theirs.id, theirs.created_at
    FROM unnest(%(people)s::jsonb[]) AS person(key) CROSS JOIN LATERAL (
        SELECT id, created_at FROM pghistory_context
        WHERE metadata -> 'user' = person.key AND created_at >= %(earliest)s AND created_at < %(latest)s
            AND (created_at, id) < (%(at)s, %(id)s::uuid)
        ORDER BY created_at DESC, id DESC LIMIT %(size)s
    ) theirs
    ORDER BY theirs.created_at DESC, theirs.id DESC LIMIT %(size)s
"""


def read_arms(asked, under, contexts, size):
    """{code: its newest events under where the last page ended}, one more than a page has."""
    codes = [code for code in asked.kinds if not under or code in under]
    ranges = ranges_of(asked, codes)
    arms, parameters = [], []
    for code in codes:
        sql, values = arm(asked, code, under.get(code), contexts, ranges.get(code), size + 1)
        if sql:
            arms.append(sql)
            parameters += values
    found = {code: [] for code in codes}
    if arms:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(arms), parameters)
            for code, pk, at, record in cursor.fetchall():
                found[code].append(Found(code, pk, at, record))
    return {code: sorted(rows, key=lambda row: -row.pk) for code, rows in found.items() if rows}


def ranges_of(asked, codes):
    """{code: (first number, number after the last)} of the days that are asked for; of long transactions, whose events
    carry their start, an hour more."""
    if not codes or not (asked.first or asked.last):
        return {}
    first = audit.start_of(asked.first) if asked.first else None
    last = audit.start_of(asked.last + audit.ONE_DAY) + audit.LATE_COMMITS if asked.last else None
    since = "district_first_event_since(kind.name::regclass, %s)"
    columns = [since if moment else "NULL" for moment in (first, last)]
    moments = [moment for moment in (first, last) if moment]
    names = [quoted(asked.kinds[code]._meta.db_table) for code in codes]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind.code, {', '.join(columns)} FROM unnest(%s::text[], %s::text[]) AS kind(code, name)",
            [*moments, list(codes), names],
        )
        return {code: (low, high) for code, low, high in cursor.fetchall()}


def arm(asked, code, under, contexts, span, limit):
    """SQL of the newest events of one kind, and its parameters; "" where the kind can have none."""
    model = asked.kinds[code]
    where, values = ["true"], []

    def add(condition, *given):
        where.append(condition)
        values.extend(given)

    if under is not None:
        add("event.pgh_id < %s", under)
    if asked.record:
        key = key_of(model.pgh_tracked_model, asked.record)
        if key is None:
            return "", []
        add("event.pgh_obj_id = %s", key)
    if contexts is not None:
        add("event.pgh_context_id = ANY(%s::uuid[])", [str(context) for context in contexts])
    if asked.label:
        add("event.pgh_label = %s", asked.label)
    if asked.first:
        add("event.pgh_created_at >= %s", audit.start_of(asked.first))
    if asked.last:
        add("event.pgh_created_at < %s", audit.start_of(asked.last + audit.ONE_DAY))
    low, high = span or (None, None)
    if low is not None:
        add("event.pgh_id >= %s", low)
    if high is not None:
        add("event.pgh_id < %s", high)
    if asked.schools is not None:
        condition = at_schools(model)
        if not condition:
            return "", []
        add(condition, list(asked.schools))
    # The events of some requests are few: found by their index first, and only then put in order.
    fence = "OFFSET 0" if contexts is not None else ""
    return (
        f"(SELECT %s, found.* FROM (SELECT event.pgh_id, event.pgh_created_at, event.pgh_obj_id::text "
        f"FROM {quoted(model._meta.db_table)} event WHERE {' AND '.join(where)} {fence}) found "
        f"ORDER BY found.pgh_id DESC LIMIT {limit})",
        [code, *values],
    )


def key_of(model, text):
    """The key of a record as its table has it; None for what cannot be one."""
    if isinstance(model._meta.pk, models.IntegerField):
        return int(text) if text.isascii() and text.isdigit() and int(text) <= LARGEST_KEY else None
    return text


def at_schools(event_model):
    """SQL that asks whether an event's record belongs to one of some schools; "" where no record of its kind does."""
    model = event_model.pgh_tracked_model
    way = way_to_school(model)
    if way is None:
        return ""
    if model is School:
        return "event.pgh_obj_id = ANY(%s)"
    columns, tables = [], []
    for name in way:
        link = model._meta.get_field(name)
        columns.append(quoted(link.column))
        model = link.related_model
        tables.append((quoted(model._meta.db_table), quoted(model._meta.pk.column)))
    if way[0] not in {one.name for one in event_model._meta.concrete_fields}:
        return ""
    condition = f"{columns[-1]} = ANY(%s)"
    for column, (table, key) in zip(reversed(columns[:-1]), reversed(tables[:-1]), strict=True):
        condition = f"{column} IN (SELECT {key} FROM {table} WHERE {condition})"
    return f"event.{condition}"


def merged(arms, size):
    """The newest `size` of all arms, each kept in its own order, and {code: the number under which to go on}; empty
    where nothing is left."""
    places, chosen = dict.fromkeys(arms, 0), []
    while len(chosen) < size:
        heads = [(arms[code][place].at, code) for code, place in places.items() if place < len(arms[code])]
        if not heads:
            return chosen, {}
        _at, code = max(heads)
        chosen.append(arms[code][places[code]])
        places[code] += 1
    left = {code: arms[code][place].pk + 1 for code, place in places.items() if place < len(arms[code])}
    return chosen, left


def narrowed(asked, reader):
    """What is asked for, at the schools where this person reads who changed what."""
    if reader.schools is None:
        return asked
    wanted = asked.schools if asked.schools is not None else reader.schools
    return replace(asked, schools=tuple(pk for pk in wanted if pk in reader.schools))
