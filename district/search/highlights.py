"""Marking what was looked for in what was found: safe HTML, whatever people wrote."""

from dataclasses import dataclass

from django.db import connection
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

ON, OFF = "\ue000", "\ue001"  # signs of no script; stray ones in a text can only mark too much
WHOLE = f"StartSel={ON}, StopSel={OFF}, HighlightAll=true"
PASSAGE = f"StartSel={ON}, StopSel={OFF}, MaxFragments=1, MaxWords=32, MinWords=16"
# Signs that the database would read as tags and paths; it sees others in their place, which stand between words.
_HIDE = str.maketrans("/<>", "\x02\x03\x04")
_SHOW = str.maketrans("\x02\x03\x04", "/<>")
LONGEST = 20_000  # characters of a text that are read for a passage
# A word may match by the rules of either language, or as a beginning; the reading that marks most is shown.
_HEADLINES = """
SELECT
    ts_headline('public.portal_en', part.text, question, part.way),
    ts_headline('pg_catalog.spanish', part.text, question, part.way),
    ts_headline('public.portal_plain', part.text, question, part.way)
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS part (text, way, place), CAST(%s AS tsquery) AS question
ORDER BY part.place
"""


@dataclass(frozen=True)
class Result:
    """A line of the page: `title` and `passage` are safe HTML; the passage is empty where nothing in it matched."""

    title: SafeString
    url: str
    where: str
    passage: SafeString


def results(found, question):
    """[[Result, …], …] for [(kind, records), …], with one question to the database for all of them."""
    parts, plan = [], []
    for kind, records in found:
        for record in records:
            texts = [text[:LONGEST] for text in kind.texts(record) if text]
            plan.append((kind, record, len(texts)))
            parts += [(kind.title(record), WHOLE), *((text, PASSAGE) for text in texts)]
    marked = iter(_marked(parts, question))
    lines = iter([_result(kind, record, next(marked), [next(marked) for _ in range(n)]) for kind, record, n in plan])
    return [[next(lines) for _record in records] for _kind, records in found]


def _result(kind, record, title, passages):
    best = max(passages, key=_marks, default="")
    return Result(
        title=as_html(title),
        url=kind.url(record),
        where=str(kind.where(record)),
        passage=as_html(best) if _marks(best) else SafeString(""),
    )


def _marked(parts, question):
    if not parts:
        return []
    texts, ways = [str(text) for text, _way in parts], [way for _text, way in parts]
    with connection.cursor() as cursor:
        cursor.execute(_HEADLINES, [[text.translate(_HIDE) for text in texts], ways, question.tsquery])
        best = [max(readings, key=_marks).translate(_SHOW) for readings in cursor.fetchall()]
    return [_with_dots(part, text) for part, text in zip(best, texts, strict=True)]


def _with_dots(part, text):
    """Says where a passage was taken out of a longer text."""
    words, whole = " ".join(_plain(part).split()), " ".join(_plain(text).split())
    return f"{'' if whole.startswith(words) else '… '}{part}{'' if whole.endswith(words) else ' …'}"


def _plain(text):
    return text.replace(ON, "").replace(OFF, "")


def _marks(text):
    return text.count(ON)


def as_html(text):
    """The text escaped, with <mark> around what stands between the two signs."""
    before, *marked = text.split(ON)
    html = escape(before.replace(OFF, ""))
    for part in marked:
        hit, _off, rest = part.partition(OFF)
        html += format_html("<mark>{}</mark>{}", hit, rest.replace(OFF, ""))
    return mark_safe(html)  # every piece of it was escaped above
