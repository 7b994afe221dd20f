"""Where the money goes as bars: from the allocation to the reserve, to schools, to what it was spent on. Geometry only.

Each bar is a picture of its own with its words outside, so that they stay legible at any width. The parts of a bar are
named in their order below it: nothing is said by colour alone.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from plans.money import dollars
from plans.title_one.books import NOTHING

WIDTH, GAP, MARK = 1000, 4, 3


@dataclass(frozen=True)
class Part:
    label: str
    amount: Decimal
    fill: str
    x: float = 0
    width: float = 0


@dataclass(frozen=True)
class Bar:
    """One step of the way. `mark` is where the least that the law asks would end, or None."""

    key: str
    title: str
    parts: list
    mark: float | None = None
    mark_label: str = ""

    @property
    def words(self):
        """The bar for those who do not see it."""
        said = [f"{part.label}: {dollars(part.amount)}" for part in self.parts]
        return f"{self.title}. {'; '.join([*said, self.mark_label] if self.mark_label else said)}."


def path_of(books):
    """The bars of a year, in the order in which the money goes."""
    budget = books.budget
    reserve = budget.reserve or NOTHING
    scale = max(books.available, books.required, books.given, books.spent, books.planned)
    return [
        bar(
            "allocation",
            _("1. The district receives"),
            budget.allocation,
            [
                (_("Reserved for family engagement"), reserve, "fill-1"),
                (_("All other Title I work"), budget.allocation - reserve, "money-rest"),
            ],
        ),
        bar(
            "available",
            _("2. For family engagement there is"),
            scale,
            [
                (_("Reserve of this year"), reserve, "fill-1"),
                (_("Left of the year before"), budget.carried_over, "fill-3"),
            ],
            books.required,
            _("Least reserve required by law: %(amount)s"),
        ),
        bar(
            "given",
            _("3. It goes to"),
            scale,
            [
                (_("Schools"), books.to_schools, "fill-1"),
                (_("Schools, left of the year before"), books.kept_by_schools, "fill-3"),
                (_("Central office"), max(books.held, NOTHING), "fill-2"),
            ],
            books.required_to_schools,
            _("Least share of schools: %(amount)s"),
        ),
        bar(
            "spent",
            _("4. Spent") if books.is_over else _("4. Spent so far"),
            scale,
            [
                (_("By schools"), max(books.spent - books.central_spent, NOTHING), "fill-1"),
                (_("By central office"), max(books.central_spent, NOTHING), "fill-2"),
                (_("Not spent") if books.is_over else _("Not spent yet"), max(books.left, NOTHING), "money-rest"),
            ],
        ),
    ]


def bar(key, title, scale, parts, least=NOTHING, least_label=""):
    placed, x = [], 0.0
    for label, amount, fill in parts:
        width = float(WIDTH * amount / scale) if scale else 0.0
        if amount > 0:
            placed.append(Part(label, amount, fill, round(x, 1), round(max(width - GAP, 2), 1)))
        x += width
    mark = round(min(float(WIDTH * least / scale), WIDTH - MARK), 1) if least and scale else None
    label = least_label % {"amount": dollars(least)} if mark is not None else ""
    return Bar(key, title, placed, mark, label)
