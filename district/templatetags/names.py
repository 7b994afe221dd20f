from django import template

from district.languages_offered import offered
from district.names import name
from district.portal_settings import known

register = template.Library()


@register.simple_tag
def named(thing):
    """What a thing is called here: {% named "council" as title %} (`district.names`)."""
    return name(thing)


@register.simple_tag
def threshold(setting):
    """The days of one of the settings, for a sentence: {% threshold "status_days" as days %}."""
    return getattr(known(), setting)


@register.simple_tag
def languages_offered():
    """[(code, its own name)] of the languages in which the portal speaks."""
    return offered()
