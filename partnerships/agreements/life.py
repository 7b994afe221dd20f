"""The way of an agreement: proposed, reviewed, in force, ended or renewed; what stands in the way of each step."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.models import School
from partnerships.models import Agreement, AgreementDocument, Programme, ProgrammeSite
from partnerships.models.agreements import (
    BEFORE_ACTIVE,
    STOPPED,
    AgreementKind,
    AgreementState,
    Content,
    DocumentKind,
    Standing,
)

S = AgreementState
STANDING_KINDS = {
    Standing.PROPOSED: "waiting",
    Standing.UNDER_REVIEW: "active",
    Standing.ACTIVE: "good",
    Standing.EXPIRING: "warn",
    Standing.EXPIRED: "bad",
    Standing.ENDED: "stopped",
    Standing.RENEWED: "neutral",
    Standing.WITHDRAWN: "stopped",
}


class NotPossible(Exception):
    """A step that the agreement does not allow now; its text says why, in words for the page."""


@dataclass(frozen=True)
class Move:
    """One step: from which states, to which, what its button says, which question goes with it."""

    name: str
    label: str
    from_states: tuple
    to_state: str
    asks_why: str = ""


WHY = gettext_lazy("Why? One sentence, for everybody who reads the agreement.")
MOVES = {
    move.name: move
    for move in (
        Move("review", gettext_lazy("Give it to review"), (S.PROPOSED,), S.UNDER_REVIEW),
        Move("activate", gettext_lazy("Put it in force"), (S.PROPOSED, S.UNDER_REVIEW), S.ACTIVE),
        Move(
            "send-back",
            gettext_lazy("Send it back"),
            (S.UNDER_REVIEW,),
            S.PROPOSED,
            asks_why=gettext_lazy("What has to change first?"),
        ),
        Move(
            "withdraw",
            gettext_lazy("Give it up"),
            (S.PROPOSED, S.UNDER_REVIEW),
            S.WITHDRAWN,
            asks_why=WHY,
        ),
        Move("end", gettext_lazy("End it"), (S.ACTIVE,), S.ENDED, asks_why=WHY),
        Move("resume", gettext_lazy("Take it up again"), STOPPED, S.UNDER_REVIEW, asks_why=WHY),
    )
}


def moves_from(agreement):
    return [move for move in MOVES.values() if agreement.state in move.from_states]


def why_not(name, agreement):
    """What stands in the way of a step, as a list of sentences; empty where nothing does."""
    if name == "activate":
        return missing_to_activate(agreement)
    if name == "resume" and agreement.renews_id:
        under_way = Agreement.objects.filter(renews=agreement.renews_id).exclude(state__in=STOPPED)
        if under_way.exists():
            return [_("Another renewal of the same agreement is under way.")]
    return []


def missing_to_activate(agreement):
    """An informal agreement needs a first day and a place; all others also a last day, signatures and the document."""
    found = []
    if not agreement.starts_on:
        found.append(_("Say from which day it holds."))
    if not agreement.covers_district and not agreement.schools.exists():
        found.append(_("Say for which schools it holds, or that it holds for the whole district."))
    if agreement.is_informal:
        return found
    if not agreement.ends_on:
        found.append(_("Say until which day it holds."))
    if not agreement.signed_on or not agreement.partner_signer or not agreement.district_signer:
        found.append(_("Say when it was signed, and by whom on both sides."))
    if not current_documents(agreement).filter(kind=DocumentKind.SIGNED).exists():
        found.append(_("Add the signed agreement as a document."))
    return found


@transaction.atomic
def move(name, *, agreement, by, why=""):
    """Take an agreement one step on its way. Raises NotPossible, in words.

    Who may is asked before; the state is asked here, with the row locked. What a renewal takes the place of is renewed
    in the same moment as it comes into force.
    """
    step = MOVES[name]
    locked = Agreement.objects.select_for_update(of=("self",)).select_related("partner", "renews").get(pk=agreement.pk)
    if locked.state not in step.from_states:
        words = {"state": locked.get_state_display()}
        raise NotPossible(_("Somebody else was faster: this agreement is now “%(state)s”.") % words)
    why = " ".join(why.split())[:300]
    if step.asks_why and not why:
        raise NotPossible(_("Say why, in a sentence."))
    if found := why_not(name, locked):
        raise NotPossible(" ".join(found))
    locked.state, locked.state_reason = step.to_state, why
    if step.to_state == S.WITHDRAWN and locked.events.filter(state=S.ACTIVE).exists():
        locked.state = S.ENDED  # in force before it was taken up again: that it was stays true
    locked.ended_on = timezone.localdate() if locked.state in STOPPED else None
    locked.save()
    if name == "activate" and locked.renews_id:
        before = Agreement.objects.select_for_update().get(pk=locked.renews_id)
        if before.state == S.ACTIVE:
            before.state = S.RENEWED
            before.save()
    return locked


# ---------------------------------------------------------------------- what an agreement says


def asks_for_contents(agreement):
    """Whether the usual contents are asked of it (facts 8.3): of what a school and a partner do together."""
    return agreement.kind in (AgreementKind.MOU, AgreementKind.LEAD_AGENCY, AgreementKind.CONTRACT)


def contents_of(agreement):
    """[(what a memorandum usually says, whether this one does)], in the order of facts 8.3."""
    return [(str(label), value in agreement.contents) for value, label in Content.choices]


def missing_contents(agreement):
    """What it does not say yet, in words; empty where nothing is missing or nothing is asked."""
    if not asks_for_contents(agreement):
        return []
    return [label for label, is_there in contents_of(agreement) if not is_there]


def current_documents(agreement):
    """The newest version of each document."""
    return agreement.documents.filter(replaced_by=None)


@transaction.atomic
def add_document(agreement, *, evidence, by, kind, title, replaces=None):
    """Keep a file with the agreement, or a newer version of one; NotPossible where somebody has replaced that one."""
    if replaces is not None:
        replaces = AgreementDocument.objects.select_for_update().get(pk=replaces.pk, agreement=agreement)
        if AgreementDocument.objects.filter(replaces=replaces).exists():
            raise NotPossible(_("Somebody has added a newer version meanwhile: replace that one."))
        kind, title = replaces.kind, title or replaces.title
    return AgreementDocument.objects.create(
        agreement=agreement, evidence=evidence, added_by=by, kind=kind, title=title, replaces=replaces
    )


# ---------------------------------------------------------------------- renewing

COPIED = (
    *("partner", "kind", "name", "purpose", "purpose_es", "covers_district"),
    *("partner_signer", "partner_signer_office", "district_signer", "district_signer_office"),
    *("contents", "amount", "paid_by"),
)


def why_not_renew(agreement):
    """What stands in the way of a renewal, in a sentence; empty where nothing does."""
    if agreement.state in BEFORE_ACTIVE:
        return _("It is not in force yet: there is nothing to renew.")
    if agreement.state in STOPPED:
        return _("It is over: enter a new agreement, or take it up again.")
    if agreement.renewals.exclude(state__in=STOPPED).exists():
        return _("A renewal of this agreement is under way already.")
    return ""


@transaction.atomic
def renew(agreement, *, by, starts_on, ends_on, copy_programmes, fall_year):
    """A new agreement, proposed, that points to this one; with its programmes of the newest school year on request,
    for the school year `fall_year`. Raises NotPossible with the reason of `why_not_renew`."""
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if reason := why_not_renew(locked):
        raise NotPossible(reason)
    values = {name: getattr(locked, name) for name in COPIED}
    renewal = Agreement.objects.create(**values, starts_on=starts_on, ends_on=ends_on, renews=locked, made_by=by)
    renewal.schools.set(locked.schools.all())
    if copy_programmes:
        newest = locked.programmes.order_by("-fall_year").values_list("fall_year", flat=True).first()
        for programme in locked.programmes.filter(fall_year=newest):
            copy_programme(programme, agreement=renewal, fall_year=fall_year, by=by)
    return renewal


@transaction.atomic
def copy_programme(programme, *, agreement, fall_year, by):
    """The programme with its places and what was agreed there, for another agreement or school year; schools that are
    not open in that year are left out."""
    names = ("name", "about", "about_es", "area", "objective", "objective_es", "reach_of")
    copy = Programme.objects.create(
        agreement=agreement, fall_year=fall_year, made_by=by, **{name: getattr(programme, name) for name in names}
    )
    copy.indicators.set(programme.indicators.all())
    copy.initiatives.set(programme.initiatives.all())
    ProgrammeSite.objects.bulk_create(
        ProgrammeSite(
            programme=copy,
            school=site.school,
            reach=site.reach,
            sessions=site.sessions,
            hours=site.hours,
            per=site.per,
            months=site.months,
        )
        for site in programme.sites.filter(Q(school=None) | Q(school__in=School.objects.open_in(fall_year)))
    )
    return copy
