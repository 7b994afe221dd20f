"""Rating while walking: with an account, or by the code of the day. The page sends taps as they are made and keeps
what it cannot send; without scripts it is one form for a part."""

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can, require
from district.drafts import refused
from district.flood import attempts
from district.printing.qr import qr_svg
from partnerships.models import Component, RaterSheet, Walkthrough
from partnerships.models.walkthroughs import Level
from partnerships.views.walkthroughs.finding import closed_words, walkthrough_or_404
from partnerships.walkthroughs import rating

MOST_BEGUN = 80  # sheets an hour from one address: two teams behind the router of one school
MOST_SENT = 4000  # times an hour: twelve phones, some forty items, and what is sent again
LONGEST_BODY = 60_000


@require_http_methods(["GET", "POST"])
def walkthrough_rate(request, pk, component):
    """Somebody with an account rates on a sheet of their own."""
    walkthrough = walkthrough_or_404(request, pk, Can.VIEW_WALKTHROUGH)
    require(request.user, Can.RATE_WALKTHROUGH, walkthrough.school)
    part = component_or_404(component)
    if walkthrough.is_closed:
        return gone() if is_script(request) else refused(request, closed_words(), walkthrough)
    if walkthrough.held_on > timezone.localdate():
        return gone() if is_script(request) else refused(request, _("It has not been held yet."), walkthrough)
    sheet = RaterSheet.objects.filter(walkthrough=walkthrough, component=part, by=request.user).first()
    if request.method == "POST" and sheet is None:
        sheet = rating.begin_sheet(walkthrough, part.value, by=request.user)
    here = reverse("partnerships:walkthrough-rate", args=[walkthrough.pk, part.value])
    nexts = reverse("partnerships:walkthrough-rate", args=[walkthrough.pk, after(part).value]) if after(part) else ""
    return rate_page(request, walkthrough, part, sheet, here, walkthrough.get_absolute_url(), nexts)


@require_http_methods(["GET", "POST"])
def walk(request, code):
    """What the code opens: the four parts, on the day of the walkthrough."""
    walkthrough = by_code_or_404(code)
    is_open = rating.takes_raters(walkthrough)
    message, status = "", 200
    if request.method == "POST" and is_open:
        part = component_or_404(request.POST.get("part", ""))
        if attempts(request, "walk") > MOST_BEGUN:
            message, status = _("Too much was sent from here within an hour. Please come back later."), 429
        else:
            try:
                sheet = rating.begin_sheet(walkthrough, part.value)
            except rating.NotTaken:
                message, status = _("More people rate this part than a team has. Ask the facilitator."), 409
            else:
                return redirect("partnerships:walk-part", walkthrough.code, sheet.key)
    context = {
        "walkthrough": walkthrough,
        "is_open": is_open,
        "message": message,
        "parts": rating.sizes(walkthrough) if is_open else [],
    }
    return render(request, "partnerships/walk.html", context, status=status)


@require_http_methods(["GET", "POST"])
def walk_part(request, code, key):
    """One rater's sheet of a part, behind an address that only their phone has."""
    walkthrough = by_code_or_404(code)
    sheet = get_object_or_404(RaterSheet.objects.filter(walkthrough=walkthrough, by=None), key=key)
    back = reverse("partnerships:walk", args=[walkthrough.code])
    if not rating.takes_taps(walkthrough):
        return gone() if is_script(request) else redirect(back)
    if request.method == "POST" and attempts(request, "walk-taps") > MOST_SENT:
        return HttpResponse(status=429)
    here = reverse("partnerships:walk-part", args=[walkthrough.code, sheet.key])
    return rate_page(request, walkthrough, Component(sheet.component), sheet, here, back, "")


@require_safe
def walk_qr(request, code):
    walkthrough = by_code_or_404(code)
    address = request.build_absolute_uri(reverse("partnerships:walk", args=[walkthrough.code]))
    response = HttpResponse(qr_svg(address), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=3600"
    return response


# ---------------------------------------------------------------------- shared


def by_code_or_404(code):
    return get_object_or_404(Walkthrough.objects.select_related("school", "standards"), code=code.lower())


def component_or_404(value):
    if value not in Component.values:
        raise Http404
    return Component(value)


def after(part):
    """The part after this one, or None."""
    parts = list(Component)
    place = parts.index(part) + 1
    return parts[place] if place < len(parts) else None


def is_script(request):
    return "X-Taps" in request.headers


def gone():
    """The walkthrough takes nothing any more: a phone stops sending."""
    return HttpResponse(status=410)


def rate_page(request, walkthrough, part, sheet, here, back, following):
    """The items of a part on one sheet; `sheet` None: nothing is tapped yet."""
    items = list(rating.items_of(walkthrough, part.value))
    if request.method == "POST" and is_script(request):
        return taken(request, sheet)
    kept = {one.item_id: one for one in sheet.ratings.all()} if sheet else {}
    if request.method == "POST":
        try:
            rating.take(sheet, rating.taps_of_form(request.POST, items, kept))
        except rating.NotTaken:
            return redirect(back)
        return redirect(f"{here}?saved=1")
    lines = [(item, kept.get(item.pk)) for item in items]
    context = {
        "walkthrough": walkthrough,
        "part": part,
        "lines": lines,
        "levels": [(level, level.label) for level in Level],
        "done": sum(one is not None and one.level is not None for _item, one in lines),
        "total": len(lines),
        "here": here,
        "back": back,
        "following": following,
        "longest_note": rating.LONGEST_NOTE,
        "was_saved": "saved" in request.GET,
    }
    return render(request, "partnerships/walk_part.html", context)


def taken(request, sheet):
    """What a script sent: {"taps": [{"item", "level", "note", "at"}]}. Answers with the items that are kept now."""
    if len(request.body) > LONGEST_BODY:
        return HttpResponse(status=413)
    try:
        sent = json.loads(request.body)
    except ValueError:
        return HttpResponse(status=400)
    try:
        known = rating.take(sheet, rating.read_taps(sent.get("taps") if isinstance(sent, dict) else None))
    except rating.NotTaken:
        return gone()
    return JsonResponse({"taken": known})
