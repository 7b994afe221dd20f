"""Drawings for printed documents: the portal's own charts and icons, coloured by the portal's own stylesheet.

A page colours its charts by classes; a drawing that stands alone needs the rules inside. They are read from
`portal.css`, so that a colour is written down once.
"""

import re
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string

STYLES = settings.BASE_DIR / "static" / "css" / "portal.css"
SPRITE = settings.BASE_DIR / "static" / "vendor" / "icons.svg"
CHART_CLASS = r"\.(?:chart|fill|stroke)-[\w-]+"
CHART_RULE = re.compile(rf"^({CHART_CLASS}(?:, {CHART_CLASS})*) \{{([^}}]*)\}}", re.MULTILINE)
DRAWING = re.compile("<svg .*?</svg>", re.DOTALL)  # without the words that a page writes above and below it
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'

STATUS_ICONS = {
    "good": ("check-circle-fill", "good"),
    "active": ("circle-half", "primary"),
    "warn": ("exclamation-triangle-fill", "warn"),
    "bad": ("exclamation-octagon-fill", "bad"),
    "paused": ("pause-circle-fill", "calm"),
    "stopped": ("stop-circle-fill", "calm"),
    "waiting": ("clock", "calm"),
    "neutral": ("circle", "calm"),
}


@cache
def tokens():
    """The colours of the portal by name (`ink`, `primary`, …), as hexadecimal numbers."""
    root = re.search(r":root \{(.*?)\n\}", STYLES.read_text(), re.DOTALL)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", root))


@cache
def chart_rules():
    """The rules of the stylesheet that colour charts, with the colours themselves in place of their names."""
    rules = (f"{selector}{{{body}}}" for selector, body in CHART_RULE.findall(STYLES.read_text()))
    return re.sub(r"var\(--([\w-]+)\)", lambda name: tokens()[name[1]], "".join(rules))


def chart(template, **context):
    """A chart of `components/charts/` as an SVG that stands alone."""
    return alone(DRAWING.search(render_to_string(f"components/charts/{template}", context))[0])


def alone(svg):
    """A drawing of a page as one that stands alone, with the colours of its classes inside."""
    style = f'<style>text{{font-family:"Public Sans"}}{chart_rules()}</style>'
    return re.sub(r"<svg ([^>]*)>", rf"<svg {NAMESPACE} \1>{style}", svg, count=1)


@cache
def status_icons():
    """The shape of each kind of state, in its colour."""
    return {kind: {"svg": icon(name, tokens()[colour])} for kind, (name, colour) in STATUS_ICONS.items()}


def icon(name, colour):
    inside = re.search(rf'<symbol id="{name}"[^>]*>(.*?)</symbol>', SPRITE.read_text(), re.DOTALL)[1]
    return f'<svg {NAMESPACE} viewBox="0 0 16 16" fill="{colour}">{inside}</svg>'


@cache
def mark():
    """The portal's mark, for the head of the first page."""
    return (settings.BASE_DIR / "static" / "img" / "mark.svg").read_text()
