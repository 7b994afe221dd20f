"""The statements of a search: the keys of what answers a question, best first, MOST and one more at most.

Each raises EmptyResultSet where nobody may see any row of the kind.
"""

from django.db.models import F, Q

MOST = 200  # hits that are listed
CANDIDATES = 5_000  # rows of a large kind with all words of a "phrase" that are read to see how the words stand

# Written by hand because the order of the steps is the point: OFFSET 0 and LIMIT keep the planner from taking the index
# of the order for a rare word, which would read the whole table.
_RANKED = """
SELECT found_key FROM (SELECT * FROM {source} LIMIT {most}) AS found
ORDER BY {rank} DESC, {order}
"""
_ANSWERS = "portal_words(found_names, found_texts) @@ %s::tsquery"


def for_all(kind, rows, question):
    """Everything that answers; of a large kind's "phrases" what the CANDIDATES hold, the newest rows with all words."""
    is_loose = kind.is_large and question.loose
    matching = rows.filter(condition(kind, rows.model, question.loose if is_loose else question.tsquery)).order_by()
    inner, parameters = _columns(kind, matching).query.sql_with_params()
    source = f"({inner} OFFSET 0) AS matching ORDER BY {_order(kind)}"
    if is_loose:
        source = f"(SELECT * FROM {source} LIMIT {CANDIDATES}) AS candidates WHERE {_ANSWERS}"
        parameters = (*parameters, question.tsquery)
    return _ranked(kind, source, parameters, question)


def for_newest(kind, rows, question, how_many):
    """What answers among the newest rows, whether the index knows of them or not."""
    newest = _columns(kind, rows.order_by(*kind.order)[:how_many])
    inner, parameters = newest.query.sql_with_params()
    source = f"({inner}) AS newest WHERE {_ANSWERS}"
    return _ranked(kind, source, (*parameters, question.tsquery), question)


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


def condition(kind, model, tsquery):
    """Its own words, or those of another record that leads to it."""
    others = [
        Q(**{also.lookup: also.rows.filter(also.words.match(tsquery)).order_by().values(also.key)})
        for also in kind.also
    ]
    if not others:
        return Q(kind.words.match(tsquery))
    if kind.words.is_given:  # through the key, so that each part is answered by its own index
        others.append(Q(pk__in=model.objects.filter(kind.words.match(tsquery)).order_by().values("pk")))
    either = Q()
    for one in others:
        either |= one
    return either
