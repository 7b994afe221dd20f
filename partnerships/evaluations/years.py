"""The years of one partnership side by side. A change is told only against the year just before, where the same was
asked in both."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.evaluations.comparing import View, lines
from partnerships.models import Evaluation

MOST_YEARS = 6


@dataclass(frozen=True)
class Cell:
    """What a side said of a criterion in a year. `change`: against the year before, in words, where it may be told."""

    view: View
    change: str


@dataclass(frozen=True)
class Row:
    """A criterion over the years; `by_year`: for each year its name and a list of `Cell`, or None where it was not
    asked."""

    title: str
    by_year: list


def of_partnership(user, partner, school):
    """The newest years' evaluations of a partnership that a person may see, the oldest first."""
    found = Evaluation.objects.visible_to(user).filter(partner=partner, school=school)
    found = found.select_related("partner", "school", "rubric").prefetch_related("sides", "rubric__criteria")
    return sorted(found.order_by("-fall_year")[:MOST_YEARS], key=lambda one: one.fall_year)


def rows(evaluations):
    """A `Row` for each criterion of these years, those of the newest version first."""
    shared = [one for one in evaluations if one.is_shared]
    by_year = {key: {line.criterion.code: line for line in found} for key, found in lines(shared).items()}
    titles = {}
    for one in reversed(shared):
        for code, line in by_year[one.pk].items():
            titles.setdefault(code, line.criterion.say("title"))
    return [
        Row(title, [(one.year_label, cells(by_year, shared, number, code)) for number, one in enumerate(shared)])
        for code, title in titles.items()
    ]


def cells(by_year, shared, number, code):
    now = by_year[shared[number].pk].get(code)
    if now is None:
        return None
    year_before = next((one for one in shared[:number] if one.fall_year == shared[number].fall_year - 1), None)
    before = by_year[year_before.pk].get(code) if year_before else None
    return [Cell(view, change(now, before, view)) for view in now.views]


def change(now, before, view):
    """In words how a side's level moved since the year before; nothing where something else was asked then."""
    if before is None or not view.level:
        return ""
    if before.criterion.trend_key != now.criterion.trend_key:
        return _("asked otherwise the year before")
    then = next((one.level for one in before.views if one.side == view.side), None)
    if not then:
        return ""
    if view.level == then:
        return _("as the year before")
    return _("up from %(level)s") % {"level": then} if view.level > then else _("down from %(level)s") % {"level": then}
