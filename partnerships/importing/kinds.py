"""What can be brought as a table: one `Kind` for each thing, with its columns and how a row of it is understood.

The engine (`checking`, `taking`, `template`) knows kinds by what stands here and by nothing else. A further kind is a
declaration beside `activities.py` and a line in `kind_of`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from district.access import Can
from partnerships.importing.cells import BadCell
from partnerships.importing.rules import broken
from partnerships.importing.words import in_every_language, plain


class Finding(NamedTuple):
    """Something to say of a row: the column it is about, the sentence, and the page that it speaks of."""

    column: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Column:
    """`label` and `hint` are lazy texts; `read` is made in `cells`.

    In a download the column has `stored` (an expression over the model; else the field of its own name), in the words
    that `show` makes of it.

    `offers` are the words of a drop-down: (known) → texts. `is_text`: a spreadsheet would make a number of it.
    """

    name: str
    label: object
    read: Callable
    stored: object = None
    show: Callable = None
    hint: object = ""
    example: str = ""
    offers: Callable = None
    is_text: bool = False
    is_date: bool = False
    is_wide: bool = False


@dataclass
class Row:
    """What came of one row: `values` as they would be stored, or `problems`; `questions` are what a page would ask."""

    cells: dict
    line: int = 0
    values: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    questions: list = field(default_factory=list)

    def refuse(self, column, text):
        self.problems.append(Finding(column, str(text)))

    def ask(self, column, text, url=""):
        self.questions.append(Finding(column, str(text), url))


@dataclass(frozen=True)
class Kind:
    """One thing that can be brought.

    - `prepare(known, cells of many rows)` looks up at once what each would ask for by itself; `complete(known, row)`
      looks at what only several cells together show.
    - `may_still(known, rows)`: whether the person may still log for all that stored rows name.
    - `identity(values)`: the school (0: the district), the day and a text that are equal in two rows that say the same;
      `matches` is SQL that says so of `sound`, a row, and `record`, one of the model's table; it is pointed out at
      `twin_column`. `told`: the columns by which a person knows a row.
    - `links`: {value: (table of links, its column of the record, its column of what is linked)}.
    - `untouched`: what a record says that nobody changed since; `gone(now, by, reason)`: what it says when it is taken
      back. `place_of_list`: the page of all records.
    - `rule_columns`: where a broken constraint is shown, by its code.
    """

    key: str
    permission: Can
    model: type
    columns: tuple
    needed: tuple
    prepare: Callable
    complete: Callable
    may_still: Callable
    identity: Callable
    matches: str
    twin_column: str
    told: tuple
    links: dict
    untouched: dict
    gone: Callable
    place_of_list: str
    rule_columns: dict = field(default_factory=dict)

    @cached_property
    def by_name(self):
        return {column.name: column for column in self.columns}

    def labels(self):
        """{column: heading} in the reader's language."""
        return {column.name: str(capfirst(column.label)) for column in self.columns}

    def headers(self):
        return list(self.labels().values())

    def known_headings(self):
        """{plain heading: column}; the codes of columns are understood too, and what a file of refused rows adds."""
        found = in_every_language(self.labels) | in_every_language(refusal_labels)
        return found | {plain(name): name for name in self.by_name}

    def check(self, known, cells, line=0):
        """The row that these cells make, with all that is wrong with it."""
        row = Row(cells, line)
        for name in self.needed:
            if not cells.get(name):
                row.refuse(name, _("This field is required."))
        for name, text in cells.items():
            column = self.by_name.get(name)
            if column is None:
                row.refuse(name, _("This cell has no heading. Take it out, or move it under one."))
                continue
            try:
                row.values[name] = column.read(known, text)
            except BadCell as bad:
                row.refuse(name, bad)
        self.complete(known, row)
        if not row.problems:
            for code, message in broken(self.model, row.values):
                row.refuse(self.rule_columns.get(code, self.needed[0]), message)
        return row

    def in_one_line(self, cells):
        """What a row says of itself, right or wrong."""
        named = (cells.get(name, "") for name in self.told)
        return " · ".join(text[:80] for text in named if text)

    def column_words(self, name):
        """The heading of a column; for a cell without one the letter that spreadsheets give it."""
        column = self.by_name.get(name)
        return str(capfirst(column.label)) if column else _("Column %(letter)s") % {"letter": name}


def refusal_labels():
    """Headings of what a file of refused rows says besides."""
    return {"line": _("Line"), "why": _("Why it was not logged")}


def kind_of(key):
    """The kind by its key; KeyError where there is none."""
    from partnerships.importing import activities, service

    return {kind.key: kind for kind in (activities.ACTIVITIES, activities.HOME_VISITS_KIND, service.SERVICE)}[key]
