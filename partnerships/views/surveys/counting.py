"""Counting paper forms, confirming what somebody else counted, and bringing sums from elsewhere."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from district import downloads
from district.access import Can
from district.drafts import NotTaken, kept_while_typing
from partnerships.forms.surveys.counts import CountForm
from partnerships.forms.surveys.summary import SummaryForm
from partnerships.models import CountSheet
from partnerships.models.surveys import SurveyState
from partnerships.surveys import summaries
from partnerships.views.surveys.finding import place_or_404, sheet_or_404, show_form, survey_or_404

COUNTING = (SurveyState.OPEN, SurveyState.CLOSED)


def require_counting(survey):
    if survey.state not in COUNTING:
        raise NotTaken(_("Nothing can be counted for this survey now: it is not open, or its results are shown."))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def count_add(request, pk):
    place = place_or_404(request, pk, Can.COUNT_SURVEY)
    if request.method == "POST":
        require_counting(place.survey)
    return count_page(request, CountSheet(place=place), place.survey)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def count_edit(request, pk):
    """A changed sheet is to be confirmed again."""
    sheet = sheet_or_404(request, pk, Can.COUNT_SURVEY)
    if request.method == "POST":
        require_counting(sheet.place.survey)
    return count_page(request, sheet, sheet.place.survey)


def count_page(request, sheet, survey):
    form = CountForm(get_language(), request.POST or None, instance=sheet)
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Saved. It counts once a second person has confirmed it."))
        return redirect(survey)
    title = _("Count paper forms: %(place)s") % {"place": sheet.place}
    guidance = _("For each answer, how many forms in the pile have it. Questions left blank are not counted.")
    return show_form(request, form, title, survey.get_absolute_url(), survey, guidance=guidance)


@require_http_methods(["GET", "POST"])
def count_sheet(request, pk):
    """A sheet as it was counted, for the second person to compare with the pile."""
    sheet = sheet_or_404(request, pk, Can.COUNT_SURVEY)
    is_mine = sheet.entered_by_id == request.user.pk
    if sheet.place.survey.is_published:
        messages.info(request, _("Results are shown: the sheets behind them are not opened any more."))
        return redirect(sheet.place.survey)
    if request.method == "POST":
        return act_on_sheet(request, sheet, is_mine)
    context = {
        "sheet": sheet,
        "survey": sheet.place.survey,
        "is_open": sheet.place.survey.state in COUNTING,
        "is_mine": is_mine,
        "rows": summaries.rows_of_sheet(sheet, get_language()),
    }
    return render(request, "partnerships/survey_sheet.html", context)


def act_on_sheet(request, sheet, is_mine):
    survey = sheet.place.survey
    if survey.state not in COUNTING:
        messages.error(
            request, _("Nothing can be counted for this survey now: it is not open, or its results are shown.")
        )
    elif "confirm" in request.POST and is_mine:
        messages.error(request, _("A second person confirms what one has counted."))
    elif "confirm" in request.POST:
        sheet.confirmed_by = request.user
        sheet.save()
        messages.success(request, _("Confirmed. The sheet counts now."))
    elif "remove" in request.POST:
        sheet.delete()
        messages.success(request, _("The sheet is taken out."))
    return redirect(survey)


# ---------------------------------------------------------------------- sums from elsewhere


@require_http_methods(["GET", "POST"])
def survey_import(request, pk):
    """All rows or none: what cannot be taken is said line by line."""
    survey = survey_or_404(request, pk, Can.RUN_SURVEY)
    if file_format := downloads.wanted_format(request):
        headers, rows = summaries.template_of(survey)
        return downloads.table_response(file_format, _("survey-summary-template"), headers, rows)
    form = SummaryForm(request.POST or None, request.FILES or None)
    refused = []
    if request.method == "POST" and survey.state not in COUNTING:
        form.add_error(None, _("Nothing can be counted for this survey now: it is not open, or its results are shown."))
    elif form.is_valid():
        made, refused = summaries.take(survey, form.rows, by=request.user)
        if not refused:
            words = ngettext("%(total)s sheet was taken in.", "%(total)s sheets were taken in.", len(made))
            messages.success(request, words % {"total": len(made)})
            return redirect(survey)
    may_undo = survey.state in COUNTING and brought_to(survey).exists()
    context = {"survey": survey, "form": form, "refused": refused, "may_undo": may_undo}
    return render(request, "partnerships/survey_import.html", context)


def brought_to(survey):
    """Sums of a survey that came from elsewhere."""
    return CountSheet.objects.filter(place__survey=survey, kind=CountSheet.Kind.SUMMARY)


@require_POST
def summary_undo(request, pk):
    """Take out all sums that were brought from elsewhere, as long as no results are shown."""
    survey = survey_or_404(request, pk, Can.RUN_SURVEY)
    if survey.state in COUNTING:
        gone = brought_to(survey).delete()[0]
        messages.success(request, _("Sheets taken out: %(total)s.") % {"total": gone})
    return redirect(survey)
