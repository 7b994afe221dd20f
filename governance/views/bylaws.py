"""Bylaws of a council: the versions, for everybody to read, and adding one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import evidence
from district.access import Can, may
from district.drafts import kept_while_typing, put_back
from district.history import history_of
from governance.forms.bylaws import BylawsForm
from governance.models import Bylaws, Council
from governance.views.seats import council_or_404


@require_safe
def bylaws_list(request, code):
    """Every version, the one in force marked; its text and its rules are public."""
    council = get_object_or_404(Council.objects.select_related("school", "model"), school__code=code)
    today = timezone.localdate()
    versions = list(council.bylaws.select_related("document", "motion__meeting"))
    context = {
        "council": council,
        "versions": versions,
        "in_force": next((one for one in versions if one.in_force_from <= today), None),
        "today": today,
        "may_write": may(request.user, Can.FILL_SEATS, council.school),
    }
    return render(request, "governance/bylaws_list.html", context)


@require_safe
def bylaws_text(request, code, pk):
    """The text itself, for everybody."""
    version = get_object_or_404(Bylaws.objects.select_related("document"), council__school__code=code, pk=pk)
    return evidence.response_or_404(version.document)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def bylaws_add(request, code):
    council = council_or_404(request, code)
    return edit(request, council, Bylaws(council=council), _("Add bylaws"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def bylaws_edit(request, code, pk):
    """Correct what is noted of a version; a new version is a new record."""
    council = council_or_404(request, code)
    version = get_object_or_404(council.bylaws.select_related("document"), pk=pk)
    version.council = council
    return edit(request, council, version, _("Correct what is noted of the bylaws"))


def edit(request, council, version, title):
    form = BylawsForm(request.POST or None, request.FILES or None, instance=version, by=request.user)
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Saved. The portal goes by these rules from that day on."))
        return redirect("governance:bylaws", council.school.code)
    put_back(request, form)
    entries = history_of(version) if version.pk and may(request.user, Can.VIEW_HISTORY, council.school) else []
    context = {"form": form, "council": council, "title": title, "entries": entries}
    return render(request, "governance/seat_form.html", context)
