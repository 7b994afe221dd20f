"""Where the series of an indicator breaks, because its definition changed: what lies on two sides is not compared.

`Indicator.breaks` holds the first school years of approved changes (`DefinitionChange`). Changes of the law are told
beside a chart and do not forbid to compare (`pictures.LAW_CHANGES`); these do. So does a merger, in the series of the
school that took others in (`school_breaks`).
"""

from django.utils.translation import gettext as _

from district import school_years
from indicators.school_breaks import MergerYear


def crossed(indicator, first, last):
    """The newest break after the school year `first` up to `last`; None where both are counted alike."""
    return max((year for year in indicator.breaks if first < year <= last), default=None)


def counted_alike(indicator, figures):
    """Those of some figures, oldest first, that are counted like the last one."""
    if not figures:
        return []
    last = figures[-1].fall_year
    return [one for one in figures if crossed(indicator, one.fall_year, last) is None]


def epoch(indicator, fall_year):
    """The school year from which the definition counts by which a year's figure was made; 0 for the first one."""
    return max((year for year in indicator.breaks if year <= fall_year), default=0)


def why(fall_year):
    """Why nothing is compared across a break."""
    words = {"year": school_years.label(fall_year)}
    if isinstance(fall_year, MergerYear):
        return _(
            "From %(year)s on the school counts the students of others too (%(schools)s), so earlier figures are not "
            "compared with later ones."
        ) % (words | {"schools": fall_year.schools})
    return _("From %(year)s on another definition counts, so earlier figures are not compared with later ones.") % words


def note(fall_year):
    """What stands below a chart in which a break is drawn."""
    if isinstance(fall_year, MergerYear):
        words = {"year": school_years.label(fall_year), "schools": fall_year.schools}
        return _("From %(year)s on the school counts the students of others too: %(schools)s.") % words
    return _("From %(year)s on another definition counts.") % {"year": school_years.label(fall_year)}


def notes_between(indicator, first, last):
    """`note` for each break after the school year `first` up to `last`, oldest first."""
    return [note(year) for year in indicator.breaks if first < year <= last]
