"""Finding a record of Priority Action 2 as the person may see and change it: of a school, or of the whole district."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from district.access import Can, may, may_district_wide, require, schools_where
from district.drafts import put_back
from partnerships.models import Opportunity, OpportunityAction, ResultsMessage


def may_change(user, record):
    """Whether the person may change a record: at its school, or for the district where it has none."""
    if record.school_id is None:
        return may_district_wide(user, Can.EDIT_ACTIVITY)
    return may(user, Can.EDIT_ACTIVITY, record.school_id)


def require_change(user, record):
    if record.school_id is not None:
        require(user, Can.EDIT_ACTIVITY, record.school)
    elif not may_change(user, record):
        raise PermissionDenied(_("What belongs to the whole district is changed by central office."))


def schools_to_write_for(user):
    return schools_where(user, Can.EDIT_ACTIVITY)


def _locked(request, found):
    return found.select_for_update(of=("self",)) if request.method == "POST" and connection.in_atomic_block else found


def opportunity_or_404(request, pk, *, to_change=False):
    found = _locked(request, Opportunity.objects.visible_to(request.user).select_related("school", "activity"))
    one = get_object_or_404(found, pk=pk)
    if to_change:
        require_change(request.user, one)
    return one


def action_or_404(request, pk, *, to_change=False):
    found = _locked(request, OpportunityAction.objects.visible_to(request.user))
    one = get_object_or_404(found.select_related("opportunity__school", "owner", "evidence"), pk=pk)
    if to_change:
        require_change(request.user, one.opportunity)
    return one


def message_or_404(request, pk, *, to_change=False):
    found = _locked(request, ResultsMessage.objects.visible_to(request.user))
    one = get_object_or_404(found.select_related("school", "activity", "indicator", "evidence"), pk=pk)
    if to_change:
        require_change(request.user, one)
    return one


def show_form(request, form, title, back, back_label, kicker="", **more):
    put_back(request, form)
    context = {"form": form, "title": title, "back": back, "back_label": back_label, "kicker": kicker, **more}
    return render(request, "partnerships/walkthrough_form.html", context)
