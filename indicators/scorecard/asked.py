"""What the address asks of the scorecard. Whatever makes no sense is ignored: a default, never an error."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from indicators.parameters import chosen, chosen_page, chosen_year, this_year
from indicators.scorecard.classing import Basis
from indicators.spans import Span

CODE = re.compile(r"[0-9]{7}", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """`indicator`, `span` and `school` (its code) narrow the table ("" for all of them)."""

    fall_year: int
    basis: Basis
    order: str
    indicator: str
    span: str
    school: str
    page: int

    @classmethod
    def of(cls, request, codes):
        """`codes`: those of the eight indicators."""
        orders = ["name", "tier", *codes]
        return cls(
            fall_year=chosen_year(request),
            basis=Basis(chosen(request, "against", Basis.values, Basis.TARGET)),
            order=chosen(request, "sort", [*orders, *(f"-{one}" for one in orders)], "name"),
            indicator=chosen(request, "indicator", codes, ""),
            span=chosen(request, "span", Span.values, ""),
            school=request.GET.get("school", "") if CODE.fullmatch(request.GET.get("school", "")) else "",
            page=chosen_page(request),
        )

    def address(self, path, **changes):
        """The address of a page of the scorecard with what was asked; `changes` replace single words."""
        words = {
            "year": "" if self.fall_year == this_year() else self.fall_year,
            "against": "" if self.basis == Basis.TARGET else self.basis.value,
            "sort": "" if self.order == "name" else self.order,
            "indicator": self.indicator,
            "span": self.span,
            "school": self.school,
            **changes,
        }
        words = {name: value for name, value in words.items() if value}
        return f"{path}?{urlencode(words)}" if words else path
