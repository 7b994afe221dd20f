"""Who is trained and who is not: all schools, one council, one's own; completed elsewhere, and its confirmation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, evidence
from district.access import Can, may, require, schools_where
from district.drafts import kept_while_typing
from district.models import Membership, School
from governance.models import SeatTerm, TrainingRecord
from governance.training import people, recording, sessions, standing, tables
from governance.training.forms import ElsewhereForm, JudgeForm
from governance.training.views.catalogue import form_page
from indicators.amounts import amount, hundredths
from indicators.instruments import InstrumentUnit
from indicators.tasks import ring

SCHOOLS_PER_PAGE = 50
RECORDS_PER_PAGE = 15
MOST_RECORDS = 100


@require_safe
def overview(request):
    """Schools by the share that is done and done in time; who lacks what as a file."""
    today = timezone.localdate()
    schools = School.objects.filter(pk__in=schools_where(request.user, Can.VIEW_TRAINING)).open_on(today)
    schools = list(schools.order_by("name", "code"))
    if file_format := downloads.wanted_format(request):
        rows = tables.file_rows(schools, today)
        return downloads.table_response(file_format, "council-training", tables.headers(), rows)
    counts = standing.by_school(today, schools=[school.pk for school in schools])
    chosen = request.GET.get("show", "")
    tests = {
        "": lambda count: True,
        "overdue": lambda count: count.overdue > 0,
        "done": lambda count: not count.overdue,
    }
    labels = {"": _("All"), "overdue": _("Somebody is overdue"), "done": _("Nobody is overdue")}
    found = [(school, counts[school.pk]) for school in schools if school.pk in counts]
    shown = [pair for pair in found if tests.get(chosen, tests[""])(pair[1])]
    decided = sum(count.decided for _school, count in found)
    context = {
        "page": Paginator(shown, SCHOOLS_PER_PAGE).get_page(request.GET.get("page")),
        "asked": sum(count.asked for _school, count in found),
        "done": sum(count.done for _school, count in found),
        "people_overdue": sum(count.people_overdue for _school, count in found),
        "in_time": share_in_time(found, decided),
        "decided": decided,
        "waiting": waiting_for(request.user),
        "may_run": may(request.user, Can.RUN_TRAINING),
        "tabs": [
            (
                f"{labels[code]} ({sum(test(count) for _school, count in found)})",
                f"?show={code}" if code else "?",
                code == chosen,
            )
            for code, test in tests.items()
        ],
    }
    return render(request, "governance/training_overview.html", context)


def share_in_time(found, decided):
    """In words; empty where nothing was due yet."""
    if not decided:
        return ""
    share = sum(count.in_time for _school, count in found) / decided
    return amount(hundredths(share, 1), InstrumentUnit.PERCENT)


def waiting_for(user):
    """What people say to have completed elsewhere, at the schools where this person may confirm it."""
    found = TrainingRecord.objects.waiting().filter(school__in=schools_where(user, Can.RECORD_TRAINING))
    found = found.exclude(Q(user=user) | Q(term__user=user)).select_related("module", "school", "term__user", "user")
    return list(found[:MOST_RECORDS])


@require_safe
def council(request, code):
    """Members and staff of one school × modules, in words."""
    school = get_object_or_404(School, code=code)
    require(request.user, Can.VIEW_TRAINING, school)
    today = timezone.localdate()
    if file_format := downloads.wanted_format(request):
        rows = tables.file_rows([school], today)
        return downloads.table_response(file_format, f"council-training-{school.code}", tables.headers(), rows)
    modules, rows = tables.council_table(school, today)
    count = standing.by_school(today, schools=[school.pk]).get(school.pk)
    records = (
        TrainingRecord.objects.confirmed()
        .filter(school=school)
        .select_related("module", "session", "user", "term__user")
    )
    context = {
        "school": school,
        "modules": modules,
        "rows": rows,
        "count": count,
        "page": Paginator(records, RECORDS_PER_PAGE).get_page(request.GET.get("page")),
        "waiting": [one for one in waiting_for(request.user) if one.school_id == school.pk],
        "may_record": may(request.user, Can.RECORD_TRAINING, school),
    }
    return render(request, "governance/training_council.html", context)


@require_safe
def own(request):
    """What one has to learn by when, when it is taught, and one's certificates."""
    today = timezone.localdate()
    cells = tables.own_cells(request.user, today)
    lacking = {cell.module.pk for _school, found in cells for cell in found if not cell.line.is_done}
    coming = sessions.coming(request.user)
    records = TrainingRecord.objects.filter(Q(user=request.user) | Q(term__user=request.user))
    context = {
        "schools": cells,
        "coming": [(one, any(module.pk in lacking for module in one.modules.all())) for one in coming],
        "records": list(records.select_related("module", "session", "term", "user")[:MOST_RECORDS]),
        "may_hand_in": bool(own_places(request.user)),
        "is_plain": not may(request.user, Can.VIEW_ACTIVITY),
        "may_view": may(request.user, Can.VIEW_TRAINING),
    }
    return render(request, "governance/training_own.html", context)


# ---------------------------------------------------------------------- elsewhere


def own_places(user):
    """What somebody holds today, each as a `Person` with its school: seats, then roles at schools without a seat."""
    today = timezone.localdate()
    terms = SeatTerm.objects.on(today).filter(user=user).select_related("seat", "user", "council__school")
    found = [
        (people.Person(f"t{term.pk}", str(user), f"{term.seat}, {term.council.school}", term=term), term.council.school)
        for term in terms
    ]
    seated = {school.pk for _person, school in found}
    held = Membership.objects.current().filter(user=user, role__in=people.ROLES, lent_from=None)
    for one in held.select_related("school").order_by("role", "school"):
        if one.school_id not in seated:
            seated.add(one.school_id)
            words = f"{one.get_role_display()}, {one.school}"
            found.append((people.Person(f"s{one.school_id}", str(user), words, user=user), one.school))
    return found


@require_http_methods(["GET", "POST"])
@kept_while_typing
def hand_in(request):
    """Say that one completed a module elsewhere; somebody else looks at the proof."""
    places = own_places(request.user)
    if not places:
        messages.warning(request, _("You hold no seat and no role at a school today."))
        return redirect("governance:training-own")
    form = ElsewhereForm(
        request.POST or None,
        request.FILES or None,
        instance=TrainingRecord(),
        by=request.user,
        people=[person for person, _school in places],
        own=True,
    )
    if form.is_valid():
        chosen = form.chosen()
        school = next(school for person, school in places if person == chosen)
        save_elsewhere(form, school, request.user)
        messages.success(request, _("Thank you. It counts as soon as somebody has looked at the proof."))
        return redirect("governance:training-own")
    return form_page(request, form, _("Completed elsewhere"), reverse("governance:training-own"), _("My training"))


def save_elsewhere(form, school, by):
    record = form.save(commit=False)
    record.school, record.proof = school, form.evidence
    recording.record_elsewhere(record, form.chosen(), by=by)
    ring()


@require_http_methods(["GET", "POST"])
@kept_while_typing
def elsewhere(request, code):
    """Record for a member or colleague what they completed elsewhere; whoever records it has looked at the proof."""
    school = get_object_or_404(School, code=code)
    require(request.user, Can.RECORD_TRAINING, school)
    found = people.people_at(school, timezone.localdate())
    form = ElsewhereForm(
        request.POST or None, request.FILES or None, instance=TrainingRecord(), by=request.user, people=found
    )
    if form.is_valid():
        save_elsewhere(form, school, request.user)
        messages.success(request, _("Saved."))
        return redirect("governance:training-council", school.code)
    back = reverse("governance:training-council", args=[school.code])
    return form_page(request, form, _("Completed elsewhere"), back, _("Training of the council"))


def record_to_judge(request, pk):
    visible = TrainingRecord.objects.visible_to(request.user).filter(session=None)
    record = get_object_or_404(visible.select_related("module", "school", "term__user", "user"), pk=pk)
    require(request.user, Can.RECORD_TRAINING, record.school)
    return record


@require_http_methods(["GET", "POST"])
@transaction.atomic
def judge(request, pk):
    """Confirm or refuse what somebody completed elsewhere."""
    record = record_to_judge(request, pk)
    form = JudgeForm(request.POST or None)
    back = reverse("governance:training-council", args=[record.school.code])
    if form.is_valid():
        confirmed = "confirm" in request.POST
        if not confirmed and not form.cleaned_data["reason"]:
            form.add_error("reason", _("Say why: the person reads it."))
        else:
            try:
                recording.judge(record, by=request.user, confirmed=confirmed, reason=form.cleaned_data["reason"])
            except recording.NotPossible as reason:
                messages.warning(request, str(reason))
                return redirect(back)
            ring()
            messages.success(request, _("Confirmed: it counts.") if confirmed else _("Refused. The person reads why."))
            return redirect(back)
    return render(request, "governance/training_judge.html", {"form": form, "record": record, "back": back})


@require_safe
def proof(request, pk):
    """The file that shows what was completed elsewhere: for its person and for whoever records training there."""
    records = TrainingRecord.objects.exclude(proof=None).select_related("proof", "school", "term")
    record = get_object_or_404(records.visible_to(request.user), pk=pk)
    if record.holder_id != request.user.pk and not may(request.user, Can.RECORD_TRAINING, record.school):
        raise Http404
    return evidence.response_or_404(record.proof)
