"""Agreements with partners: the list, one of them with its documents and programmes, and the steps of its way."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, evidence
from district.access import Can
from district.drafts import kept_while_typing
from district.history import history_of
from partnerships.agreements import life
from partnerships.forms.agreements.agreements import AgreementForm, DocumentForm, RenewForm, RulesForm, WhyForm
from partnerships.forms.agreements.filters import AgreementFilter
from partnerships.models import Agreement, AgreementDocument, AgreementRules, Programme
from partnerships.models.agreements import STOPPED
from partnerships.models.scope import scope_of
from partnerships.views.agreements.finding import agreement_or_404, refuse, show_form

PER_PAGE = 50


def may_edit_agreements(user):
    return scope_of(user, Can.EDIT_AGREEMENT).everything


@require_safe
def agreement_list(request):
    filters, today = AgreementFilter(request.user, request.GET), timezone.localdate()
    found = filters.apply(Agreement.objects.visible_to(request.user), today)
    found = found.select_related("partner").prefetch_related("schools").order_by(*Agreement._meta.ordering)
    if file_format := downloads.wanted_format(request):
        rows = (file_row(one, today) for one in found)
        return downloads.table_response(file_format, "agreements", file_headers(), rows)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    for one in page.object_list:
        with_standing(one, today)
    context = {
        "form": filters,
        "active": filters.active_total(),
        "page": page,
        "may_edit": may_edit_agreements(request.user),
    }
    return render(request, "partnerships/agreement_list.html", context)


def with_standing(agreement, today):
    agreement.standing = agreement.standing_on(today)
    agreement.standing_kind = life.STANDING_KINDS[agreement.standing]
    return agreement


def file_headers():
    return [
        *(_("Partner"), _("Name"), _("Type"), _("State"), _("For which schools"), _("First day"), _("Last day")),
        *(_("Signed on"), _("Amount in dollars"), _("What it does not say yet"), _("Purpose")),
    ]


def file_row(agreement, today):
    return [
        agreement.partner.name,
        agreement.name,
        agreement.get_kind_display(),
        str(agreement.standing_on(today).label),
        str(agreement.place_words()),
        agreement.starts_on,
        agreement.ends_on,
        agreement.signed_on,
        agreement.amount,
        ", ".join(life.missing_contents(agreement)),
        agreement.purpose_in(get_language()),
    ]


@require_safe
def agreement_detail(request, pk):
    agreement = with_standing(agreement_or_404(request, pk), timezone.localdate())
    may_edit = may_edit_agreements(request.user)
    moves = life.moves_from(agreement) if may_edit else []
    programmes = Programme.objects.visible_to(request.user).filter(agreement=agreement)
    seen = Agreement.objects.visible_to(request.user)
    context = {
        "agreement": agreement,
        "purpose": agreement.purpose_in(get_language()),
        "contents": life.contents_of(agreement) if life.asks_for_contents(agreement) else [],
        "missing": life.missing_contents(agreement),
        "documents": documents_of(agreement),
        "programmes": programmes.prefetch_related("indicators", "initiatives__priority_action__cycle"),
        "moves": [(move, life.why_not(move.name, agreement)) for move in moves],
        "renews": seen.filter(pk=agreement.renews_id).first() if agreement.renews_id else None,
        "renewals": seen.filter(renews=agreement).exclude(state__in=STOPPED),
        "may_edit": may_edit,
        "may_change": may_edit and agreement.is_editable,
        "may_renew": may_edit and not life.why_not_renew(agreement),
        "history": history_of(agreement) if may_edit else None,  # it holds the notes and the addresses of requests
    }
    return render(request, "partnerships/agreement.html", context)


def documents_of(agreement):
    """The documents in force, each with the versions before it, newest first."""
    documents = list(agreement.documents.select_related("evidence", "added_by"))
    by_pk = {one.pk: one for one in documents}
    replaced = {one.replaces_id for one in documents if one.replaces_id}
    current = [one for one in documents if one.pk not in replaced]
    for one in current:
        one.earlier, before = [], by_pk.get(one.replaces_id)
        while before:
            one.earlier.append(before)
            before = by_pk.get(before.replaces_id)
    return current


# ---------------------------------------------------------------------- changing


@require_http_methods(["GET", "POST"])
@kept_while_typing
def agreement_add(request):
    partner = request.GET.get("partner", "")
    initial = {"partner": partner} if partner.isdecimal() and len(partner) < 10 else {}
    form = AgreementForm(request.POST or None, instance=Agreement(made_by=request.user), initial=initial)
    return agreement_page(request, form, _("Add an agreement"), reverse("partnerships:agreement-list"), _("Agreements"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def agreement_edit(request, pk):
    agreement = agreement_or_404(request, pk, Can.EDIT_AGREEMENT)
    if not agreement.is_editable:
        messages.info(request, _("It is over: what ended or was renewed stays as it was."))
        return redirect(agreement)
    form = AgreementForm(request.POST or None, instance=agreement)
    return agreement_page(request, form, _("Change the agreement"), agreement.get_absolute_url(), agreement)


def agreement_page(request, form, title, back, back_label):
    if form.is_valid():
        agreement = form.save()
        messages.success(request, _("Saved “%(agreement)s”.") % {"agreement": agreement})
        return redirect(agreement)
    return show_form(request, form, title, back, back_label)


@require_http_methods(["GET", "POST"])
def agreement_move(request, pk, name):
    """One step on its way; those that take something back ask why."""
    agreement = agreement_or_404(request, pk, Can.EDIT_AGREEMENT)
    if name not in life.MOVES:
        return redirect(agreement)
    step, form = life.MOVES[name], None
    if step.asks_why:
        form = WhyForm(step.asks_why, step.label, request.POST or None)
        if not form.is_valid():
            return show_form(request, form, step.label, agreement.get_absolute_url(), agreement)
    elif request.method != "POST":
        return redirect(agreement)
    try:
        why = form.cleaned_data["why"] if form else ""
        agreement = life.move(name, agreement=agreement, by=request.user, why=why)
    except life.NotPossible as reason:
        messages.warning(request, str(reason))
    else:
        state = agreement.standing_on().label
        messages.success(request, _("This agreement is now: %(state)s.") % {"state": state})
    return redirect(agreement)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def agreement_renew(request, pk):
    agreement = agreement_or_404(request, pk, Can.EDIT_AGREEMENT)
    if request.method != "POST" and (reason := life.why_not_renew(agreement)):
        messages.info(request, reason)
        return redirect(agreement)
    form = RenewForm(agreement, request.POST or None)
    if form.is_valid():
        try:
            renewal = form.save(by=request.user)
        except life.NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The renewal is proposed. This page is about the new agreement."))
            return redirect(renewal)
    title = _("Renew “%(agreement)s”") % {"agreement": agreement}
    guidance = _("A new agreement is proposed that points to this one; until it is in force, this one stays as it is.")
    return show_form(request, form, title, agreement.get_absolute_url(), agreement, guidance=guidance)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def document_add(request, pk):
    """A document of the agreement, or with `?replaces=` a newer version of one."""
    agreement = agreement_or_404(request, pk, Can.EDIT_AGREEMENT)
    replaces = replaced_document(request, agreement)
    form = DocumentForm(request.POST or None, request.FILES or None, by=request.user, replaces=replaces)
    if form.is_valid():
        try:
            form.save(agreement)
        except life.NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The document is added."))
            return redirect(agreement)
    title = _("Newer version of “%(title)s”") % {"title": replaces} if replaces else _("Add a document")
    return show_form(request, form, title, agreement.get_absolute_url(), agreement)


def replaced_document(request, agreement):
    asked = request.GET.get("replaces", "")
    if not asked:
        return None
    keys = asked if asked.isdecimal() and len(asked) < 18 else 0
    return get_object_or_404(agreement.documents, pk=keys)


@require_safe
def document_open(request, pk):
    visible = Agreement.objects.visible_to(request.user).values("pk")
    document = get_object_or_404(AgreementDocument.objects.select_related("evidence"), pk=pk, agreement__in=visible)
    return evidence.response_or_404(document.evidence)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def agreement_rules(request):
    if not may_edit_agreements(request.user):
        refuse(Can.EDIT_AGREEMENT)
    form = RulesForm(request.POST or None, instance=AgreementRules.in_force())
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("partnerships:agreement-list")
    title = _("Reminders of agreements")
    return show_form(request, form, title, reverse("partnerships:agreement-list"), _("Agreements"))
