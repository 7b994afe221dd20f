"""Looking for records of one kind: the best first, and never more work than a page may cost.

What cannot be sorted in time is not sorted: of a large kind first the newest rows are looked through. Where they answer
the question often enough, the word is a common one, and they are the answer. Otherwise it is rare, and the index finds
all of it. Whatever takes too long all the same is stopped, and the page says so.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction
from django.db.models import F, Q

from district.search.kinds import Kind

MOST = 200  # hits that are listed
NEWEST = 1_000  # rows of a large kind that are looked through before the index is asked
NEWEST_FOR_LIST = 10_000  # the same for a list of hits, which wants MOST of them
ENOUGH = 20  # hits among the newest that make a word a common one: a fiftieth of all rows
MILLISECONDS = 1_500  # for one statement


@dataclass(frozen=True)
class Found:
    """The keys of what was found, best first. `is_more`: there may be others. `is_stopped`: it took too long."""

    kind: Kind
    keys: tuple = ()
    is_more: bool = False
    is_stopped: bool = False


def find(kinds, user, question, newest=NEWEST):
    """What the person may see of each of `kinds` that answers the question; kinds without hits too."""
    with transaction.atomic(), limited_time():
        return [find_kind(kind, user, question, newest) for kind in kinds]


def find_kind(kind, user, question, newest):
    rows = kind.rows(user)
    recent = _keys(_among_newest(kind, rows, question, newest)) if kind.is_large else []
    if recent and len(recent) >= ENOUGH:
        is_more = len(recent) > MOST or rows.order_by(*kind.order)[newest : newest + 1].exists()
        return Found(kind, tuple(recent[:MOST]), is_more)
    found = _keys(_among_all(kind, rows, question))
    if found is None:
        return Found(kind, tuple(recent or ()), is_more=bool(recent), is_stopped=True)
    return Found(kind, tuple(found[:MOST]), is_more=len(found) > MOST)


@contextmanager
def limited_time():
    """Statements inside end after MILLISECONDS with an OperationalError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{MILLISECONDS}ms"])
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


def _keys(statement):
    """The keys that a statement gives; none where nobody may see any row, None where it took too long."""
    try:
        sql, parameters = statement()
    except EmptyResultSet:
        return []
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return [key for (key,) in cursor.fetchall()]
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != "57014":  # query_canceled
            raise
        return None


# Written by hand because the order of the steps is the point: OFFSET 0 and LIMIT keep the planner from taking the index
# of the order for a rare word, which would read the whole table.
_RANKED = """
SELECT found_key FROM (SELECT * FROM {source} LIMIT {most}) AS found
ORDER BY {rank} DESC, {order}
"""


def _among_all(kind, rows, question):
    def statement():
        matching = rows.filter(_condition(kind, rows.model, question)).order_by()
        inner, parameters = _columns(kind, matching).query.sql_with_params()
        return _ranked(kind, f"({inner} OFFSET 0) AS matching ORDER BY {_order(kind)}", parameters, question)

    return statement


def _among_newest(kind, rows, question, how_many):
    def statement():
        newest = _columns(kind, rows.order_by(*kind.order)[:how_many])
        inner, parameters = newest.query.sql_with_params()
        source = f"({inner}) AS newest WHERE portal_words(found_names, found_texts) @@ %s::tsquery"
        return _ranked(kind, source, (*parameters, question.tsquery), question)

    return statement


def _ranked(kind, source, parameters, question):
    rank = "portal_words(found_names, '') @@ %s::tsquery"
    if not kind.is_dated:
        rank = "ts_rank(portal_words(found_names, ''), %s::tsquery, 2)"  # 2: a short name that holds it is better
    sql = _RANKED.format(source=source, most=MOST + 1, rank=rank, order=_order(kind))
    return sql, (*parameters, question.tsquery)


def _columns(kind, rows):
    """The rows with the columns that the statements name: key, names, texts, and what they are sorted by."""
    order = {f"found_order_{place}": F(name.removeprefix("-")) for place, name in enumerate(kind.order)}
    columns = {"found_key": F("pk"), "found_names": kind.words.names, "found_texts": kind.words.texts, **order}
    return rows.annotate(**columns).values_list(*columns)


def _order(kind):
    directions = ("DESC" if name.startswith("-") else "ASC" for name in kind.order)
    return ", ".join(f"found_order_{place} {direction}" for place, direction in enumerate(directions))


def _condition(kind, model, question):
    """Its own words, or those of another record that leads to it."""
    others = [
        Q(**{also.lookup: also.rows.filter(also.words.match(question.tsquery)).order_by().values(also.key)})
        for also in kind.also
    ]
    if not others:
        return Q(kind.words.match(question.tsquery))
    if kind.words.is_given:  # through the key, so that each part is answered by its own index
        others.append(Q(pk__in=model.objects.filter(kind.words.match(question.tsquery)).order_by().values("pk")))
    either = Q()
    for one in others:
        either |= one
    return either
