"""The duties of councils: of one council in a year, of all councils, the district's days, what is recorded by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, evidence, school_years
from district.access import Can, may, require, schools_where
from district.drafts import kept_while_typing, put_back
from district.models import EvidenceFile
from governance import duties, duty_days, duty_settling
from governance import duty_overview as overview
from governance.duty_catalogue import DUTIES, LAW, STATUTORY
from governance.duty_steps import next_step
from governance.forms.duties import DutyRecordForm, DutyYearForm, ReconstitutionForm
from governance.models import Advice, Council, DutyRecord, Reconstitution, SignOff
from governance.sign_offs import STANCE_KINDS
from indicators.parameters import EARLIEST, chosen_year, this_year, year_or_404
from indicators.tasks import ring

PER_PAGE = 25


def council_or_404(request, code, permission=Can.VIEW_ACTIVITY):
    """The council for whoever may read of it; 403 where they may read but not do."""
    councils = Council.objects.filter(school__in=schools_where(request.user, Can.VIEW_ACTIVITY))
    council = get_object_or_404(councils.select_related("school", "model"), school__code=code)
    require(request.user, permission, council.school)
    return council


def duty_or_404(code):
    if code not in DUTIES:
        raise Http404
    return DUTIES[code]


def council_form(request, form, council, title, **more):
    put_back(request, form)
    context = {"form": form, "council": council, "title": title, "back_label": _("Duties of the council"), **more}
    return render(request, "governance/council_page_form.html", context)


# ---------------------------------------------------------------------- one council


@require_safe
def council_duties(request, code):
    """Every duty of a council in a school year: what the law asks, by when, how it stands, what is next."""
    council = council_or_404(request, code)
    fall_year = chosen_year(request, years_ahead=1)
    user, school = request.user, council.school
    may_record = may(user, Can.RECORD_MEETING, school)
    signings = list(SignOff.objects.filter(council=council, fall_year=fall_year))
    waiting = [one for one in signings if not one.stance]
    rows = []
    for standing in duties.standings_of(council, fall_year):
        step = next_step(standing, council, fall_year, sign_offs=waiting) if may_record else None
        rows.append((standing, step))
    for one in signings:
        one.council = council
    context = {
        "council": council,
        "school": school,
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1 if fall_year > EARLIEST else None,
        "later": fall_year + 1 if fall_year <= this_year() else None,
        "rows": [one for one in rows if not one[0].duty.is_optional],
        "powers": [one for one in rows if one[0].duty.is_optional],
        "plan_advice": plan_advice(standing for standing, _step in rows),
        "advices": list(Advice.objects.filter(school=school, fall_year=fall_year).select_related("school")),
        "sign_offs": [(one, STANCE_KINDS[one.stance]) for one in signings],
        "closed_meetings": list(closed_meetings(council, fall_year)),
        "reconstitutions": list(council.reconstitutions.select_related("evidence")),
        "may_record": may_record,
        "may_frame": may(user, Can.FRAME_DUTIES, school),
        "may_answer": may(user, Can.ANSWER_ADVICE, school),
    }
    return render(request, "governance/duties.html", context)


def plan_advice(standings):
    """The advice that was written into the action plan by hand; None where there is none."""
    found = (one for standing in standings for one in standing.evidence if one.page[0] == "plans:action-plan")
    return next(found, None)


def closed_meetings(council, fall_year):
    """Gatherings of a school year that are no meetings under the law."""
    days = (school_years.first_day(fall_year), school_years.last_day(fall_year))
    return council.meetings.exclude(exempt_reason="").filter(held_on__range=days).order_by("held_on")


@require_safe
def duty(request, code, year, duty):
    """One duty in one year: what the law asks, what shows that it was done, and the way to record more."""
    council = council_or_404(request, code)
    found, fall_year = duty_or_404(duty), year_or_404(year)
    standing = next(one for one in duties.standings_of(council, fall_year) if one.duty is found)
    may_record = may(request.user, Can.RECORD_MEETING, council.school)
    context = {
        "council": council,
        "school": council.school,
        "standing": standing,
        "duty": found,
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "step": next_step(standing, council, fall_year) if may_record else None,
        "may_record": may_record,
        "law": LAW,
        "back": reverse("governance:duties", args=[code]) + f"?year={fall_year}",
    }
    return render(request, "governance/duty.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def duty_record(request, code, year, duty):
    """Record what no other record of the portal shows."""
    council = council_or_404(request, code, Can.RECORD_MEETING)
    found, fall_year = duty_or_404(duty), year_or_404(year)
    record = DutyRecord(council=council, fall_year=fall_year, duty=found.code, recorded_by=request.user)
    return record_page(request, record, found)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def duty_record_edit(request, code, pk):
    council = council_or_404(request, code, Can.RECORD_MEETING)
    records = DutyRecord.objects.visible_to(request.user).select_related("evidence")
    record = get_object_or_404(records, council=council, pk=pk)
    record.council = council
    return record_page(request, record, DUTIES[record.duty])


def record_page(request, record, found):
    form = DutyRecordForm(request.POST or None, request.FILES or None, instance=record, duty=found, by=request.user)
    back = reverse("governance:duty", args=[record.council.school.code, record.fall_year, record.duty])
    if form.sent_before():
        return redirect(back)
    if form.is_valid():
        form.save()
        duty_settling.settle(record.fall_year, [record.council])
        ring()
        messages.success(request, _("Saved."))
        return redirect(back)
    more = {}
    if record.pk:
        address = reverse("governance:duty-record-remove", args=[record.council.school.code, record.pk])
        more = {"remove": address, "remove_words": _("Take this record away")}
    return council_form(request, form, record.council, found.name, lead=found.shows, back=back, **more)


@require_POST
def duty_record_remove(request, code, pk):
    """Take away a record that was a mistake; the audit trail keeps it."""
    council = council_or_404(request, code, Can.RECORD_MEETING)
    record = get_object_or_404(DutyRecord.objects.visible_to(request.user), council=council, pk=pk)
    with transaction.atomic():
        record.delete()
        duty_settling.settle(record.fall_year, [council])
        ring()
    messages.success(request, _("Taken away."))
    return redirect("governance:duty", code, record.fall_year, record.duty)


@require_safe
def duty_file(request, code, pk):
    """A file of the council's duties: of a record, a sign-off or a reconstitution of this very council."""
    council = council_or_404(request, code)
    holders = (
        DutyRecord.objects.filter(council=council, evidence=pk),
        SignOff.objects.filter(council=council, evidence=pk),
        Reconstitution.objects.filter(council=council, evidence=pk),
    )
    if not any(found.exists() for found in holders):
        raise Http404
    return evidence.response_or_404(get_object_or_404(EvidenceFile, pk=pk))


# ---------------------------------------------------------------------- reconstitution


@require_http_methods(["GET", "POST"])
@kept_while_typing
def reconstitution_add(request, code):
    """Record that a council voted on recommending to reconstitute its school. Rare; the district handles it."""
    council = council_or_404(request, code, Can.FRAME_DUTIES)
    return reconstitution_page(request, Reconstitution(council=council, recorded_by=request.user))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def reconstitution_edit(request, code, pk):
    council = council_or_404(request, code, Can.FRAME_DUTIES)
    record = get_object_or_404(council.reconstitutions.select_related("evidence"), pk=pk)
    record.council = council
    return reconstitution_page(request, record)


def reconstitution_page(request, record):
    form = ReconstitutionForm(request.POST or None, request.FILES or None, instance=record, by=request.user)
    back = reverse("governance:duties", args=[record.council.school.code]) + "#reconstitution"
    if form.sent_before():
        return redirect(back)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(back)
    lead = _("A council of a low-achieving school may vote to recommend that the school be reconstituted.")
    return council_form(request, form, record.council, _("Vote on reconstitution"), lead=lead, back=back)


# ---------------------------------------------------------------------- all councils


@require_safe
def duty_overview(request):
    """All councils × duties of a year, who is overdue and whom to call; as a file too."""
    fall_year, today = chosen_year(request, years_ahead=1), timezone.localdate()
    rows = overview.rows_for(request.user, fall_year, today)
    chosen = request.GET.get("show", "")
    tests = {
        "": lambda row: True,
        "overdue": lambda row: bool(row.overdue),
        "late": lambda row: bool(row.late),
        "unanswered": lambda row: bool(row.waiting),
    }
    labels = {
        "": pgettext("councils", "All"),
        "overdue": _("With overdue duties"),
        "late": _("Done late"),
        "unanswered": _("Advice without an answer"),
    }
    shown = [row for row in rows if tests.get(chosen, tests[""])(row)]
    if file_format := downloads.wanted_format(request):
        lines = (overview.line(row, fall_year) for row in shown)
        return downloads.table_response(file_format, f"council-duties-{fall_year}", overview.HEADERS, lines)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    overview.name_people(page.object_list)
    context = {
        "page": page,
        "statutory": STATUTORY,
        "totals": overview.totals(rows),
        "total": len(rows),
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1 if fall_year > EARLIEST else None,
        "later": fall_year + 1 if fall_year <= this_year() else None,
        "may_frame": may(request.user, Can.FRAME_DUTIES),
        "frame": duty_days.frame_of(fall_year),
        "tabs": [
            (
                f"{labels[code]} ({sum(map(test, rows))})",
                f"?year={fall_year}" + (f"&show={code}" if code else ""),
                code == chosen,
            )
            for code, test in tests.items()
        ],
    }
    return render(request, "governance/duty_overview.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def duty_year(request, year):
    """The days of the duties of a year, the round of the draft budgets, and how soon principals answer."""
    frame = duty_days.frame_of(year_or_404(year))
    form = DutyYearForm(request.POST or None, instance=frame)
    if form.is_valid():
        form.save()
        duty_settling.settle(year)
        ring()
        messages.success(request, _("Saved."))
        return redirect(reverse("governance:duty-overview") + f"?year={year}")
    put_back(request, form)
    context = {"form": form, "year": year, "year_label": school_years.label(year)}
    return render(request, "governance/duty_year.html", context)
