"""The head of a page: its title, and for the public site what others need to list and share it."""

from html import unescape

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from fce_portal.public import sharing

register = template.Library()


class PageTitle(template.Node):
    """Draws the title once, and hands it to all that repeats it."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        title = " ".join(self.nodelist.render(context).split())
        head = format_html("<title>{}</title>", mark_safe(title))
        request = context.get("request")
        shared = sharing.of(request, plain(title)) if request else None
        if shared is None:
            return head
        return head + render_to_string("components/shared.html", {"shared": shared, "portal": context.get("portal")})


def plain(title):
    """As a text, without the name of the site behind it: whoever repeats it escapes it anew."""
    text = unescape(title)
    return text.rpartition(" – ")[0] or text


@register.tag
def pagetitle(parser, token):
    nodelist = parser.parse(("endpagetitle",))
    parser.delete_first_token()
    return PageTitle(nodelist)
