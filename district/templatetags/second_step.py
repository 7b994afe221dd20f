from django import template

from district import second_factor

register = template.Library()


@register.simple_tag(takes_context=True)
def second_step_missing(context):
    """Whether the reader must set up a second factor before anything else."""
    return second_factor.is_missing(context["request"])
