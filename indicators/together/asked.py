"""What a reader asks of engagement and outcomes together, as the address says it; what makes no sense is left out."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from indicators.parameters import chosen, chosen_year, whole_number
from indicators.together.among import Among, offered_for
from indicators.together.choices import HOME_VISITS, choices

HIGHEST_LINE = 1000


@dataclass(frozen=True)
class Asked:
    """`line` None: the measure's own; `since` None: the year before; `span` None: where most schools are."""

    measure: str = HOME_VISITS
    fall_year: int = 0
    instrument: str = ""
    since: int | None = None
    line: Decimal | None = None
    span: str | None = None
    school: str = ""

    @classmethod
    def of(cls, request, indicator):
        words = request.GET
        return cls(
            measure=chosen(request, "measure", choices(), HOME_VISITS),
            fall_year=chosen_year(request),
            instrument=words.get("instrument", "")[:40],
            since=whole_number(words.get("since")),
            line=as_line(words.get("line")),
            span=chosen(request, "span", offered_for(indicator), None),
            school=words.get("school", "")[:7],
        )

    def address(self, path, **changes):
        """The page's address with what was understood; `changes` replace single words."""
        one = replace(self, **changes)
        words = {
            "measure": one.measure,
            "year": one.fall_year,
            "instrument": one.instrument,
            "since": one.since,
            "line": None if one.line is None else f"{one.line:f}",
            "span": one.span and Among(one.span).value,
            "school": one.school,
        }
        return f"{path}?{urlencode({name: value for name, value in words.items() if value not in (None, '')})}"


def as_line(text):
    """A line from 0 to 1000, with a point or a comma; None for anything else."""
    try:
        number = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return round(number, 1) if number.is_finite() and 0 <= number <= HIGHEST_LINE else None
