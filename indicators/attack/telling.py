"""Which hidden figures a text tells. For whatever is no file of figures: pages, documents, drawings, feeds, mails.

A text seldom says which cell its number is of as exactly as a row of a file does. So whoever attacks here knows what is
hidden, and looks for it: a number that stands with the words of a hidden cell (its school, group, indicator, school
year) and is what is hidden there is told, unless a figure that is shown in one of the cells of these words says the
same. What is told goes into the puzzle of its table like a row of a file.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override

from district import school_years
from district.models import School
from indicators.attack.tables import DISTRICT, Told
from indicators.dimensions import GROUPS, Dimension
from indicators.instruments import INSTRUMENTS
from indicators.models import Indicator
from indicators.models.values import Shown

ALL = (str(Dimension.ALL), "ALL")
YEAR = re.compile(r"\b(20\d\d)[–-](?:20)?(\d\d)\b")
NUMBER = re.compile(r"(?<![\d.,≤≥<>/#])(?<![≤≥<>] )(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,4}))?(?![\d/]|[.,]\d)\s?(%)?")
KINDS = ("place", "group", "indicator", "series", "year")
MOST_NAMES = 12  # of one kind in a text: more, and it is about nobody in particular


@dataclass(frozen=True)
class Hidden:
    """What is stored behind a cell that readers may not know. `rate` is in percent, None for counts."""

    indicator: str
    fall_year: int
    series: object
    rate: Decimal | None
    count: int | None


@dataclass(frozen=True)
class Number:
    text: str
    value: Decimal
    places: int
    is_percent: bool


class Names:
    """The words for schools, groups and indicators, in every language of the portal."""

    def __init__(self):
        self.meaning = {}
        for school in School.objects.all():
            for word in (school.name, school.code):
                self._add(word, ("place", school.code))
        for code, _name in settings.LANGUAGES:
            with override(code):
                for dimension, groups in GROUPS.items():
                    for group, label in groups.items():
                        self._add(str(label), ("group", (str(dimension), group)))
                for one in Indicator.objects.all():
                    for word in (one.name, one.short_name, one.code):
                        self._add(word, ("indicator", one.code))
                for one in INSTRUMENTS.values():
                    for word in (one.code, str(one.label)):
                        self._add(word, ("series", one.code))
        words = sorted(self.meaning, key=len, reverse=True)
        self.pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
        self.of = lru_cache(maxsize=20_000)(self._of)

    def _add(self, word, meaning):
        if word and len(word) > 1:
            self.meaning.setdefault(word.casefold(), set()).add(meaning)

    def _of(self, text):
        """The meanings of the names in a text, and the school years in it."""
        found = set()
        for name in self.pattern.finditer(text):
            found |= self.meaning[name[0].casefold()]
        found |= {("year", int(year[1])) for year in YEAR.finditer(text)
                  if school_years.FIRST_FALL_YEAR <= int(year[1]) <= school_years.LAST_FALL_YEAR}  # fmt: skip
        return frozenset(found)


class Ear:
    """Hears which hidden figures sayings tell. `hidden`: {cell: [Hidden]}; `shown`: {cell: [(indicator, fall year,
    numbers that are shown)]}; cells are (place, dimension, group). `numbered`: names that hold a number ("1.7 Evaluate
    engagement"), which is none that anybody tells."""

    def __init__(self, hidden, shown, numbered=()):
        self.names, self.hidden, self.shown = Names(), hidden, shown
        self.numbered = re.compile("|".join(map(re.escape, sorted(numbered, key=len, reverse=True))) or r"(?!)")

    def hear(self, sayings):
        """(Hidden, cell, Told) of each hidden figure that is told."""
        for saying in sayings:
            numbers = numbers_of(self.numbered.sub(" ", saying.text))
            if not numbers:
                continue
            named = frozenset().union(*(self.names.of(text) for text in (*saying.about, saying.text)))
            kinds = {kind: {value for known, value in named if known == kind} for kind in KINDS}
            if max(map(len, kinds.values())) > MOST_NAMES:
                continue
            cells = [(place, *group) for place in kinds["place"] or {DISTRICT} for group in kinds["group"] or {ALL}]
            for cell in cells:
                for one in self.hidden.get(cell, ()):
                    is_of_another = kinds["series"] and one.series.instrument not in kinds["series"]
                    if is_of_another or not is_about(one.indicator, one.fall_year, kinds):
                        continue
                    told = next((found for number in numbers if (found := told_by(number, one, kinds))
                                 and not self.is_explained(number, cells, kinds)), None)  # fmt: skip
                    if told is not None:
                        yield one, cell, told

    def is_explained(self, number, cells, kinds):
        """Whether a figure that may be read says the same number."""
        return any(
            round(known, number.places) == number.value
            for cell in cells
            for indicator, fall_year, numbers in self.shown.get(cell, ())
            if is_about(indicator, fall_year, kinds)
            for known in numbers
        )


def is_about(indicator, fall_year, kinds):
    return (not kinds["indicator"] or indicator in kinds["indicator"]) and (
        not kinds["year"] or fall_year in kinds["year"]
    )


def numbers_of(text):
    text = YEAR.sub(" ", text)
    return [
        Number(found[0], Decimal(found[1].replace(",", "") + (f".{found[2]}" if found[2] else "")), len(found[2] or ""),
               bool(found[3]))
        for found in NUMBER.finditer(text)
    ]  # fmt: skip


def told_by(number, hidden, kinds):
    """What a number tells of a hidden figure; None where it says something else.

    A rate is known by its decimals. A whole number is many things, so it is a count only where the words name school
    or group, indicator and year.
    """
    if hidden.rate is not None and number.places and round(hidden.rate, number.places) == number.value:
        return Told(str(Shown.VALUE), number.value)
    if number.places or number.is_percent or hidden.count is None or number.value != hidden.count:
        return None
    if not (kinds["indicator"] and kinds["year"] and (kinds["place"] or kinds["group"])):
        return None
    return Told(str(Shown.VALUE), hidden.rate if hidden.rate is not None else number.value, hidden.count)


__all__ = ["Ear", "Hidden", "Names"]
