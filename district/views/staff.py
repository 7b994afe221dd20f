"""Bringing the district's staff file: look at what it would change, then take it in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.forms.staff import StaffFileForm, TakeBackForm, TakeInForm
from district.models import StaffUpload
from district.models.brought_files import TakenInAlready
from district.staff import undoing, uploads
from district.staff.applying import ManyLeave
from district.staff.reading import COLUMNS
from district.staff.reasons import StaffFileRefused

LISTED = 20
MOST_LINES = 200  # of each part; the counts tell all


@require_http_methods(["GET", "POST"])
def staff_file_upload(request):
    form = StaffFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return redirect(uploads.keep(upload=form.cleaned_data["file"], by=request.user))
        except StaffFileRefused as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "earlier": StaffUpload.objects.select_related("uploaded_by")[:LISTED]}
    return render(request, "district/staff_file_upload.html", context)


@require_safe
def staff_file_template(request):
    """An empty file with our columns and one line that shows how they are filled in."""
    example = "ana.rivera@hartford.example,Ana Rivera,SCHOOL_STAFF,0640611,2026-08-15,,es"
    response = HttpResponse(f"{','.join(COLUMNS)}\r\n{example}\r\n", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="staff.csv"'
    return response


@require_safe
def staff_file(request, pk):
    kept = get_object_or_404(StaffUpload.objects.select_related("uploaded_by", "applied_by", "undone_by"), pk=pk)
    if kept.refusal:
        return render(request, "district/staff_file_refused.html", {"kept": kept})
    report, seal = (kept.report, "") if kept.applied_at else uploads.preview(kept)
    context = {
        "kept": kept,
        "may_be_undone": undoing.may_be_undone(kept),
        "undone": uploads.undo_for_people(kept.undo_report) if kept.undone_at else None,
        "report": uploads.for_people(report),
        "most": MOST_LINES,
        "form": None if kept.applied_at else TakeInForm(initial={"seal": seal}, many_leave=report["many_leave"]),
    }
    return render(request, "district/staff_file.html", context)


@require_http_methods(["GET", "POST"])
def staff_file_undo(request, pk):
    """What taking the file back would do; then it is done as it was seen."""
    kept = get_object_or_404(StaffUpload, pk=pk)
    if request.method == "POST":
        form = TakeBackForm(request.POST)
        try:
            undoing.undo(kept=kept, by=request.user, seal=form.cleaned_data["seal"] if form.is_valid() else "")
        except undoing.NotUndoable:
            messages.info(request, _("This file cannot be taken back, or was already."))
        except uploads.ReportChanged:
            messages.warning(request, _("Roles changed since you looked. Look at the new report, then take it back."))
            return redirect("district:staff-file-undo", pk=kept.pk)
        else:
            messages.success(request, _("The staff file was taken back."))
        return redirect(kept)
    if not undoing.may_be_undone(kept):
        return redirect(kept)
    report, seal = undoing.preview(kept)
    context = {"kept": kept, "report": uploads.undo_for_people(report), "most": MOST_LINES}
    return render(request, "district/staff_file_undo.html", context | {"form": TakeBackForm(initial={"seal": seal})})


@require_POST
def staff_file_apply(request, pk):
    kept = get_object_or_404(StaffUpload, pk=pk, refusal__isnull=True)
    form = TakeInForm(request.POST, many_leave=True)
    data = form.cleaned_data if form.is_valid() else {"seal": ""}
    try:
        uploads.take_in(kept=kept, by=request.user, **data)
    except TakenInAlready:
        messages.info(request, _("This file was taken in already."))
    except uploads.ReportChanged:
        messages.warning(request, _("Roles changed since you looked. Look at the new report, then take it in."))
    except ManyLeave:
        messages.error(request, _("Many people would lose their role. Say first that the file is whole."))
    else:
        messages.success(request, _("The staff file was taken in."))
    return redirect(kept)
