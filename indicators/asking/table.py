"""What an answer is made of: cells, the columns and lines they stand in."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from district import school_years


@dataclass(frozen=True)
class Cell:
    """What stands in one place of the table. `number` is None for a mark, a band, and where there is nothing.

    `words` say what a mark means, `note` what a number is made of; `url` is where its parts can be seen.
    """

    text: str | None = None
    number: Decimal | int | float | None = None
    words: str = ""
    url: str = ""
    note: str = ""

    @property
    def spoken(self):
        said = self.words or self.text or _("not reported")
        return f"{said} ({self.note})" if self.note else said


NOTHING = Cell()


@dataclass(frozen=True)
class Column:
    """One subject in one school year; without a year it is that of each line."""

    subject: object
    fall_year: int | None = None
    is_alone: bool = False  # then the title names the subject, and the year is enough

    @property
    def label(self):
        label = self.subject.label
        if self.is_alone and self.fall_year is not None:
            return school_years.label(self.fall_year)
        return f"{label}, {school_years.label(self.fall_year)}" if self.fall_year is not None else label

    @property
    def key(self):
        """Its stable name in files."""
        return self.subject.key if self.fall_year is None else f"{self.subject.key}.{self.fall_year}"


@dataclass
class Line:
    """A line of the table. `key` is its stable name in files; `url` leads to the same question, one step further in."""

    key: str
    label: str
    cells: list = field(default_factory=list)
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class LineKey:
    """What a line stands for: `of` is what the sums and figures name (an id, a month, a code); `fall_year` where each
    line has its own."""

    of: object
    key: str
    label: str
    url: str = ""
    note: str = ""
    fall_year: int | None = None
