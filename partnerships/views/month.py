"""Entering the activities of a month at once, by keyboard."""

from calendar import monthrange
from datetime import date

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import drafts
from district.access import Can, may
from district.models import FormDraft
from partnerships import activity_log
from partnerships.forms.fields import WHOLE_DISTRICT
from partnerships.forms.month import MORE, MOST, MonthChoiceForm, MonthForm, is_open
from partnerships.importing import checking, taking
from partnerships.importing.known import Known
from partnerships.models import Activity, Upload
from partnerships.models.uploads import RowState, UploadKind, UploadState

LISTED = 100  # activities of the month that are shown above


@require_safe
def month_chosen(request):
    """Which school and month; the answer is the address of the page for it."""
    form = MonthChoiceForm(Known(request.user), request.GET or None)
    if form.is_valid():
        year, month = map(int, form.cleaned_data["month"].split("-"))
        return redirect("partnerships:month-page", form.cleaned_data["school"], year, month)
    return render(request, "partnerships/month_chosen.html", {"form": form})


@require_http_methods(["GET", "POST"])
@drafts.kept_while_typing
def month_page(request, code, year, month):
    known = Known(request.user)
    school, first_day = school_or_404(known, code), first_day_or_404(known, year, month)
    usual = activity_log.usual_types(request.user)
    if request.method == "POST":
        total = MonthForm.rows_in(request.POST)
        if "more" in request.POST:
            form = with_more_rows(request, code, first_day, total, usual)
            return show_month(request, form, school, first_day)
        form = MonthForm(request.user, code, first_day, request.POST, total=total, usual=usual)
        if form.is_valid() and (upload := saved(form, request.user)):
            return redirect(f"{request.path}?{urlencode({'saved': upload.pk})}")
        return show_month(request, form, school, first_day)
    kept = FormDraft.objects.filter(user=request.user, path=request.path).values_list("typed", flat=True).first()
    form = MonthForm(request.user, code, first_day, total=MonthForm.rows_in(kept or {}), usual=usual)
    return show_month(request, drafts.put_back(request, form), school, first_day)


def school_or_404(known, code):
    """The school, or None for the whole district."""
    if code == WHOLE_DISTRICT and known.takes_district:
        return None
    if code not in known.schools:
        raise Http404
    return known.schools[code]


def first_day_or_404(known, year, month):
    """Of a month that has begun, in a school year that is open."""
    try:
        first_day = date(year, month, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    if first_day > timezone.localdate() or not is_open(known.years, first_day):
        raise Http404
    return first_day


def with_more_rows(request, code, first_day, total, usual):
    """The same form with more rows: nothing is checked, nothing typed is lost."""
    form = MonthForm(request.user, code, first_day, total=total + MORE, usual=usual)
    typed = {name: request.POST[name][:200] for name in form.fields if name in request.POST and name != "rows"}
    form.initial |= typed
    form.draft = None
    return form


class Asked(Exception):
    """Some rows are right, but somebody should say that they are meant."""


def saved(form, user):
    """The upload with all rows logged; None where none was, with what there is to say in the form."""
    try:
        with transaction.atomic():
            key = form.cleaned_data["key"]
            upload = taking.enter(kind=UploadKind.ACTIVITIES, rows=form.lines, by=user, key=key)
            if upload.state == UploadState.READY:
                if not form.cleaned_data["with_asked"]:
                    refuse_asked(form, upload)
                upload = taking.start_logging(upload=upload, by=user, without_the_rest=False, with_asked=True)
    except Asked:
        return None
    except taking.NotNow as refusal:
        form.add_error(None, str(refusal))
        return None
    return upload


def refuse_asked(form, upload):
    for row, checked in checking.told(upload, upload.rows.filter(state=RowState.ASKED)):
        form.questions += [(row.line, finding.text, finding.url) for finding in checked.questions]
    if form.questions:
        raise Asked


def show_month(request, form, school, first_day):
    last_day = first_day.replace(day=monthrange(first_day.year, first_day.month)[1])
    key = school.pk if school else 0
    there = Activity.objects.visible_to(request.user).filter(school_key=key, held_on__range=(first_day, last_day))
    page = Paginator(there.select_related("school").order_by("held_on", "pk"), LISTED).page(1)
    context = {
        "form": form,
        "draft": getattr(form, "draft", None),
        "place": school.name if school else _("The whole district"),
        "first_day": first_day,
        "there": page.object_list,
        "there_total": page.paginator.count,
        "may_edit": may(request.user, Can.EDIT_ACTIVITY, school),
        "may_add_rows": form.total < MOST,
        "saved": upload_just_saved(request),
        "draft_key": f"month-{request.path}",
        "back": reverse("partnerships:month"),
    }
    return render(request, "partnerships/month.html", context)


def upload_just_saved(request):
    pk = request.GET.get("saved", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    return Upload.objects.filter(owner=request.user, pk=int(pk), state=UploadState.LOGGED).first()
