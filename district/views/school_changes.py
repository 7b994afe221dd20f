"""Closing and merging schools: what it means for every room, then the plan; taking a plan back before its day."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import school_changes
from district.forms.school_changes import SchoolChangeForm
from district.models import School, SchoolChange

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def school_close(request, code):
    """The form; once it is filled in, what it means with a button that does it."""
    school = get_object_or_404(School, code=code)
    form = SchoolChangeForm(request.POST or None, school=school)
    looked = []
    if form.is_valid():
        if form.is_confirmed and (answer := is_planned(request, form)):
            return answer
        looked = [(one, school_changes.looked_at(one, form.cleaned_data["last_day"])) for one in form.closing]
        form.data = form.data.copy()
        form.data["seen"] = form.as_typed
    return render(request, "district/school_close.html", {"school": school, "form": form, "looked": looked})


def is_planned(request, form):
    """The way on once it is done; None, with the reason in the form, where it is not."""
    data = form.cleaned_data
    try:
        school_changes.plan(
            closing=form.closing, last_day=data["last_day"], into=data["into"], reason=data["reason"], by=request.user
        )
    except school_changes.NotPossible as refused:  # somebody else was first
        form.add_error(None, str(refused))
        return None
    messages.success(request, _("It is planned, and the people concerned are told."))
    return redirect(form.school)


@require_POST
def school_change_undo(request, code, pk):
    change = get_object_or_404(SchoolChange, pk=pk, school__code=code)
    try:
        school_changes.undo(change, by=request.user)
    except school_changes.NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Undone: the school stays open, and what was to end goes on."))
    return redirect(change.school)


@require_safe
def school_change_list(request):
    """Every school that closed or is to close, with what carries it on; what was undone too."""
    changes = SchoolChange.objects.for_people()
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "district/school_change_list.html", {"page": page})
