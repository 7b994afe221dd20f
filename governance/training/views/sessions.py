"""Training sessions: the calendar, the page of one, planning and cancelling, materials."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import evidence
from district.access import Can, may, schools_where
from district.drafts import NotTaken, has_typed, kept_while_typing
from district.history import history_of
from district.models import Language, School
from governance.models import TrainingMaterial, TrainingModule, TrainingSession
from governance.models.training import SessionState
from governance.training import sessions
from governance.training.forms import CancelSessionForm, CountsForm, MaterialForm, SessionForm
from governance.training.views.catalogue import form_page
from indicators.tasks import ring

PER_PAGE = 20
MOST_COMING = 60
STATE_KINDS = {SessionState.PLANNED: "waiting", SessionState.HELD: "good", SessionState.CANCELLED: "stopped"}


@require_safe
def session_list(request):
    """The calendar: what is coming, then what took place; perhaps of one module (`?module=COMPACT`)."""
    today = timezone.localdate()
    modules = list(TrainingModule.objects.on(today))
    chosen = request.GET.get("module", "")
    module = next((one for one in modules if one.code == chosen), None)
    visible = sessions.with_everything(TrainingSession.objects.visible_to(request.user))
    if module:
        visible = visible.filter(modules=module)
    past = visible.filter(held_on__lt=today).order_by("-held_on", "-pk")
    past = past.annotate(came=Count("records__pk", distinct=True))
    context = {
        "coming": [(one, STATE_KINDS[one.state]) for one in visible.filter(held_on__gte=today)[:MOST_COMING]],
        "page": Paginator(past, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": STATE_KINDS,
        "module": module,
        "modules": modules,
        "may_plan": may(request.user, Can.RECORD_TRAINING),
        "may_view": may(request.user, Can.VIEW_TRAINING),
    }
    return render(request, "governance/training_sessions.html", context)


def session_or_404(request, pk, *, to_change=False):
    """The session as the person may see it; 403 where they see it and may not change it. Locked for what is sent."""
    found = TrainingSession.objects.visible_to(request.user)
    if request.method == "POST" and connection.in_atomic_block:
        found = found.select_for_update(of=("self",))
    session = get_object_or_404(sessions.with_everything(found), pk=pk)
    if to_change and not sessions.may_change(request.user, session):
        raise PermissionDenied(_("This session is changed by the district, or by the school whose session it is."))
    return session


@require_safe
def session_detail(request, pk):
    """When, where and for whom; materials; how many came. Whoever takes attendance goes on from here."""
    session = session_or_404(request, pk)
    user, today = request.user, timezone.localdate()
    may_change = sessions.may_change(user, session)
    names = dict(Language.objects.filter(tag__in=session.languages).values_list("tag", "name"))
    context = {
        "session": session,
        "kind": STATE_KINDS[session.state],
        "languages": [names.get(tag, tag) for tag in session.languages],
        "materials": list(session.materials.select_related("evidence")),
        "people_total": session.records.order_by().values("term", "user").distinct().count(),
        "may_change": may_change,
        "may_record": not session.is_cancelled and session.held_on <= today and may(user, Can.RECORD_TRAINING),
        "schools": schools_to_record(user, session),
        "counts": CountsForm(instance=session) if may_change and session.held_on <= today else None,
        "history": history_of(session) if may_change and may(user, Can.VIEW_HISTORY, session.school) else None,
    }
    return render(request, "governance/training_session.html", context)


def schools_to_record(user, session):
    """(school, how many of it came) of those where the person may say who was there."""
    if not may(user, Can.RECORD_TRAINING):
        return []
    schools = School.objects.filter(pk__in=schools_where(user, Can.RECORD_TRAINING)).open_on(session.held_on)
    if not session.is_district_wide:
        schools = schools.filter(pk__in=[one.pk for one in session.schools.all()])
    came = {}
    for school, term, account in session.records.values_list("school", "term", "user"):
        came.setdefault(school, set()).add((term, account))
    return [(school, len(came.get(school.pk, ()))) for school in schools.order_by("name")]


@require_http_methods(["GET", "POST"])
@kept_while_typing
def session_add(request):
    """Plan a session; `?module=COMPACT` chooses the module."""
    session = TrainingSession(planned_by=request.user)
    module = TrainingModule.objects.filter(code=request.GET.get("module", "").replace("\0", "")).first()
    initial = {"modules": [module.pk]} if module else {}
    form = SessionForm(request.POST or None, instance=session, user=request.user, initial=initial)
    if form.is_valid():
        saved = form.save()
        ring()
        messages.success(request, _("The session is on the calendar."))
        return redirect(saved)
    return form_page(
        request, form, _("Plan a session"), reverse("governance:training-sessions"), _("Training sessions")
    )


@require_http_methods(["GET", "POST"])
@kept_while_typing
def session_edit(request, pk):
    session = session_or_404(request, pk, to_change=True)
    if session.is_cancelled:
        return refuse(request, session, _("This session was cancelled."))
    form = SessionForm(request.POST or None, instance=session, user=request.user)
    if form.is_valid():
        form.save()
        ring()
        messages.success(request, _("Saved."))
        return redirect(session)
    return form_page(request, form, _("Change the session"), session.get_absolute_url(), session)


def refuse(request, session, words):
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return redirect(session)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def session_cancel(request, pk):
    session = session_or_404(request, pk, to_change=True)
    if session.is_cancelled or session.records.exists():
        messages.warning(request, _("Only a session at which nobody was recorded can be cancelled."))
        return redirect(session)
    form = CancelSessionForm(request.POST or None)
    if form.is_valid():
        sessions.cancel(session, form.cleaned_data["reason"])
        ring()
        messages.success(request, _("The session is cancelled."))
        return redirect(session)
    context = {"form": form, "session": session, "is_coming": session.held_on >= timezone.localdate()}
    return render(request, "governance/training_cancel.html", context)


@require_POST
@transaction.atomic
def session_counts(request, pk):
    """How many others came, as numbers."""
    session = session_or_404(request, pk, to_change=True)
    form = CountsForm(request.POST, instance=session)
    if session.is_cancelled or session.held_on > timezone.localdate():
        messages.warning(request, _("Who was there is recorded from the day of the session on."))
    elif form.is_valid():
        form.instance.state = SessionState.HELD
        form.instance.save(update_fields=[*form.fields, "state"])
        ring()
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Give whole numbers, at most 5,000."))
    return redirect(f"{session.get_absolute_url()}#counts")


# ---------------------------------------------------------------------- materials


@require_http_methods(["GET", "POST"])
@kept_while_typing
def material_add(request, pk):
    session = session_or_404(request, pk, to_change=True)
    material = TrainingMaterial(session=session)
    form = MaterialForm(request.POST or None, request.FILES or None, instance=material, by=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{session.get_absolute_url()}#materials")
    return form_page(request, form, _("Add material"), session.get_absolute_url(), session)


@require_safe
def material(request, pk, material):
    session = session_or_404(request, pk)
    one = get_object_or_404(session.materials.exclude(evidence=None).select_related("evidence"), pk=material)
    return evidence.response_or_404(one.evidence)


@require_POST
@transaction.atomic
def material_remove(request, pk, material):
    session = session_or_404(request, pk, to_change=True)
    get_object_or_404(session.materials, pk=material).delete()
    messages.success(request, _("Removed."))
    return redirect(f"{session.get_absolute_url()}#materials")


def school_of(request, session, code):
    """A school to whose people the session is open, for whoever records training there."""
    school = get_object_or_404(School, code=code)
    is_asked = session.is_district_wide or any(one.pk == school.pk for one in session.schools.all())
    if not is_asked:
        raise Http404
    return school
