"""The year of the school action plans: its days and guidance, reminders, and initiatives with no school behind them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, school_years
from district.access import Can, may_district_wide, schools_where
from district.drafts import kept_while_typing, put_back
from district.models import School
from indicators.parameters import EARLIEST, chosen_year, this_year, whole_number, year_or_404
from plans import coverage, plan_years, reminders
from plans.forms.plan_years import PlanYearForm, RemindForm

MOST_AT_ONCE = 2000


@require_http_methods(["GET", "POST"])
@kept_while_typing
def plan_year(request, year):
    """From when plans are written, and by when each step is due."""
    year_or_404(year, years_ahead=2)
    form = PlanYearForm(request.POST or None, instance=plan_years.frame_of(year))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Every school sees it beside its plan."))
        return redirect(list_url(year))
    context = {"form": put_back(request, form), "year_label": school_years.label(year), "list_url": list_url(year)}
    return render(request, "plans/plan_year.html", context)


def list_url(year, **more):
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return reverse("plans:action-plan-list") + f"?year={year}{query}"


@require_http_methods(["GET", "POST"])
def remind(request):
    """Who would be reminded of what; then do it. Schools come by their codes (`school`), the year by `year`."""
    asked = request.POST if request.method == "POST" else request.GET
    year = whole_number(asked.get("year")) or this_year()
    year_or_404(year)
    schools = School.objects.open_in(year).filter(code__in=asked.getlist("school")[:MOST_AT_ONCE]).order_by("name")
    if not may_district_wide(request.user, Can.REVIEW_ACTION_PLAN):
        schools = schools.filter(pk__in=schools_where(request.user, Can.REVIEW_ACTION_PLAN))
    form = RemindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = reminders.remind_schools(schools, year, by=request.user, note=form.cleaned_data["note"])
        words = ngettext("%(total)s school is reminded.", "%(total)s schools are reminded.", len(found))
        messages.success(request, words % {"total": len(found)})
        return redirect(list_url(year))
    found = plan_years.to_remind(schools, year)
    if not found:
        messages.info(request, _("Choose schools whose plan waits for them."))
        return redirect(list_url(year))
    context = {"form": form, "found": found, "year": year, "list_url": list_url(year)}
    return render(request, "plans/remind.html", context)


@require_safe
def plan_coverage(request):
    """Initiatives and indicators against schools: where no school stands behind what was promised."""
    year = chosen_year(request, years_ahead=1)
    schools = School.objects.open_in(year).order_by("name")
    if not may_district_wide(request.user, Can.VIEW_ACTION_PLAN):
        schools = schools.filter(pk__in=schools_where(request.user, Can.VIEW_ACTION_PLAN))
    found = coverage.of_year(schools, year)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"plan-coverage-{year}", coverage.HEADERS, found.lines())
    context = {
        "coverage": found,
        "year_label": school_years.label(year),
        "earlier": year - 1 if year > EARLIEST else None,
        "later": year + 1 if year <= this_year() else None,
    }
    return render(request, "plans/coverage.html", context)
