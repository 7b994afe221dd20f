"""The sessions that teach what a page is about."""

from django import template

from district.access import Can, may
from governance.training import sessions

register = template.Library()


@register.inclusion_tag("governance/_training_for.html", takes_context=True)
def training_for(context, module_code):
    """The coming sessions of a module that the reader may see; nothing where there are none. At most three queries."""
    user = context["request"].user
    found = sessions.coming(user, module_code=module_code) if may(user, Can.VIEW_ACTIVITY) else []
    return {"sessions": found, "module_code": module_code}
