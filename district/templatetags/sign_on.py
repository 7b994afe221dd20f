from django import template
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.utils.http import urlencode

from district.single_sign_on import ways

register = template.Library()


@register.simple_tag(takes_context=True)
def sign_on_ways(context):
    """The district's own ways in, each as {name, url}; where the person wanted to go comes along."""
    wanted = context["request"].GET.get(REDIRECT_FIELD_NAME) or context["request"].POST.get(REDIRECT_FIELD_NAME)
    query = f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""
    return [{"name": name, "url": url + query} for name, url in ways()]
