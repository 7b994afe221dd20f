"""The Title I engagement budget to read: a year of the district, a school, an entry, thresholds, the auditor's file."""

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_years
from district.access import Can, may, may_district_wide, schools_where
from district.history import history_of
from district.models import School
from indicators.parameters import EARLIEST, this_year, year_or_404
from plans.models import BudgetLine, PlannedSpending, ReserveRule, SpendingEntry, TitleOneBudget
from plans.models.implementation import FundingSource
from plans.title_one import audit
from plans.title_one.books import NOTHING, books_of, by_category
from plans.title_one.path import path_of
from plans.title_one.rules import findings, percent_to_schools

ENTRIES_PER_PAGE = 50
SCHOOLS_PER_PAGE = 25
MOST_OWN = 5  # schools of a person that the head of the page leads to


def budget_or_404(year):
    return get_object_or_404(TitleOneBudget.objects.select_related("school_year"), pk=year_or_404(year))


def entry_or_404(request, pk):
    entries = SpendingEntry.objects.visible_to(request.user)
    related = ("budget__school_year", "school", "category", "entered_by", "reverses", "reversal", "planned")
    plan = ("initiative__priority_action__cycle", "milestone__work__initiative__priority_action__cycle")
    return get_object_or_404(entries.select_related(*related, *plan), pk=pk)


def planned_or_404(request, pk):
    planned = PlannedSpending.objects.visible_to(request.user)
    return get_object_or_404(planned.select_related("budget__school_year", "school"), pk=pk)


def may_spend(user, place):
    """Whether a person plans and enters spending at a school, or for central office (None)."""
    return may(user, Can.SPEND_TITLE1, place) if place else may_district_wide(user, Can.SPEND_TITLE1)


@require_safe
def title_one(request):
    """The present year."""
    return title_one_year(request, this_year())


@require_safe
def title_one_year(request, year):
    """Where the money goes in a year, the rules beside it, and the schools that the person may see."""
    year_or_404(year)
    budget = TitleOneBudget.objects.select_related("school_year").filter(pk=year).first()
    context = {
        "fall_year": year,
        "year_label": school_years.label(year),
        "earlier": year - 1 if year > EARLIEST else None,
        "later": year + 1 if year <= this_year() else None,
        "may_edit": may(request.user, Can.EDIT_TITLE1),
        "budget": budget,
    }
    if budget is None:
        return render(request, "plans/title_one_none.html", context)
    books = books_of(budget)
    sees_all = may_district_wide(request.user, Can.VIEW_TITLE1)
    lines = visible_lines(books, request.user)
    rules = findings(books)
    context |= {
        "books": books,
        "rules": rules,
        "broken": [one for one in rules if one.is_broken],
        "bars": path_of(books),
        "to_schools_percent": percent_to_schools(books),
        "sees_all": sees_all,
        "own_lines": [] if sees_all else lines[:MOST_OWN],
        "page": Paginator(lines, SCHOOLS_PER_PAGE).get_page(request.GET.get("page")),
        "categories": by_category(budget) if sees_all else [],
        "named_by_initiatives": named_by_initiatives(year) if sees_all else None,
        "may_spend": may(request.user, Can.SPEND_TITLE1),
        "entries": history_of(budget) if may_district_wide(request.user, Can.VIEW_HISTORY) else [],
    }
    return render(request, "plans/title_one_year.html", context)


def named_by_initiatives(fall_year):
    """Dollars that the budget lines of initiatives expect from the reserve; the books do not count them."""
    lines = BudgetLine.objects.filter(fall_year=fall_year, source=FundingSource.TITLE1_ENGAGEMENT)
    return lines.aggregate(total=Sum("amount"))["total"]


def visible_lines(books, user):
    """The schools' lines that a person may see; one of their own schools has a line even where it has no part."""
    if may_district_wide(user, Can.VIEW_TITLE1):
        return books.lines
    own = set(schools_where(user, Can.VIEW_TITLE1))
    lines = [line for line in books.lines if line.school.pk in own]
    return lines or [books.line_of(school) for school in School.objects.filter(pk__in=own).order_by("name")]


@require_safe
def title_one_school(request, year, code):
    budget = budget_or_404(year)
    seen = School.objects.filter(pk__in=schools_where(request.user, Can.VIEW_TITLE1))
    return place_page(request, budget, get_object_or_404(seen, code=code))


@require_safe
def title_one_central(request, year):
    """What central office itself plans and spends."""
    if not may_district_wide(request.user, Can.VIEW_TITLE1):
        raise Http404
    return place_page(request, budget_or_404(year), None)


def place_page(request, budget, school):
    books = books_of(budget)
    entries = SpendingEntry.objects.filter(budget=budget, school=school)
    shown = entries.select_related("category", "entered_by", "initiative", "reversal")
    planned = PlannedSpending.objects.filter(budget=budget, school=school).select_related("category", "initiative")
    allocation = budget.allocations.filter(school=school).first() if school else None
    context = {
        "budget": budget,
        "school": school,
        "line": books.line_of(school) if school else books.central,
        "planned": planned.annotate(spent=Sum("entries__amount", default=NOTHING)),
        "categories": by_category(budget, school=school),
        "page": Paginator(shown, ENTRIES_PER_PAGE).get_page(request.GET.get("page")),
        "may_spend": may_spend(request.user, school),
        "may_edit": bool(school) and may(request.user, Can.EDIT_TITLE1),
        "history": history_of(allocation) if allocation and may(request.user, Can.VIEW_HISTORY, school) else [],
    }
    return render(request, "plans/title_one_place.html", context)


@require_safe
def spending_detail(request, pk):
    entry = entry_or_404(request, pk)
    is_settled = entry.reverses_id is not None or hasattr(entry, "reversal")
    context = {
        "entry": entry,
        "reversal": getattr(entry, "reversal", None),
        "status": _("Reversal") if entry.reverses_id else _("Reversed") if is_settled else "",
        "may_change": not is_settled and may_spend(request.user, entry.school),
        "history": history_of(entry) if may(request.user, Can.VIEW_HISTORY, entry.school) else [],
    }
    return render(request, "plans/spending_detail.html", context)


@require_safe
def title_one_thresholds(request):
    """The thresholds of the law that the rules are held against, by the year from which they hold."""
    context = {"rules": ReserveRule.objects.all(), "may_edit": may(request.user, Can.EDIT_TITLE1)}
    return render(request, "plans/title_one_thresholds.html", context)


@require_safe
def title_one_audit(request, year):
    """Every entry for the auditor: as CSV or JSON, or as a workbook with the rules' results on a sheet of their own."""
    budget = budget_or_404(year)
    name = f"title-1-engagement-{year}"
    file_format = downloads.wanted_format(request)
    if file_format in ("csv", "json"):
        rows = audit.entry_rows(budget, request.user)
        return downloads.table_response(file_format, name, audit.entry_headers(), rows)
    books = books_of(budget)
    lines = visible_lines(books, request.user)
    if may_district_wide(request.user, Can.VIEW_TITLE1):
        lines = [*lines, books.central]
    notes = downloads.own_notes(file_format)
    return downloads.workbook_response(name, audit.sheets(books, request.user, lines), notes=notes)
