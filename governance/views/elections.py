"""Elections of councils: the public page of each, its candidates, count and result; all councils year on year."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, evidence, school_years
from district.access import Can, may, require, schools_where
from district.drafts import NotTaken, has_typed, kept_while_typing, put_back
from district.history import history_of
from district.printing.responses import pdf_response, wants_pdf
from governance import elections
from governance.elections import MOVES, STATE_KINDS, NotPossible
from governance.forms.elections import CandidateForm, CountForm, ElectionForm, LotForm, MoveForm
from governance.models import Candidate, Council, Election
from governance.models.elections import ElectionState
from governance.printing.elections import ballot_document, nomination_document, notice_document, said, tally_document
from indicators.parameters import chosen_year
from indicators.publication import rule_in_force
from partnerships.models.reach import percent

HEADERS = ["school_code", "school", "school_year", "who_votes", "state", "seats", "turnout", "turnout_year_before"]
PAPERS = {
    "notice": notice_document,
    "nomination": nomination_document,
    "ballot": ballot_document,
    "tally": tally_document,
}
FOR_ALL = ("notice", "nomination")
EDITABLE = (ElectionState.PREPARED, ElectionState.ANNOUNCED)
COUNTABLE = (ElectionState.VOTING, ElectionState.COUNTED)


# ---------------------------------------------------------------------- all councils


@require_safe
def election_list(request):
    """The elections of a school year, with the turnout of it and of the one before."""
    fall_year = chosen_year(request, years_ahead=1)
    rows = list_rows(request.user, fall_year)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"elections-{fall_year}", HEADERS, map(list_line, rows))
    context = {
        "rows": rows,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1,
    }
    return render(request, "governance/election_list.html", context)


def list_rows(user, fall_year):
    seen = Election.objects.visible_to(user).filter(council__school__in=schools_where(user, Can.VIEW_ACTIVITY))
    seen = seen.select_related("council__school").order_by("council__school__name", "constituency", "pk")
    rule = rule_in_force()
    before = {}
    for one in seen.filter(elections.held_in(fall_year - 1), state=ElectionState.CERTIFIED):
        before[one.council_id, one.constituency] = turnout_words(elections.turnout_of(one, rule))
    return [
        {
            "election": one,
            "year": fall_year,
            "kind": STATE_KINDS[one.state],
            "turnout": turnout_words(elections.turnout_of(one, rule)),
            "before": before.get((one.council_id, one.constituency), ""),
        }
        for one in seen.filter(elections.held_in(fall_year))
    ]


def turnout_words(turnout):
    return _("too few to show") if turnout.is_hidden else percent(turnout.share)


def list_line(row):
    one = row["election"]
    return (
        one.council.school.code, one.council.school.name, school_years.label(row["year"]),
        str(one.get_constituency_display()), str(one.get_state_display()), one.seats_total,
        row["turnout"], row["before"],
    )  # fmt: skip


# ---------------------------------------------------------------------- one election


def election_or_404(request, code, pk, permission=None):
    """The election as the person may see it; 403 where they may see but not do. Locked for what is sent."""
    found = Election.objects.visible_to(request.user).select_related("council__school", "council__model", "sheet")
    election = get_object_or_404(found, council__school__code=code, pk=pk)
    if permission:
        require(request.user, permission, election.council.school)
        if request.method == "POST":
            Election.objects.select_for_update().get(pk=election.pk)
            election.refresh_from_db(fields=["state"])
    return election


@require_safe
def election(request, code, pk):
    """An announced election is for everybody: notice, candidates, and the result once it is certified."""
    one = election_or_404(request, code, pk)
    school = one.council.school
    may_run = may(request.user, Can.RUN_ELECTION, school)
    if wants_pdf(request):
        return paper(request, one, may_run)
    candidates = list(one.candidates.select_related("user", "election", "found_eligible_by"))
    turnout = elections.turnout_of(one)
    is_certified = one.state == ElectionState.CERTIFIED
    shown = [candidate_row(candidate, may_run) for candidate in candidates]
    if not may_run:
        shown = [row for row in shown if row["is_eligible"] and not row["candidate"].withdrawn_on]
    has_count = one.counted_by_id is not None
    outcome = elections.outcome_of(one) if has_count else None
    moves, why_not_yet = elections.next_moves(one, by=request.user) if may_run else ([], [])
    context = {
        "election": one,
        "kind": STATE_KINDS[one.state],
        "notice": said(one, "notice"),
        "candidates": shown,
        "may_run": may_run,
        "moves": moves,
        "why_not_yet": why_not_yet,
        "may_edit": may_run and one.state in EDITABLE,
        "may_count": may_run and one.state in COUNTABLE,
        "tied": [candidate.person for candidate in outcome.tied] if outcome and may_run else [],
        "needs_lot": bool(outcome and may_run and not is_certified and elections.elected_of(one) is None),
        "shows_votes": has_count and (may_run or (is_certified and not turnout.is_hidden)),
        "turnout": turnout_words(turnout) if is_certified else "",
        "is_certified": is_certified,
        "entries": history_of(one) if may(request.user, Can.VIEW_HISTORY, school) else None,
        "papers": [(code, label) for code, label in papers() if may_run or code in FOR_ALL],
        "languages": [("en", "English"), ("es", "Español")],
    }
    return render(request, "governance/election.html", context)


def candidate_row(candidate, may_run):
    return {
        "candidate": candidate,
        "name": candidate.person if may_run else candidate.public_name,
        "statement": said(candidate, "statement"),
        "is_eligible": candidate.found_eligible_by_id is not None,
        "is_elected": candidate.term_id is not None,
    }


def papers():
    return [
        ("notice", _("Notice")),
        ("nomination", _("Form to stand for election")),
        ("ballot", _("Ballot")),
        ("tally", _("Tally sheet")),
    ]


def paper(request, one, may_run):
    """A paper of the election in English or Spanish (`?in=`): for all, or for those who run it."""
    name = request.GET.get("paper", "notice")
    if name not in PAPERS or (name not in FOR_ALL and not may_run):
        raise Http404
    language = request.GET.get("in", "")
    with translation.override(language if language in ("en", "es") else translation.get_language()):
        return pdf_response(request, PAPERS[name](one), f"{name}-{one.council.school}", public=name in FOR_ALL)


def page(request, form, council, title, **more):
    put_back(request, form)
    back = more["election"].get_absolute_url() if "election" in more else council.get_absolute_url()
    context = {"form": form, "council": council, "title": title, "back": back, **more}
    return render(request, "governance/election_form.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def election_add(request, code):
    council = get_object_or_404(Council.objects.select_related("school", "model"), school__code=code)
    require(request.user, Can.RUN_ELECTION, council.school)
    form = ElectionForm(request.POST or None, instance=Election(council=council, begun_by=request.user))
    if form.is_valid():
        saved = form.save()
        messages.success(request, _("The election is prepared. Nobody else sees it until it is announced."))
        return redirect(saved)
    return page(request, form, council, _("Prepare an election"))


def refused_or_back(request, one, states, words):
    """Where the election does not take this now: a redirect with the reason, or NotTaken for what was sent."""
    if one.state in states:
        return None
    words = words % {"state": one.get_state_display()}
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return redirect(one)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def election_edit(request, code, pk):
    one = election_or_404(request, code, pk, Can.RUN_ELECTION)
    words = _("This election is “%(state)s”: it cannot be changed now.")
    if back := refused_or_back(request, one, EDITABLE, words):
        return back
    form = ElectionForm(request.POST or None, instance=one)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(one)
    return page(request, form, one.council, _("Change the election"), election=one)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def candidate_add(request, code, pk):
    one = election_or_404(request, code, pk, Can.RUN_ELECTION)
    return candidate_page(request, one, Candidate(election=one), _("A candidate"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def candidate_edit(request, code, pk, candidate):
    one = election_or_404(request, code, pk, Can.RUN_ELECTION)
    found = get_object_or_404(one.candidates.filter(withdrawn_on=None), pk=candidate)
    found.election = one
    return candidate_page(request, one, found, _("Change a candidate"))


def candidate_page(request, one, candidate, title):
    words = _("This election is “%(state)s”: its candidates stay as they are.")
    if back := refused_or_back(request, one, EDITABLE, words):
        return back
    form = CandidateForm(request.POST or None, instance=candidate)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(one)
    return page(request, form, one.council, title, election=one)


def candidate_to_change(request, code, pk, candidate):
    one = election_or_404(request, code, pk, Can.RUN_ELECTION)
    found = get_object_or_404(one.candidates.filter(withdrawn_on=None).select_related("user"), pk=candidate)
    found.election = one
    return one, found


@require_POST
@transaction.atomic
def candidate_confirm(request, code, pk, candidate):
    """Say that a candidate may stand; refused where the portal knows a reason against it."""
    one, found = candidate_to_change(request, code, pk, candidate)
    if one.state not in EDITABLE:
        messages.warning(request, _("The candidates of this election stay as they are."))
    elif why := elections.why_not_eligible(found):
        messages.warning(request, why)
    else:
        found.found_eligible_by = request.user
        found.save()
        messages.success(request, _("%(person)s may stand for election.") % {"person": found})
    return redirect(one)


@require_POST
@transaction.atomic
def candidate_withdraw(request, code, pk, candidate):
    one, found = candidate_to_change(request, code, pk, candidate)
    if one.state not in EDITABLE:
        messages.warning(request, _("The candidates of this election stay as they are."))
    else:
        found.withdrawn_on = timezone.localdate()
        found.save()
        messages.success(request, _("%(person)s no longer stands for election.") % {"person": found})
    return redirect(one)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def election_count(request, code, pk):
    """Enter the tally; another person confirms it."""
    one = election_or_404(request, code, pk, Can.RUN_ELECTION)
    if back := refused_or_back(request, one, COUNTABLE, _("This election is “%(state)s”: there is nothing to count.")):
        return back
    form = CountForm(request.POST or None, request.FILES or None, election=one, by=request.user)
    if form.is_valid():
        try:
            elections.enter_count(one, figures=form.figures(), votes=form.votes(), by=request.user, sheet=form.evidence)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The count is entered. Another person confirms it now."))
            return redirect(one)
    return page(request, form, one.council, _("Enter the count"), election=one)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def election_lot(request, code, pk):
    """Note how a tie was decided by lot."""
    one = election_or_404(request, code, pk, Can.RUN_ELECTION)
    tied = elections.outcome_of(one).tied if one.counted_by_id else ()
    states = (ElectionState.COUNTED, ElectionState.CONFIRMED) if tied else ()
    if back := refused_or_back(request, one, states, _("There is no tie to be drawn for now.")):
        return back
    form = LotForm(request.POST or None, tied=tied)
    if form.is_valid():
        data = form.cleaned_data
        try:
            elections.draw_lot(one, places=form.places(), how=data["how"], by=data["by"], on=data["on"])
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The lot is kept."))
            return redirect(one)
    return page(request, form, one.council, _("Draw the lot"), election=one)


@require_http_methods(["GET", "POST"])
def election_move(request, code, pk, name):
    """Announce, open, confirm, certify and the like: asked once more, with a note."""
    if name not in MOVES:
        raise Http404
    with transaction.atomic():
        one = election_or_404(request, code, pk, MOVES[name].permission)
    form = MoveForm(request.POST or None, move=MOVES[name])
    if request.method == "POST" and not request.POST:
        form = MoveForm({}, move=MOVES[name])
    if form.is_valid():
        try:
            elections.move(name, election=one, by=request.user, note=form.cleaned_data["note"])
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done: %(move)s.") % {"move": MOVES[name].label})
            return redirect(one)
    return page(request, form, one.council, MOVES[name].label, election=one)


@require_safe
def election_sheet(request, code, pk):
    """The paper tally sheet, for those who run elections there."""
    one = election_or_404(request, code, pk, Can.RUN_ELECTION)
    if one.sheet is None:
        raise Http404
    return evidence.response_or_404(one.sheet)
