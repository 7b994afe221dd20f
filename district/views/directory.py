"""Importing the state's education directory: bring the file, look at what it would change, take it in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.directory import uploads
from district.directory.reasons import FileRefused
from district.forms.directory import DirectoryForm
from district.models import DirectoryUpload
from district.models.brought_files import TakenInAlready

LISTED = 20


@require_http_methods(["GET", "POST"])
def directory_upload(request):
    form = DirectoryForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            return redirect(uploads.keep(upload=data["file"], as_of=data["as_of"], by=request.user))
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "earlier": DirectoryUpload.objects.select_related("uploaded_by")[:LISTED]}
    return render(request, "district/directory_upload.html", context)


@require_safe
def directory_detail(request, pk):
    kept = get_object_or_404(DirectoryUpload.objects.select_related("uploaded_by", "applied_by"), pk=pk)
    report = kept.report if kept.applied_at else uploads.preview(kept)
    context = {"kept": kept, "report": uploads.for_people(report)}
    return render(request, "district/directory_detail.html", context)


@require_POST
def directory_apply(request, pk):
    kept = get_object_or_404(DirectoryUpload, pk=pk)
    try:
        uploads.take_in(kept=kept, by=request.user)
    except TakenInAlready:
        messages.info(request, _("This file was taken in already."))
    else:
        messages.success(request, _("The directory was taken in."))
    return redirect(kept)
