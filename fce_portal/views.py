"""The front page, "My work", the language switch and the pages for when something went wrong."""

import logging
import sys

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import check_for_language
from django.views import defaults, i18n
from django.views.decorators.http import require_POST, require_safe

from district import faults, portal_settings
from district.access import memberships_of
from district.away import is_away
from district.models import User
from district.tracing import current_code
from district.typed_text import typed_text
from fce_portal import home as home_page
from fce_portal import navigation
from fce_portal.items import Needs
from fce_portal.public import front

logger = logging.getLogger(__name__)

AGAIN_AFTER_SECONDS = 30  # what is away for a moment
MOST_CARDS = 6  # of "Start here"; the rest are a list
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@require_safe
def home(request):
    if request.user.is_authenticated:
        return my_work(request)
    return render(request, "home/front.html", front.of_today())


def my_work(request):
    held = memberships_of(request.user)
    items = home_page.items_for(request.user)
    actions = navigation.quick_actions(request.user)
    context = {
        "actions": actions[:MOST_CARDS],
        "more_actions": actions[MOST_CARDS:],
        "schools": sorted({role.school for role in held if role.school_id}, key=str),
        "has_role": bool(held),
        "needs": Needs.of(items),
        "known": [item for item in items if not item.needs_somebody],
    }
    return render(request, "home/my_work.html", context)


@require_safe
def help_page(request):
    return render(request, "help.html")


@require_safe
def accessibility(request):
    return render(request, "accessibility.html")


@require_POST
def language_set(request):
    """Switch the language of this browser, remember it for the person, and go back to the page."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and check_for_language(language):
        User.objects.filter(pk=request.user.pk).update(preferred_language=language)
    return i18n.set_language(request)


def csrf_failure(request, reason=""):
    """The form's token had run out (signed in again elsewhere, or a very old page): show what was typed."""
    return render(request, "csrf.html", {"typed": typed_text(request), "path": request.get_full_path()}, status=403)


def bad_request(request, exception):
    if isinstance(exception, TOO_LARGE):
        return render(request, "413.html", status=413)
    return alone("400.html", 400)


def permission_denied(request, exception):
    """Where nobody is signed in, signing in may be all that is missing."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return defaults.permission_denied(request, exception)


def server_error(request):
    """Something failed: the page needs nothing that may have failed, and shows a code for support to look up.

    Where it is the database or the disk that is away, it says so, and browsers and machines learn when to ask again.
    """
    error = sys.exc_info()[1]
    if is_away(error):
        return away(error)
    return alone("500.html", 500)


def away(error):
    """One line in the log for each page, and no stack: while the database restarts there are many."""
    logger.warning("A page could not be made, because something is away: %s", faults.in_short(error))
    text = render_to_string("away.html", {"code": current_code()})
    response = HttpResponse(text, status=503)
    response.headers["Retry-After"] = str(AGAIN_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    response._has_been_logged = True  # Django would log each with its stack
    return response


def alone(template, status):
    """A page that asks neither the database nor a session, so that it comes whatever is wrong."""
    return HttpResponse(render_to_string(template, {"code": current_code(), "support": whom_to_ask()}), status=status)


def whom_to_ask():
    """The setting, unless it is the database that failed: then nobody asks it once more."""
    troubles = (DatabaseError, InterfaceError)
    if isinstance(sys.exc_info()[1], troubles):
        return ""
    try:
        return portal_settings.current().support
    except troubles:
        return ""
