"""Looking for records of one kind: the best first, and never more work than a page may cost.

What cannot be sorted in time is not sorted: of a large kind first the newest rows are looked through. Where they answer
the question often enough, the word is a common one, and they are the answer. Otherwise it is rare, and the index finds
all of it. Whatever takes too long all the same is stopped, and the page says so.
"""

from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction

from district.search import statements
from district.search.kinds import Kind
from district.search.statements import CANDIDATES, MOST

NEWEST = 1_000  # rows of a large kind that are looked through before the index is asked
NEWEST_FOR_LIST = 10_000  # for a common word where MOST hits are wanted, and where the index took too long
ENOUGH = 20  # hits among the newest that make a word a common one: a fiftieth of all rows
MILLISECONDS = 800  # for one statement
CANCELED = "57014"  # PostgreSQL's code for a statement that was ended


@dataclass(frozen=True)
class Found:
    """The keys of what was found, best first. `is_more`: there may be others. `is_stopped`: it took too long."""

    kind: Kind
    keys: tuple = ()
    is_more: bool = False
    is_stopped: bool = False


def find(kinds, user, question, newest=NEWEST):
    """What the person may see of each of `kinds` that answers the question; kinds without hits too.

    `newest`: how many rows of a large kind are looked through for a common word.
    """
    with transaction.atomic(), limited_time():
        return [find_kind(kind, kind.rows(user), question, newest) for kind in kinds]


def find_kind(kind, rows, question, newest):
    if kind.is_large and len(_among_newest(kind, rows, question, NEWEST) or ()) >= ENOUGH:
        return _of_the_newest(kind, rows, question, newest)
    found = _among_all(kind, rows, question)
    if found is not None:
        is_part = len(found) <= MOST and _has_more_candidates(kind, rows, question)
        return Found(kind, tuple(found[:MOST]), is_more=len(found) > MOST, is_stopped=is_part)
    if kind.is_large:  # a common word after all, only not these days
        recent = _of_the_newest(kind, rows, question, NEWEST_FOR_LIST)
        return replace(recent, is_stopped=len(recent.keys) < ENOUGH)
    return Found(kind, is_stopped=True)


def _of_the_newest(kind, rows, question, newest):
    found = _among_newest(kind, rows, question, newest) or ()
    is_more = len(found) > MOST or _any(rows.order_by(*kind.order)[newest : newest + 1])
    return Found(kind, tuple(found[:MOST]), is_more)


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


def _among_all(kind, rows, question):
    return _in_time(lambda: _keys(statements.for_all(kind, rows, question)))


def _among_newest(kind, rows, question, how_many):
    return _in_time(lambda: _keys(statements.for_newest(kind, rows, question, how_many)))


def _has_more_candidates(kind, rows, question):
    """Whether there are rows with all words of a phrase that were not read."""
    if not (kind.is_large and question.loose):
        return False
    candidates = rows.filter(statements.condition(kind, rows.model, question.loose)).order_by()
    return _any(candidates[CANDIDATES : CANDIDATES + 1])


def _any(rows):
    """Whether there are any; if that takes too long, there may be."""
    return _in_time(rows.exists) is not False


def _keys(statement):
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return [key for (key,) in cursor.fetchall()]


def _in_time(answer):
    """What `answer()` gives; nothing where nobody may see any row, None where it took too long."""
    try:
        with transaction.atomic():
            return answer()
    except EmptyResultSet:
        return []
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != CANCELED:
            raise
        return None
