"""Finding the council, its profile and its actions as the person may see and change them."""

from django.db import connection
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from district.access import Can, require, schools_where
from district.drafts import put_back
from governance.models import Council, EffectivenessProfile, ImprovementAction


def council_or_404(request, code):
    councils = Council.objects.filter(school__in=schools_where(request.user, Can.VIEW_EFFECTIVENESS))
    return get_object_or_404(councils.select_related("school", "model"), school__code=code)


def profile_or_404(request, code, year, permission=None):
    """The profile as the person may see it; 403 where they may see but not do `permission`. Locked for what is sent."""
    profiles = EffectivenessProfile.objects.visible_to(request.user).select_related("school", "worked_on")
    if request.method == "POST" and connection.in_atomic_block:
        profiles = profiles.select_for_update(of=("self",))
    profile = get_object_or_404(profiles, school__code=code, fall_year=year)
    if permission:
        require(request.user, permission, profile.school)
    return profile


def action_or_404(request, pk, permission=None):
    actions = ImprovementAction.objects.visible_to(request.user)
    action = get_object_or_404(actions.select_related("profile__school", "owner", "evidence"), pk=pk)
    if permission:
        require(request.user, permission, action.profile.school)
    return action


def closed_words():
    return _("This profile is closed: it stays as it is.")


def show_form(request, form, title, back, back_label, kicker, **more):
    put_back(request, form)
    context = {"form": form, "title": title, "back": back, "back_label": back_label, "kicker": kicker, **more}
    return render(request, "governance/effectiveness_form.html", context)
