"""The pictures that stand beside a link when somebody sends it: our own charts, drawn by the engine of our documents.

A picture is kept under a digest of everything that is on it, so it changes exactly when something on it does.
"""

import hashlib
import json

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from district import names
from district.printing import fonts, pictures
from district.printing.characters import Printer
from district.printing.engine import compile_png
from fce_portal.public import front
from fce_portal.the_district import the_district
from indicators import kept_pages
from indicators import pictures as figure_pictures
from indicators.kept_pages import Stamp
from indicators.parameters import this_year
from plans.implementation import milestones_done

WIDTH, HEIGHT = 1200, 630  # pixels, as previews of links want them
PIXELS_PER_INCH = 144  # the template is half as large in points
KEPT_SECONDS = 7 * 24 * 3600
VERSION = 1  # of the template: a change of its look makes new pictures


def of_front():
    """What is on the picture of the front page, as the template takes it."""
    found = front.promises()
    done, total = sum(one.together.done for one in found), sum(one.together.total for one in found)
    lines = [milestones_done(done, total)] if total else []
    if goals := standings():
        lines.append(front.tally(goals))
    title = _("A partnership with families, and the proof of how it is going")
    return card(title=title, lines=lines)


def of_indicator(indicator):
    """The same for one indicator: its latest figure, its goal, its line over the years."""
    standing = next((one.standing for one in standings() if one.standing.indicator == indicator), None)
    if standing is None or standing.now is None:
        return card(title=indicator.name, lines=[_("No figure is published yet.")])
    lines = [_("The goal: %(target)s.") % {"target": standing.target_text}] if standing.target else []
    trend = figure_pictures.trend_of_standing(standing, "trend")
    return card(
        title=indicator.name,
        figure=standing.now.text if standing.now.is_exact else standing.now.words,
        unit=standing.now.year_label,
        lines=[*lines, str(standing.status.label)],
        chart=svg_alone(pictures.chart("trend.svg", chart=trend)) if trend else "",
    )


def standings():
    """The goals of the district, kept like the parts of pages: they are the same until something is published."""
    version = Stamp.now().publication, this_year()
    return kept_pages.kept("card-goals", version, front.goals)


def svg_alone(drawn):
    """The drawing without the line of words that some charts have below."""
    return drawn.partition("</svg>")[0] + "</svg>"


def card(*, title, figure="", unit="", lines=(), chart=""):
    district = the_district()
    words = {
        "title": title,
        "figure": figure,
        "unit": unit,
        "lines": list(lines),
        "sender": f"{names.name('district') or (district.name if district else '')} · {names.name('portal')}".strip(
            " ·"
        ),
        "foot": _("Demonstration data") if district and district.is_demo else _("Published figures of the district"),
    }
    return {
        **Printer().data(words),
        "chart": chart,
        "mark": pictures.mark(),
        "colours": pictures.tokens(),
        "fonts": list(fonts.FAMILIES),
        "language": get_language(),
        "version": VERSION,
    }


def digest_of(data):
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def drawn(data):
    """(PNG, digest) of a card; about a tenth of a second the first time, then from the cache."""
    digest = digest_of(data)
    key = f"card/{digest}"
    png = cache.get(key)
    if png is None:
        png = compile_png(data, template="card.typ", pixels_per_inch=PIXELS_PER_INCH)
        cache.set(key, png, KEPT_SECONDS)
    return png, digest
