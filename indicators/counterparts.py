"""Series of different publishers that count the same thing, and series that stand behind each other.

The state publishes years later than the district counts. What both count the same way may follow each other on a
page (with a break, never joined by a line), and what either hides, the other must not give away.
"""

from indicators import instruments

# The students behind the events: where they are hidden, the events are (facts 3.5, count indicators).
COMPANIONS = {"DISTRICT_OSS_EVENTS": "DISTRICT_SUSPENDED_STUDENTS"}

# The district's own series → what the state publishes of the same count.
COUNTERPARTS = {
    "DISTRICT_CHRONIC": ("EDSIGHT_CHRONIC", "NEXTGEN_IND4"),
    "DISTRICT_OSS_EVENTS": ("EDSIGHT_OSS_EVENTS",),
    "DISTRICT_GRAD_4YR": ("EDSIGHT_COHORT4", "NEXTGEN_IND8", "CTDATA_COHORT4"),
}


def own_series(instrument):
    """The district's own series of the same count as a series of the state; empty where there is none."""
    return next((own for own, states in COUNTERPARTS.items() if instrument in states), "")


def main_figures(indicator, by_instrument):
    """The figures that are held against baseline and target, oldest first, one series after the other.

    The indicator's main series; after its last year the district's own series of the same count. Where the main
    series has no figure at all, the district's own series of the indicator stands in.
    """
    found = sorted(by_instrument.get(indicator.primary_instrument, ()), key=when)
    own = own_series(indicator.primary_instrument)
    if not found and not own:
        series = instruments.of_indicator(indicator.pk)
        own = next((one.code for one in series if one.code.startswith("DISTRICT_") and not one.is_context), "")
    later = [one for one in by_instrument.get(own, ()) if not found or one.fall_year > found[-1].fall_year]
    return found + sorted(later, key=when) if own != indicator.primary_instrument else found


def when(figure):
    return figure.fall_year, str(figure.as_of_date or "")
