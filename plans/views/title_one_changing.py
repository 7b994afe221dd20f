"""Changing the Title I engagement budget: the year's money, schools' shares, planned lines, spending, thresholds."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, ProtectedError, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from district import downloads, school_years
from district.access import Can, may_district_wide, require, schools_where
from district.models import School, SchoolYear
from indicators.parameters import year_or_404
from plans.forms.title_one import (
    AllocationForm,
    GiveSharesForm,
    PlannedForm,
    RemoveForm,
    ReverseForm,
    ShareOutForm,
    SpendingForm,
    SpendingImportForm,
    ThresholdsForm,
    TitleOneBudgetForm,
)
from plans.models import (
    PlannedSpending,
    ReserveRule,
    SchoolAllocation,
    SpendingCategory,
    SpendingEntry,
    TitleOneBudget,
)
from plans.money import dollars
from plans.title_one import acts, bringing
from plans.title_one.books import books_of, title_one_schools
from plans.views.title_one import budget_or_404, entry_or_404, may_spend, planned_or_404

MOST_TROUBLES = 100  # shown on the page; who corrects these sees the rest
NOWHERE = 0  # a school that nobody holds a role at


def show_form(request, form, *, title, back, back_label, kicker="", **more):
    context = {"form": form, "title": title, "kicker": kicker, "back": back, "back_label": back_label, **more}
    return render(request, "plans/title_one_form.html", context)


def refuse_unless_spender(request, school):
    """403 where the person may see a line of this school, but not plan and spend there.

    The lines of central office are seen only by those with a role in the whole district.
    """
    if not may_spend(request.user, school):
        require(request.user, Can.SPEND_TITLE1, school or NOWHERE)


# ---------------------------------------------------------------------- the district's part


@require_http_methods(["GET", "POST"])
def title_one_edit(request, year):
    """The year's money; a budget that is not there yet begins with it."""
    school_year = get_object_or_404(SchoolYear, pk=year_or_404(year))
    budgets = TitleOneBudget.objects.select_related("school_year")
    budget = budgets.filter(pk=year).first() or TitleOneBudget(school_year=school_year)
    before = budgets.filter(pk=year - 1).first()
    left_before = books_of(before).left if before else None
    rule = ReserveRule.objects.in_force(year)
    form = TitleOneBudgetForm(request.POST or None, instance=budget, left_before=left_before, rule=rule)
    if form.is_valid():
        with form.correcting():
            budget = form.save()
        messages.success(request, _("Saved."))
        return redirect(budget)
    return show_form(
        request,
        form,
        title=_("The year's Title I money"),
        kicker=school_years.label(year),
        back=reverse("plans:title-one-year", args=[year]),
        back_label=_("Title I engagement budget"),
    )


@require_http_methods(["GET", "POST"])
def title_one_share_out(request, year):
    """Share the reserve out among the Title I schools: first looked at (`?total=&weight=`), then given."""
    budget = budget_or_404(year)
    rule = ReserveRule.objects.in_force(year)
    seen = acts.newest_change(budget)
    given_now = budget.allocations.aggregate(total=Sum("amount"))["total"]
    initial = {"total": given_now or budget.reserve, "weight": acts.weight_given(budget, rule)}
    look = ShareOutForm(request.GET if "total" in request.GET else None, initial=initial)
    give = None
    if request.method == "POST":
        give = GiveSharesForm(request.POST, budget=budget)
        if give.is_valid() and (given := give_shares(give, budget, rule)) is not None:
            text = ngettext("%(total)s school has its share.", "%(total)s schools have their share.", given)
            messages.success(request, text % {"total": given})
            return redirect(budget)
        give.data = {**give.data.dict(), "seen": seen}
        look = ShareOutForm(request.POST)
    elif look.is_valid():
        give = GiveSharesForm(initial=look.cleaned_data | {"seen": seen}, budget=budget)
    asked = look.cleaned_data if look.is_bound and look.is_valid() else None
    context = {
        "look": look,
        "give": give,
        "budget": budget,
        "rows": acts.proposal(budget, rule, asked["total"], asked["weight"]) if asked else [],
        "schools_total": title_one_schools(year).count(),
        "left_to_give": max((budget.reserve or Decimal(0)) - asked["total"], Decimal(0)) if asked else None,
    }
    return render(request, "plans/title_one_share_out.html", context)


def give_shares(form, budget, rule):
    """How many schools have their share now; None, and said in the form, where somebody else was faster."""
    asked = {name: form.cleaned_data[name] for name in ("total", "weight", "seen")}
    with form.correcting():
        given = acts.share_out(budget=budget, rule=rule, **asked)
    if given is None:
        message = _("Somebody has changed a school's share meanwhile. Look again, then give the shares.")
        form.add_error(None, message)
    return given


@require_http_methods(["GET", "POST"])
def title_one_allocation(request, year, code):
    """One school's part."""
    budget = budget_or_404(year)
    school = get_object_or_404(School, code=code)
    allocation = SchoolAllocation.objects.filter(budget=budget, school=school).first()
    allocation = allocation or SchoolAllocation(school=school)
    allocation.budget = budget
    form = AllocationForm(request.POST or None, instance=allocation)
    if form.is_valid():
        with form.correcting():
            form.save()
        messages.success(request, _("Saved."))
        return redirect("plans:title-one-school", year, code)
    facts = school.profiles.in_year(year).first()
    return show_form(
        request,
        form,
        title=_("The school's share"),
        kicker=f"{school}, {budget.year_label}",
        back=reverse("plans:title-one-school", args=[year, code]),
        back_label=school,
        warning="" if facts and facts.is_title1 else _("By the facts of that year this is not a Title I school."),
    )


@require_http_methods(["GET", "POST"])
def thresholds_add(request):
    return thresholds_page(request, ReserveRule())


@require_http_methods(["GET", "POST"])
def thresholds_edit(request, pk):
    return thresholds_page(request, get_object_or_404(ReserveRule, pk=pk))


def thresholds_page(request, rule):
    form = ThresholdsForm(request.POST or None, instance=rule)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("plans:title-one-thresholds")
    back = reverse("plans:title-one-thresholds")
    return show_form(request, form, title=_("Legal thresholds"), back=back, back_label=_("Legal thresholds"))


# ---------------------------------------------------------------------- planned lines and spending


def school_asked_for(request):
    """The school that the address names with `?school=`, where the person may spend, as the start of a form."""
    mine = School.objects.filter(pk__in=schools_where(request.user, Can.SPEND_TITLE1))
    return mine.filter(code=request.GET.get("school", "")[:7]).first()


def way_back(user, line):
    """(address, words) of the place that a line belongs to, as far as the person may open it; else of the year."""
    if line.school or may_district_wide(user, Can.VIEW_TITLE1):
        return line.place_url(), line.place()
    return line.budget.get_absolute_url(), line.budget


@require_http_methods(["GET", "POST"])
def planned_add(request, year):
    line = PlannedSpending(budget=budget_or_404(year), school=school_asked_for(request))
    return planned_page(request, line)


@require_http_methods(["GET", "POST"])
def planned_edit(request, pk):
    line = planned_or_404(request, pk)
    refuse_unless_spender(request, line.school)
    return planned_page(request, line)


def planned_page(request, line):
    back, back_label = way_back(request.user, line)
    form = PlannedForm(request.POST or None, instance=line, user=request.user)
    if form.is_valid():
        with form.correcting():
            line = form.save()
        messages.success(request, _("Saved “%(line)s”.") % {"line": line})
        return redirect(f"{line.place_url()}#planned")
    title, kicker = _("Budget line"), line.budget.year_label
    remove = line.pk if line.pk and not line.entries.exists() else None
    return show_form(request, form, title=title, kicker=kicker, back=back, back_label=back_label, remove=remove)


@require_http_methods(["GET", "POST"])
def planned_remove(request, pk):
    """Asked once more; a line on which spending is entered stays, and the page says so instead of asking."""
    line = planned_or_404(request, pk)
    refuse_unless_spender(request, line.school)
    form = RemoveForm(request.POST if request.method == "POST" else None, budget=line.budget)
    if form.is_valid():
        try:
            with form.correcting():
                line.delete()
        except ProtectedError:
            pass  # said on the page, which counts what is entered
        else:
            messages.success(request, _("“%(line)s” is taken off. Its history stays.") % {"line": line})
            return redirect(f"{line.place_url()}#planned")
    spending = line.entries.aggregate(spent=Sum("amount"), entries_total=Count("pk"))
    return render(request, "plans/planned_remove.html", {"form": form, "line": line, **spending})


@require_http_methods(["GET", "POST"])
def spending_add(request, year):
    entry = SpendingEntry(budget=budget_or_404(year), school=school_asked_for(request), entered_by=request.user)
    back, back_label = way_back(request.user, entry)
    return spending_page(request, entry, back=back, back_label=back_label)


@require_http_methods(["GET", "POST"])
def spending_edit(request, pk):
    entry = entry_or_404(request, pk)
    refuse_unless_spender(request, entry.school)
    if entry.reverses_id or hasattr(entry, "reversal"):
        messages.warning(request, _("An entry that is reversed, and its reversal, stay as they are."))
        return redirect(entry)
    return spending_page(request, entry, back=entry.get_absolute_url(), back_label=entry.what)


def spending_page(request, entry, *, back, back_label):
    form = SpendingForm(request.POST or None, instance=entry, user=request.user)
    if form.is_valid():
        with form.correcting():
            entry = form.save()
        messages.success(request, _("Saved “%(line)s”.") % {"line": entry})
        return redirect(entry)
    title, kicker = _("Spending"), entry.budget.year_label
    return show_form(request, form, title=title, kicker=kicker, back=back, back_label=back_label)


@require_http_methods(["GET", "POST"])
def spending_import(request, year):
    """Spending from a spreadsheet: all rows are entered, or none and it is said why."""
    budget = budget_or_404(year)
    if file_format := downloads.wanted_format(request):
        name = _("spending-template")
        return downloads.table_response(file_format, name, bringing.COLUMNS.values(), [])
    form = SpendingImportForm(request.POST or None, request.FILES or None, budget=budget)
    troubles = []
    if form.is_valid():
        entries, troubles = bring(form, request.user)
        if entries:
            total = sum((one.amount for one in entries), Decimal(0))
            text = ngettext("%(number)s entry, %(total)s.", "%(number)s entries, %(total)s.", len(entries))
            messages.success(request, text % {"number": len(entries), "total": dollars(total)})
            return redirect(budget)
    context = {
        "form": form,
        "budget": budget,
        "troubles": troubles[:MOST_TROUBLES],
        "troubles_total": len(troubles),
        "most_rows": bringing.MOST_ROWS,
        "categories": SpendingCategory.objects.filter(is_in_use=True),
    }
    return render(request, "plans/spending_import.html", context)


def bring(form, user):
    """(the entries made, what stood in the way): one of the two is empty."""
    data = form.cleaned_data
    try:
        rows = bringing.rows_of_file(data["file"].read())
    except ValidationError as error:
        form.add_error("file", error)
        return [], []
    forms, troubles = bringing.check(
        rows, budget=form.budget, user=user, twice=data["twice"], correction=data["correction"]
    )
    if troubles:
        return [], troubles
    with form.correcting(), transaction.atomic():
        return [one.save() for one in forms], []


@require_http_methods(["GET", "POST"])
def spending_reverse(request, pk):
    """Take an entry back by one of its own."""
    entry = entry_or_404(request, pk)
    refuse_unless_spender(request, entry.school)
    form = ReverseForm(request.POST or None, budget=entry.budget)
    if form.is_valid():
        data = form.cleaned_data
        try:
            with form.correcting():
                reversal = acts.reverse_entry(entry=entry, on=data["on"], reason=data["reason"], by=request.user)
        except acts.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Reversed. Both entries stay readable."))
            return redirect(reversal)
    back = entry.get_absolute_url()
    kicker = f"{entry.place()} · {dollars(entry.amount)}"
    return show_form(request, form, title=_("Reverse an entry"), kicker=kicker, back=back, back_label=entry.what)
