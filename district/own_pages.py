"""Addresses of the portal's own pages that a person may keep or come back to. Nothing else is ever followed.

An address that somebody typed or sent is taken apart and put together again from the page's name in the table of pages
and from its words; a foreign host, a page that writes, and a page that is not in `KEPT_PAGES` come to nothing.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from district import names

MOST_CHARACTERS = 1500
FRAGMENT = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,40}")
NOT_KEPT = {"format", "table", "raw", "page", "back", "csrfmiddlewaretoken"}  # of a moment, not of a view

# Pages whose address says all that is shown: they can be kept under a name, sent, and come back to.
KEPT_PAGES = {
    "indicators:ask": _("Ask the data"),
    "indicators:district-dashboard": _("District dashboard"),
    "indicators:school-dashboard": _("Dashboard of a school"),
    "indicators:indicator-detail": _("Indicator"),
    "indicators:value-detail": _("This number"),
    "indicators:together": _("Engagement and outcomes together"),
    "indicators:peers": _("Beside other districts"),
    "indicators:target-overview": _("Targets"),
    "indicators:scorecard": _("District scorecard"),
    "indicators:indicator-gaps": _("Gaps between groups"),
    "indicators:import-list": _("Imports"),
    "district:school-list": _("Schools"),
    "district:school-detail": _("School"),
    "partnerships:activity-list": _("Activities"),
    "partnerships:quality": _("Quality of engagement"),
    "partnerships:series-list": _("Series of sessions"),
    "partnerships:reach-list": _("Different families reached"),
    "partnerships:partner-list": _("Partners"),
    "partnerships:agreement-list": _("Agreements with partners"),
    "partnerships:service-list": _("Service of partners"),
    "partnerships:survey-list": _("Surveys"),
    "partnerships:evaluation-list": _("Evaluations of partnerships"),
    "partnerships:evaluation-summary": _("How partnerships go"),
    "partnerships:walkthrough-list": _("Welcoming walkthroughs"),
    "partnerships:recommendation-list": _("Recommendations"),
    "partnerships:opportunity-list": _("Community learning"),
    "partnerships:results-messages": _("Results told"),
    "plans:action-plan-list": _("School action plans"),
    "plans:plan-coverage": _("What no school stands behind"),
    "governance:council-list": names.COUNCILS,
    "governance:duty-overview": _("Duties of the councils"),
    "governance:effectiveness-list": _("How councils do"),
    "governance:compact-list": _("School-family compacts"),
    "governance:training-sessions": _("Training"),
}


def page_of(address):
    """(name in the table of pages, its arguments) of an address of the portal; (None, {}) for any other."""
    parts = parts_of(address)
    if parts is None:
        return None, {}
    try:
        found = resolve(parts.path)
    except (Resolver404, ValueError):
        return None, {}
    return found.view_name, found.kwargs


def parts_of(address):
    """The parts of a path within the portal; None for what is none, or could lead elsewhere."""
    if not isinstance(address, str) or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    if len(address) > MOST_CHARACTERS or any(character < " " or character == "\\" for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else parts


def label_of(address):
    """What kind of page it is, in words; empty for pages that are not kept."""
    name, _arguments = page_of(address)
    return KEPT_PAGES.get(name, "")


def kept_address(address):
    """The address as it is kept: of one of `KEPT_PAGES`, without what is of a moment; empty for anything else."""
    name, _arguments = page_of(address)
    return without_moment(address) if name in KEPT_PAGES else ""


def without_moment(address):
    """An address within the portal without what is of a moment; empty for any other."""
    return "" if parts_of(address) is None else _with_words(address, lambda word: word not in NOT_KEPT)


def way_back(address):
    """(label, address) of the page that one came from, its filters, its page and its own way back included; or None."""
    name, _arguments = page_of(address)
    if name not in KEPT_PAGES:
        return None
    return KEPT_PAGES[name], _with_words(address, lambda word: word not in ("format", "table", "raw"))


def _with_words(address, is_kept):
    parts = parts_of(address)
    words = [(word, value) for word, value in parse_qsl(parts.query) if is_kept(word)]
    address = f"{parts.path}?{urlencode(words)}" if words else parts.path
    return f"{address}#{parts.fragment}" if FRAGMENT.fullmatch(parts.fragment) else address
