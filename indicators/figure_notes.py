"""What a file with published figures says of itself: definitions, sources, marks, and what is hidden and why.

The same words as on the pages (`_marks.html`), for sheets of notes and heads of JSON files.
"""

from django.utils.translation import gettext as _

from indicators import definitions, instruments
from indicators.models import Indicator


def marks():
    """[(what, text)] of the marks, and of the rule behind them."""
    return [
        (
            "*",
            _(
                "Suppressed: so few students are behind it that it could say something about one of them, or it is "
                "hidden so that such a figure cannot be worked out. The value exists."
            ),
        ),
        ("≤ ≥", _("At or beyond a limit: rates very near 0 or 100 percent are not printed exactly.")),
        ("N/A", _("Not applicable: the school does not have these grades.")),
        ("—", _("Not reported: nobody has published a figure.")),
        (
            _("Suppression"),
            _(
                "Every figure has passed the district's publication rule. What pages hide is hidden here too, and "
                "nothing in this file says more than the pages do."
            ),
        ),
    ]


def of_figures(figures):
    """[(what, text)] for a table of `Figure`s: definitions, publishers, days, then the marks. One query."""
    codes = {one.indicator for one in figures}
    series = [instruments.INSTRUMENTS[code] for code in sorted({one.instrument for one in figures}) if known(code)]
    days = sorted({one.as_of_date for one in figures if one.as_of_date})
    found = [
        (_("Definition"), " ".join(filter(None, (f"{one.name}: {counts.definition}", said_of_years(counts)))))
        for one in Indicator.objects.filter(pk__in=codes)
        for counts in definitions.all_of(one)
    ]
    found += [(_("Source"), f"{one.code}, {one.label}: {one.publisher}. {one.note}".strip()) for one in series]
    if days:
        found.append((_("As of"), ", ".join(day.isoformat() for day in days)))
    return [*found, *marks()]


def said_of_years(counts):
    """The school years of one of several definitions; empty where there is only one."""
    return "" if counts.since is None and counts.until is None else f"({counts.years_text})"


def known(code):
    return code in instruments.INSTRUMENTS
