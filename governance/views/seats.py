"""Who sits on a council: the seats on its page, filling one, ending a term, officers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district.access import Can, Role, may, require
from district.drafts import kept_while_typing, put_back
from district.history import history_of
from district.models import Membership
from governance import bylaws, composition, seats
from governance.elections import STATE_KINDS, turnout_of
from governance.forms.seats import EndTermForm, OfficeForm, TermForm
from governance.models import Council, Election, Office, Seat, SeatTerm
from governance.models.councils import SeatKind
from governance.models.seats import OfficeRole
from governance.views.elections import turnout_words
from indicators.publication import rule_in_force

MOST_ELECTIONS = 12


def seats_context(user, council):
    """What the council's page says of its seats: everybody reads who sits on it, those who run it may change it."""
    today = timezone.localdate()
    report = composition.report_of(council, today)
    may_fill = may(user, Can.FILL_SEATS, council.school)
    coming = SeatTerm.objects.filter(council=council, starts_on__gt=today).select_related("user", "seat")
    return {
        "report": report,
        "standing": report.standing,
        "places": report.standing.places,
        "model_years": list(council.years.select_related("model")),
        "absent": bylaws.too_often_absent(report.standing) if may_fill else [],
        "coming": list(coming.order_by("starts_on", "pk")),
        "may_fill": may_fill,
        "without_role": without_role(report.standing) if may(user, Can.MANAGE_PEOPLE) else [],
        "sees_students": may_fill,
        "elections": elections_of(user, council),
        "may_elect": may(user, Can.RUN_ELECTION, council.school),
    }


def elections_of(user, council):
    """(election, kind of its state, turnout in words) of a council, the newest first."""
    rule = rule_in_force()
    found = Election.objects.visible_to(user).filter(council=council).order_by("-voting_from", "pk")[:MOST_ELECTIONS]
    return [(one, STATE_KINDS[one.state], turnout_words(turnout_of(one, rule))) for one in found]


def without_role(standing):
    """Members with an account who have no role of the council in the portal: it is offered, never given by itself."""
    chairs = {office.term.user_id for office in standing.officers if office.role == OfficeRole.CHAIR}
    members = {term.user_id: term for term in standing.terms if term.user_id and term.kind != SeatKind.ADMINISTRATOR}
    held = Membership.objects.current().filter(school=standing.council.school, user__in=members)
    roles = set(held.values_list("user", "role"))
    wanted = {pk: Role.COUNCIL_CHAIR if pk in chairs else Role.COUNCIL_MEMBER for pk in members}
    return [(members[pk].user, role) for pk, role in wanted.items() if (pk, role.value) not in roles]


def council_or_404(request, code):
    """The council of a school for whoever may change its seats there; 403 for others."""
    council = get_object_or_404(Council.objects.select_related("school", "model"), school__code=code)
    require(request.user, Can.FILL_SEATS, council.school)
    return council


def page(request, form, council, title, **more):
    put_back(request, form)
    context = {"form": form, "council": council, "title": title, **more}
    return render(request, "governance/seat_form.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def seat_fill(request, code, pk):
    """A new term in a seat."""
    council = council_or_404(request, code)
    seat = get_object_or_404(council.seats, pk=pk)
    seat.council = council
    lock_seat(request, seat)
    form = TermForm(request.POST or None, instance=SeatTerm(seat=seat))
    if form.is_valid():
        term = form.save()
        messages.success(request, _("%(person)s has the seat.") % {"person": term})
        return redirect(f"{council.get_absolute_url()}#seats-title")
    return page(request, form, council, _("Fill a seat"), seat=seat, line=form.line)


def lock_seat(request, seat):
    """Two who fill one seat at once wait for each other; the second is told."""
    if request.method == "POST":
        Seat.objects.select_for_update().get(pk=seat.pk)


def term_or_404(request, pk):
    visible = SeatTerm.objects.visible_to(request.user).select_related("seat__council__school", "seat__council__model")
    term = get_object_or_404(visible, pk=pk)
    require(request.user, Can.FILL_SEATS, term.seat.council.school)
    return term


@require_http_methods(["GET", "POST"])
@kept_while_typing
def term_edit(request, pk):
    """Correct what is noted of a term: a name, a day."""
    term = term_or_404(request, pk)
    form = TermForm(request.POST or None, instance=term)
    council = term.seat.council
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{council.get_absolute_url()}#seats-title")
    entries = history_of(term) if may(request.user, Can.VIEW_HISTORY, council.school) else []
    return page(request, form, council, _("Correct a term"), seat=term.seat, line=form.line, entries=entries)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def term_end(request, pk):
    """End a term before its time, with the reason."""
    term = term_or_404(request, pk)
    council = term.seat.council
    form = EndTermForm(request.POST or None, term=term)
    if form.is_valid():
        seats.end_term(term, form.cleaned_data["last_day"], form.cleaned_data["reason"], form.cleaned_data["note"])
        messages.success(request, _("The term is ended. The seat is vacant from the next day."))
        return redirect(f"{council.get_absolute_url()}#seats-title")
    return page(request, form, council, _("End a term early"), seat=term.seat, term=term)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def officer_name(request, code):
    """Name an officer among those who hold a seat."""
    council = council_or_404(request, code)
    if request.method == "POST":
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    form = OfficeForm(request.POST or None, instance=Office(council=council))
    if form.is_valid():
        office = form.save()
        messages.success(request, _("%(person)s: %(office)s.") % {"person": office.term, "office": office})
        return redirect(f"{council.get_absolute_url()}#officers-title")
    return page(request, form, council, _("Name an officer"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def officer_edit(request, code, pk):
    """Change the days of an officer, or end the office."""
    council = council_or_404(request, code)
    office = council.offices.filter(pk=pk).select_related("term__user", "council").first()
    if office is None:
        raise Http404
    form = OfficeForm(request.POST or None, instance=office)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{council.get_absolute_url()}#officers-title")
    entries = history_of(office) if may(request.user, Can.VIEW_HISTORY, council.school) else []
    return page(request, form, council, _("Change an officer"), entries=entries)
