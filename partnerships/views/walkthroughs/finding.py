"""Finding the walkthrough or recommendation that a page is about, as the person may see and change it."""

from django.db import connection
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from district.access import require
from district.drafts import put_back
from partnerships.models import Recommendation, Walkthrough


def walkthrough_or_404(request, pk, permission=None):
    """The walkthrough as the person may see it; 403 where they may not do `permission`. Locked for what is sent."""
    found = Walkthrough.objects.visible_to(request.user).select_related("school", "standards", "facilitator", "survey")
    if request.method == "POST" and connection.in_atomic_block:
        found = found.select_for_update(of=("self",))
    walkthrough = get_object_or_404(found, pk=pk)
    if permission:
        require(request.user, permission, walkthrough.school)
    return walkthrough


def recommendation_or_404(request, pk, permission=None):
    found = Recommendation.objects.visible_to(request.user)
    if request.method == "POST" and connection.in_atomic_block:
        found = found.select_for_update(of=("self",))
    found = found.select_related("walkthrough__school", "walkthrough__standards", "owner", "item", "step", "evidence")
    one = get_object_or_404(found, pk=pk)
    if permission:
        require(request.user, permission, one.walkthrough.school)
    return one


def closed_words():
    return _("This walkthrough is closed: it stays as it is.")


def show_form(request, form, title, back, back_label, kicker="", **more):
    put_back(request, form)
    context = {"form": form, "title": title, "back": back, "back_label": back_label, "kicker": kicker, **more}
    return render(request, "partnerships/walkthrough_form.html", context)
