"""While a maintenance holds, readers find a page that says so; administrators sign in and see the portal as ever.

The page needs neither database nor session nor a language: it speaks both.
"""

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from district import maintenance, pausing
from district.access import Can, may

# Where people sign in and out, and what machines ask.
OPEN = ("/accounts/", "/healthz", "/readyz", "/metrics", "/language/")


class MaintenanceMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if pausing.is_on() and not comes_in(request):
            held = maintenance.current()
            if held:
                return page(held)
        return self.get_response(request)


def comes_in(request):
    """Whether the page is served all the same. Where the database cannot say who asks, it is nobody."""
    if request.path.startswith(OPEN):
        return True
    try:
        return may(request.user, Can.TEND_PORTAL)
    except (DatabaseError, InterfaceError):
        request.user = AnonymousUser()  # nobody asks the database for them again
        return False


def page(held):
    context = {"held": held, "until_en": moment(held.until, "en"), "until_es": moment(held.until, "es")}
    text = render_to_string("503.html", context)
    response = HttpResponse(text, status=503)
    response.headers["Retry-After"] = str(held.retry_after(timezone.now()))
    response.headers["Cache-Control"] = "no-store"
    response._has_been_logged = True  # Django would call each an error; the request has its line anyway
    return response


def moment(when, language):
    """A time of the district as readers of a language write it; empty where there is none."""
    if when is None:
        return ""
    with translation.override(language):
        return date_format(timezone.localtime(when), "DATETIME_FORMAT")
