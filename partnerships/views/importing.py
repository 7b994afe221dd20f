"""Activities from a spreadsheet: bring the table, look at what it holds, log it."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from district import downloads
from partnerships.forms.activity_import import ActivityImportForm, LogRowsForm
from partnerships.importing import checking, columns, taking, template
from partnerships.importing.sheets import MOST_ROWS
from partnerships.models import ActivityUpload

SHOWN = 100  # rows of each kind on the page; the file of refused rows holds all


@require_http_methods(["GET", "POST"])
def activity_import(request):
    if file_format := downloads.wanted_format(request):
        return template_response(file_format, request.user)
    form = ActivityImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        return redirect(taking.keep(rows=form.rows, file_name=form.file_name, by=request.user))
    return render(request, "partnerships/activity_import.html", {"form": form, "most_rows": MOST_ROWS})


def template_response(file_format, user):
    name = _("activities-template")
    if file_format == "csv":
        return downloads.table_response("csv", name, columns.file_headers(columns.ASKED), [])
    file_name = f"{name}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(template.workbook(user), content_type=downloads.XLSX, as_attachment=True, filename=file_name)


@require_http_methods(["GET", "POST"])
def activity_import_check(request, pk):
    upload = get_object_or_404(ActivityUpload.objects.filter(owner=request.user), pk=pk)
    if request.method == "POST":
        return log_rows(request, upload)
    checked = checking.check(upload.rows, request.user)
    if file_format := downloads.wanted_format(request):
        headers, rows = checking.file_of_refused(left(checked, upload))
        return downloads.table_response(file_format, _("activities-not-logged"), headers, rows)
    return show_check(request, upload, checked, LogRowsForm(checked))


def left(checked, upload):
    """The rows for the file to correct; once the rest is logged, everything that was left out."""
    rows = [*checked.refused, *checked.asked, *(checked.right if upload.logged_at else ())]
    return sorted(rows, key=lambda form: form.line)


def show_check(request, upload, checked, form):
    context = {
        "upload": upload,
        "checked": checked,
        "refused": [(one, checking.reasons(one)) for one in checked.refused[:SHOWN]],
        "asked": checked.asked[:SHOWN],
        "right": checked.right[:SHOWN],
        "shown": SHOWN,
        "form": form,
    }
    return render(request, "partnerships/activity_import_check.html", context)


def log_rows(request, upload):
    checked = checking.check(upload.rows, request.user)
    form = LogRowsForm(checked, request.POST)
    if not form.is_valid():
        return show_check(request, upload, checked, form)
    try:
        total = taking.log(
            upload=upload, by=request.user, without_the_rest=form.without_the_rest, with_asked=form.takes_asked
        )
    except taking.LoggedAlready:
        messages.info(request, _("This table was logged before. Nothing was logged twice."))
    except taking.NotAllRight:
        messages.warning(request, _("Nothing was logged. Correct the table and bring it again."))
        return redirect("partnerships:activity-import")
    else:
        saved = ngettext("%(total)s activity was logged.", "%(total)s activities were logged.", total)
        messages.success(request, saved % {"total": total})
    return redirect(upload)
