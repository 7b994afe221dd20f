from django import template
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.utils.http import urlencode

from district.portal_settings import known
from district.single_sign_on import ways

register = template.Library()


@register.simple_tag(takes_context=True)
def sign_on_ways(context):
    """The district's own ways in, each as {name, url}; where the person wanted to go comes along."""
    wanted = context["request"].GET.get(REDIRECT_FIELD_NAME) or context["request"].POST.get(REDIRECT_FIELD_NAME)
    query = f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""
    return [{"name": name, "url": url + query} for name, url in ways()]


@register.simple_tag
def codes_come_by_mail():
    """Whether people may sign in by a code in a mail: a setting."""
    return known().signs_in_by_mail
