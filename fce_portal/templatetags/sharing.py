"""The head of a page: its title, and for the public site what others need to list and share it."""

from html import unescape

from django import template
from django.template.loader import render_to_string

from fce_portal.public import sharing

register = template.Library()


class PageTitle(template.Node):
    """Draws the title once, and keeps it for what repeats it (`page_title`)."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        title = " ".join(self.nodelist.render(context).split())
        context["page_title"] = plain(title)
        return title


@register.simple_tag(takes_context=True)
def shared_page(context):
    """What stands in the head of a page of the public site; nothing for other pages, and where there is no request."""
    request = context.get("request")
    shared = sharing.of(request, context["page_title"]) if request else None
    if shared is None:
        return ""
    return render_to_string("components/shared.html", {"shared": shared, "portal": context.get("portal")})


def plain(title):
    """As a text, without the name of the site behind it: whoever repeats it escapes it anew."""
    text = unescape(title)
    return text.rpartition(" – ")[0] or text


@register.tag
def pagetitle(parser, token):
    nodelist = parser.parse(("endpagetitle",))
    parser.delete_first_token()
    return PageTitle(nodelist)
