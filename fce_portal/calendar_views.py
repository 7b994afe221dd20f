"""The page of one's calendar address, and the feed itself."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from district.models import CalendarFeed
from fce_portal import calendar_feed


@require_safe
def calendar(request):
    feed = CalendarFeed.objects.filter(user=request.user).first()
    address = calendar_feed.address_of(feed) if feed else ""
    context = {
        "feed": feed,
        "address": address,
        "subscribe": address.replace("https:", "webcal:").replace("http:", "webcal:"),
    }
    return render(request, "home/calendar.html", context)


@require_POST
def calendar_renew(request):
    calendar_feed.renew(request.user)
    messages.success(request, _("This is your address now. An earlier one no longer works."))
    return redirect("calendar")


@require_POST
def calendar_revoke(request):
    if calendar_feed.revoke(request.user):
        messages.success(request, _("The address no longer works."))
    return redirect("calendar")


@require_safe
def feed(request):
    """For calendar programs, which do not sign in: the key says whose dates. One that is not in force leads nowhere."""
    found = calendar_feed.feed_of(request.GET.get("key"))
    if found is None:
        raise Http404
    calendar_feed.note_reading(found)
    response = HttpResponse(calendar_feed.calendar_of(found.user), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="fce-portal.ics"'
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response
