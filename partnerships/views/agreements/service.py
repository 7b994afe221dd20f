"""The service log: logging, the list, one entry with its question and answer, confirming several."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads
from district.access import Can
from district.drafts import kept_while_typing
from district.history import history_of
from partnerships.agreements import service
from partnerships.filters import COUNTED_TO, CountedToPaginator
from partnerships.forms.agreements.filters import ServiceFilter
from partnerships.forms.agreements.service import CorrectionForm, RemarkForm, ServiceForm, refused
from partnerships.models import ServiceEntry, ServiceRemark
from partnerships.models.scope import scope_of
from partnerships.models.service import TO_CONFIRM
from partnerships.views.agreements.finding import entry_or_404, refuse, show_form

PER_PAGE = 50
COPIED = ("sessions", "hours", "adults_total", "families_total", "students_total", "is_unduplicated")


# ---------------------------------------------------------------------- logging


@require_http_methods(["GET", "POST"])
def service_log(request):
    sites = places(request)
    form = ServiceForm(sites, request.POST or None, initial=proposed(request, sites))
    if form.is_valid() and (saved := saved_by(form, by=request.user)):
        entry, is_new = saved
        if not is_new:
            messages.info(request, _("This form was sent before. What you see here is what was saved then."))
        return redirect("partnerships:service-saved", entry.pk)
    return log_page(request, form)


def places(request):
    """Where the person may log; of one programme where the address names one."""
    sites = service.sites_to_log(request.user, timezone.localdate())
    asked = request.GET.get("programme", "")
    return sites.filter(programme=asked) if asked.isdecimal() and len(asked) < 10 else sites


def proposed(request, sites):
    """The place of the address, else where the person logged last."""
    asked = request.GET.get("place", "")
    last = None if asked or request.method == "POST" else service.last_of(request.user, timezone.localdate())
    if last:
        here = sites.filter(programme=last.programme_id)
        here = here.filter(school=last.school_id) if last.school_id else here.filter(school__isnull=True)
        asked = here.values_list("pk", flat=True).first() or ""
    return {"place": str(asked)}


def saved_by(form, **who):
    """The entry and whether it is new; None where the rules refuse it, with the reason in the form."""
    try:
        return form.save(**who)
    except ValidationError as error:
        refused(form, error)
        return None


def log_page(request, form):
    last = None if form.is_bound else service.last_of(request.user, timezone.localdate())
    return render(request, "partnerships/service_log.html", {"form": form, "last": last})


@require_safe
def service_copy(request, pk):
    """The form again, filled like an entry: all but the day."""
    like = entry_or_404(request, pk, Can.LOG_SERVICE)
    sites = service.sites_to_log(request.user, timezone.localdate())
    site = next(
        (one for one in sites if (one.programme_id, one.school_id) == (like.programme_id, like.school_id)), None
    )
    initial = {name: getattr(like, name) for name in COPIED} | {"place": str(site.pk) if site else ""}
    address = f"{reverse('partnerships:service-log')}?programme={like.programme_id}"
    form = ServiceForm(sites.filter(programme=like.programme_id), initial=initial, action=address)
    return render(request, "partnerships/service_log.html", {"form": form, "last": None, "like": like})


@require_safe
def service_saved(request, pk):
    return render(request, "partnerships/service_saved.html", {"entry": entry_or_404(request, pk)})


# ---------------------------------------------------------------------- reading


@require_safe
def service_list(request):
    filters = ServiceFilter(request.user, request.GET)
    found = filters.apply(ServiceEntry.objects.visible_to(request.user))
    found = found.select_related("programme__agreement__partner", "school", "logged_by", "link")
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "service", file_headers(), map(file_row, found))
    page = CountedToPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    confirms = scope_of(request.user, Can.CONFIRM_SERVICE)
    for entry in page.object_list:
        entry.kind = service.STATE_KINDS[entry.state]
        entry.may_confirm = (
            entry.state in TO_CONFIRM
            and entry.logged_by_id != request.user.pk
            and confirms.reaches(partner_id=None, school_id=entry.school_id)
        )
    context = {
        "form": filters,
        "active": filters.active_total(),
        "page": page,
        "counted_to": COUNTED_TO,
        "may_log": not scope_of(request.user, Can.LOG_SERVICE).is_empty,
        "confirmable": sum(entry.may_confirm for entry in page.object_list),
    }
    return render(request, "partnerships/service_list.html", context)


def file_headers():
    return [
        *(_("Partner"), _("Program"), _("School year"), _("School"), _("School code"), _("First day"), _("Last day")),
        *(_("Sessions"), _("Hours"), _("Contacts with adults"), _("Contacts with families")),
        *(_("Contacts with students"), _("Each person counted once"), _("State"), _("Logged by"), _("Note")),
    ]


def file_row(entry):
    school = entry.school
    return [
        entry.programme.agreement.partner.name,
        entry.programme.name,
        entry.programme.year_label,
        school.name if school else str(entry.place),
        school.code if school else "",
        entry.starts_on,
        entry.ends_on,
        entry.sessions,
        entry.hours,
        entry.adults_total,
        entry.families_total,
        entry.students_total,
        _("Yes") if entry.is_unduplicated else _("No"),
        entry.get_state_display(),
        str(entry.logged_by or entry.link),
        entry.note,
    ]


@require_safe
def service_detail(request, pk):
    entry = entry_or_404(request, pk)
    before = entry.confirmed_values
    context = {
        "entry": entry,
        "kind": service.STATE_KINDS[entry.state],
        "logged_words": entry.logged_by or link_words(entry),
        "changes": service.changes(before, entry.values()) if before else [],
        "remarks": entry.remarks.select_related("said_by"),
        "moves": service.moves_for(request.user, entry),
        "may_correct": may_correct(request.user, entry),
        "may_log": service.lets(request.user, Can.LOG_SERVICE, entry),
        "is_own": entry.logged_by_id == request.user.pk and entry.state in service.MOVES["confirm"].from_states,
        "history": history_of(entry) if service.lets(request.user, Can.VIEW_HISTORY, entry) else None,
    }
    return render(request, "partnerships/service.html", context)


def link_words(entry):
    return _("%(contact)s, with a link") % {"contact": entry.link.contact}


def may_correct(user, entry):
    return entry.state != "WITHDRAWN" and service.speaks_for(user, entry)


# ---------------------------------------------------------------------- changing


@require_http_methods(["GET", "POST"])
@kept_while_typing
def service_correct(request, pk):
    entry = entry_or_404(request, pk, Can.LOG_SERVICE)
    if entry.state == "WITHDRAWN":
        messages.info(request, _("This entry was taken back: log it anew."))
        return redirect(entry)
    if not service.speaks_for(request.user, entry):
        return not_theirs(request, entry)
    form = CorrectionForm(request.POST or None, instance=entry)
    if form.is_valid():
        try:
            form.save(by=request.user)
        except (ValidationError, service.NotPossible) as error:
            refused(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(entry)
    guidance = ""
    if entry.state == "CONFIRMED":
        guidance = _("The school confirmed this. A correction goes back to the school, with both numbers side by side.")
    title = _("Correct: %(entry)s") % {"entry": entry}
    return show_form(request, form, title, entry.get_absolute_url(), entry, guidance=guidance)


def not_theirs(request, entry):
    """For somebody of the school, where only the partner's side can answer or correct."""
    messages.info(request, _("The partner answers for what it logged and corrects it. You can ask about it."))
    return redirect(entry)


@require_http_methods(["GET", "POST"])
def service_move(request, pk, name):
    """One step of an entry: confirming at once, all others with a text."""
    entry = entry_or_404(request, pk)
    if name not in service.MOVES:
        return redirect(entry)
    step = service.MOVES[name]
    if not service.lets(request.user, step.permission, entry):
        refuse(step.permission)
    if not service.may_take(request.user, step, entry):
        return not_theirs(request, entry)
    form = None
    if step.asks_for_text:
        form = RemarkForm(step.asks_for_text, step.label, request.POST or None)
        if not form.is_valid():
            return show_form(
                request, form, step.label, entry.get_absolute_url(), entry, guidance=asked_about(name, entry)
            )
    elif request.method != "POST":
        return redirect(entry)
    try:
        text = form.cleaned_data["text"] if form else ""
        entry = service.move(name, entry=entry, by=request.user, text=text)
    except service.NotPossible as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("This entry is now: %(state)s.") % {"state": entry.get_state_display()})
    return redirect(entry)


def asked_about(name, entry):
    """The question to which an answer is written, in its own words; nothing beside any other step."""
    if name != "answer":
        return ""
    question = entry.remarks.filter(kind=ServiceRemark.Kind.QUESTION).order_by("said_at", "pk").last()
    return _("The question: “%(question)s”") % {"question": question.text} if question else ""


@require_POST
@transaction.atomic
def service_confirm_several(request):
    """Confirm the entries that were ticked, where the person may; all others are left alone."""
    ticked = [key for key in request.POST.getlist("entry") if key.isdecimal() and len(key) < 18][:500]
    entries = ServiceEntry.objects.confirmable_by(request.user).filter(pk__in=ticked)
    total = service.confirm_several(entries, by=request.user)
    if total:
        words = ngettext("%(total)s entry confirmed.", "%(total)s entries confirmed.", total)
        messages.success(request, words % {"total": total})
    else:
        messages.info(request, _("Nothing was ticked that you can confirm."))
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else reverse("partnerships:service-list"))
