"""Into a new school year: what happens in every room, what stands in the way; doing it, and undoing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from district import jobs, year_passages
from district.models import Job, SchoolYear, YearPassage
from district.models.jobs import JobState

KIND = "school-year"
PER_PAGE = 25
HTMX_STOP_POLLING = 286
MARKS = {JobState.WAITING: "waiting", JobState.RUNNING: "active", JobState.DONE: "good", JobState.FAILED: "bad"}


def year_or_404(fall_year):
    if fall_year not in year_passages.years_open():
        raise Http404
    return get_object_or_404(SchoolYear, fall_year=fall_year)


@require_safe
def school_year_begin(request, fall_year):
    year = year_or_404(fall_year)
    looked = year_passages.looked_at(fall_year)
    rows = year_passages.by_school(looked)
    running, following = year_passages.years_open()
    standing = year_passages.standing(fall_year)
    context = {
        "year": year,
        "other": SchoolYear.objects.filter(fall_year=following if fall_year == running else running).first(),
        "looked": looked,
        "in_the_way": [one for _part, found in looked for one in found.in_the_way],
        "to_carry": sum(found.number for part, found in looked if part.carry),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "standing": standing,
        "carried": [(part, len(kept)) for part, kept in year_passages.parts_of(standing)] if standing else [],
        "holds_back": year_passages.what_holds_back(standing) if standing else [],
        "undone": YearPassage.objects.filter(year=year, undone_at__isnull=False).select_related("by", "undone_by"),
        **progress_of(fall_year),
    }
    return render(request, "district/school_year_begin.html", context)


def job_of(fall_year):
    return Job.objects.filter(kind=KIND, arguments__fall_year=fall_year).first()


def progress_of(fall_year):
    job = job_of(fall_year)
    is_told = job and job.state != JobState.DONE
    poll_url = reverse("district:school-year-progress", args=[fall_year]) if is_told and not job.is_over else ""
    return {"job": job if is_told else None, "mark": MARKS[job.state] if job else "", "poll_url": poll_url}


@require_safe
def school_year_progress(request, fall_year):
    """The progress bar alone, asked for every second; in the end the page is loaded again."""
    year_or_404(fall_year)
    context = progress_of(fall_year)
    if context["poll_url"]:
        return render(request, "district/_school_year_progress.html", context)
    response = HttpResponse(status=HTMX_STOP_POLLING)
    response["HX-Refresh"] = "true"
    return response


@require_POST
def school_year_carry(request, fall_year):
    year_or_404(fall_year)
    job = job_of(fall_year)
    if year_passages.standing(fall_year):
        messages.info(request, _("This is done already."))
    elif not job or job.is_over:
        jobs.ask(KIND, by=request.user, fall_year=fall_year)
        messages.success(request, _("It is being done, all of it or nothing."))
    return redirect("district:school-year-begin", fall_year)


@require_POST
def year_passage_undo(request, pk):
    passage = get_object_or_404(YearPassage, pk=pk)
    try:
        year_passages.undo(passage, by=request.user)
    except year_passages.NotPossible as refused:
        messages.error(request, _("It cannot be undone: %(reason)s") % {"reason": refused})
    else:
        messages.success(request, _("Undone. What was carried over is taken back."))
    if passage.year_id in year_passages.years_open():
        return redirect("district:school-year-begin", passage.year_id)
    return redirect("district:school-year-list")
