"""The languages that families speak at home, held against those in which activities were offered (features, row 62).

Counts of families pass the district's threshold before anybody reads them; those that are held back take the next
smallest along until subtracting from the families enrolled brings none of their numbers back (facts 3.4).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.models import Language
from indicators.amounts import number
from indicators.models import SuppressionRule
from partnerships.models import HomeLanguage

ENGLISH = "en"


@dataclass(frozen=True)
class Spoken:
    """A language with what may be said of how many families speak it: `families` None where it is too few to tell."""

    language: Language
    families: int | None
    hidden_schools: int = 0
    offered: int = 0

    @property
    def words(self):
        if self.families is None:
            return _("too few to tell")
        if self.hidden_schools:
            text = ngettext(
                "%(families)s, and few more at %(schools)s school",
                "%(families)s, and few more at %(schools)s schools",
                self.hidden_schools,
            )
            return text % {"families": number(self.families), "schools": self.hidden_schools}
        return number(self.families)

    @property
    def is_missing(self):
        """Whether families speak it and nothing was offered in it."""
        return not self.offered and self.language.tag != ENGLISH


def shown(counts, smallest):
    """{tag: number, or None where it is too small} of one school's {tag: families}; nought is left out.

    Hides what is below `smallest`, and the next smallest as well until so many numbers are possible for each hidden
    language. Whoever knows how many families the school has knows the sum of the hidden ones, and that none is nought:
    two hidden languages that make two families would be one each.
    """
    spoken = {tag: total for tag, total in counts.items() if total}
    hidden = {tag for tag, total in spoken.items() if total < smallest}
    others = sorted(set(spoken) - hidden, key=lambda tag: (spoken[tag], tag))
    while hidden and others and (len(hidden) == 1 or possible(spoken[tag] for tag in hidden) < smallest):
        hidden.add(others.pop(0))
    return {tag: None if tag in hidden else total for tag, total in spoken.items()}


def possible(totals):
    """How many numbers are possible for one of some hidden totals, of which the sum is known and none is nought."""
    totals = list(totals)
    return sum(totals) - len(totals) + 1


def of_school(school, fall_year, offered):
    """The `Spoken` of a school, most families first; `offered` is {tag: activities in it}. Three queries."""
    stated = HomeLanguage.objects.filter(school=school, fall_year=fall_year)
    counts = dict(stated.values_list("language", "families_total"))
    return _in_order({tag: (total, 0) for tag, total in shown(counts, smallest()).items()}, offered)


def of_district(fall_year, offered):
    """The same for the district: sums of what its schools show, never more than anybody could add up. Three queries."""
    by_school = {}
    for school, tag, total in HomeLanguage.objects.filter(fall_year=fall_year).values_list(
        "school", "language", "families_total"
    ):
        by_school.setdefault(school, {})[tag] = total
    limit, sums = smallest(), {}
    for counts in by_school.values():
        for tag, total in shown(counts, limit).items():
            seen, hidden = sums.get(tag, (None, 0))
            sums[tag] = (seen, hidden + 1) if total is None else ((seen or 0) + total, hidden)
    return _in_order(sums, offered)


def schools_stated(fall_year):
    return HomeLanguage.objects.filter(fall_year=fall_year).values("school").distinct().count()


def smallest():
    return SuppressionRule.in_force().min_numerator


def _in_order(sums, offered):
    known = {language.tag: language for language in Language.objects.all()}
    rows = [
        Spoken(known[tag], families, hidden if families is not None else 0, offered.get(tag, 0))
        for tag, (families, hidden) in sums.items()
    ]
    return sorted(rows, key=lambda row: (-(row.families or 0), row.language.position, row.language.tag))
