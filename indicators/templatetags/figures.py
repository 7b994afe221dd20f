"""How a single count or figure stands in a table cell or a line. Filters, as a dashboard holds hundreds of them."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext as _

from indicators.addresses import figure_url

register = template.Library()

MARK = '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>'


@register.filter
def count(text, instead=""):
    """A count, as text; None where there is none: then `instead` says why, else nobody has reported."""
    return format_html(MARK, "—", instead or _("not reported")) if text is None else conditional_escape(text)


@register.filter
def breakable(label):
    """A label that may be broken after a slash, for the head of a narrow column."""
    return format_html_join(format_html("{}<wbr>", "/"), "{}", ((part,) for part in str(label).split("/")))


@register.filter
def figure(found):
    """The text of a `Figure` (None: nothing was published), and words where a mark would say nothing."""
    if found is None:
        return count(None)
    return conditional_escape(found.text) if found.is_exact else format_html(MARK, found.text, found.words)


@register.filter
def opened(found, back=""):
    """A `figure` of the district that leads to where it is explained, with the way `back` to where it stands."""
    if found is None:
        return figure(found)
    return format_html('<a href="{}">{}</a>', figure_url(found, back=back), figure(found))


@register.filter
def told(cell):
    """The text of a cell of an answer, and words where it is a mark or needs some."""
    text = format_html(MARK, cell.text, cell.words) if cell.words else conditional_escape(cell.text)
    return format_html('{} <span class="small muted">({})</span>', text, cell.note) if cell.note else text
