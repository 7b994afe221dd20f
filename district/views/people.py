"""People and their roles, for administrators (`Can.MANAGE_PEOPLE` in the table of pages)."""

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, invitations, people, second_factor, sessions
from district.flood import limited
from district.forms.people import EndRoleForm, InviteForm, MembershipForm, PersonFilter, PersonForm
from district.forms.standing_in import role_words
from district.history import history_of
from district.models import Membership, SecondFactor, User

EDIT = require_http_methods(["GET", "POST"])
PER_PAGE = 25
MOST_INVITATIONS = (
    300  # within an hour, by one person: a whole district by hand, and no mail cannon for a stolen session
)
invites = limited("invitation", asks=lambda request: request.method == "POST", by_person=MOST_INVITATIONS, by_address=0)


@require_safe
def person_list(request):
    filters = PersonFilter(request.GET)
    held = Membership.objects.current().select_related("school")
    persons = filters.apply().prefetch_related(Prefetch("memberships", held, to_attr="held_today"))
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "people", person_headers(), map(person_line, persons))
    context = {
        "form": PersonFilter(initial=filters.as_initial()),
        "active": len(filters.chosen()),
        "page": Paginator(persons, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "district/person_list.html", context)


def person_headers():
    return [_("Name"), _("E-mail"), _("Roles today"), _("May sign in"), _("Invited"), _("Last signed in")]


def person_line(person):
    roles = "; ".join(role_words(held) for held in person.held_today)
    days = [at and timezone.localtime(at).date() for at in (person.invited_at, person.last_login)]
    return person.name, person.email, roles, _("Yes") if person.is_active else _("No"), *days


@require_safe
def person_detail(request, pk):
    person = get_object_or_404(User, pk=pk)
    held = list(person.memberships.select_related("school"))
    context = {
        "person": person,
        "held": held,
        "sessions": sessions.open_sessions(person),
        "factors": SecondFactor.objects.filter(user=person, type__in=second_factor.FACTORS).order_by("created_at"),
        "needs_factor": second_factor.is_required_of(person),
        "known_by": SocialAccount.objects.filter(user=person).order_by("provider"),
        "history": history_of_person(person, held),
    }
    return render(request, "district/person_detail.html", context)


def history_of_person(person, held):
    """The person's record and the roles they hold or held, newest first."""
    entries = [entry for record in [person, *held] for entry in history_of(record)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


@EDIT
@invites
def person_invite(request):
    form = InviteForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            user = people.invite(
                email=data["email"],
                name=data["name"],
                language=data["language"],
                membership=form.save(commit=False),
                by=request.user,
            )
        except IntegrityError:  # invited by somebody else a moment ago
            form.add_error("email", _("This person has an account already."))
        else:
            invitations.send_and_say(request, user)
            return redirect(user)
    return render(request, "district/person_invite.html", {"form": form})


@require_POST
@invites
def person_invite_again(request, pk):
    user = get_object_or_404(User, pk=pk, is_active=True)
    people.invite_again(user=user, by=request.user)
    invitations.send_and_say(request, user)
    return redirect(user)


@EDIT
def person_edit(request, pk):
    person = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved %(person)s.") % {"person": person})
        return redirect(person)
    return person_form(request, person, form, _("Correct name or language"), _("Save"))


@EDIT
def membership_add(request, pk):
    person = get_object_or_404(User, pk=pk)
    offered = {name: request.GET[name] for name in ("role", "school") if name in request.GET}
    form = MembershipForm(request.POST or None, instance=Membership(user=person), initial=offered)
    if form.is_valid() and store_role(form, people.add_role, request.user):
        messages.success(request, _("Added the role of %(person)s.") % {"person": person})
        return redirect(person)
    return person_form(request, person, form, _("Add a role"), _("Add the role"))


@EDIT
def membership_edit(request, pk):
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=pk)
    form = MembershipForm(request.POST or None, instance=membership)
    if form.is_valid() and store_role(form, people.change_role, request.user):
        messages.success(request, _("Changed the role of %(person)s.") % {"person": membership.user})
        return redirect(membership.user)
    return person_form(request, membership.user, form, _("Change a role"), _("Save"))


def store_role(form, verb, by):
    """Whether it could be stored; if not, the form says why."""
    try:
        verb(membership=form.instance, by=by)
    except people.LastAdministrator as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError:
        form.add_error("starts_on", _("This person holds this role in these days already."))
    return not form.errors


@EDIT
def membership_end(request, pk):
    membership = get_object_or_404(Membership.objects.select_related("user", "school"), pk=pk)
    form = EndRoleForm(request.POST or None)
    if form.is_valid():
        try:
            people.end_role(membership=membership, ends_on=form.cleaned_data["ends_on"], by=request.user)
        except people.LastAdministrator as refusal:
            form.add_error("ends_on", str(refusal))
        else:
            messages.success(request, _("Ended the role of %(person)s.") % {"person": membership.user})
            return redirect(membership.user)
    return person_form(request, membership.user, form, _("End a role"), _("End the role"), membership)


@EDIT
def person_deactivate(request, pk):
    person = get_object_or_404(User, pk=pk, is_active=True)
    if request.method == "POST":
        try:
            people.deactivate(user=person, by=request.user)
        except people.LastAdministrator as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(person)s can no longer sign in.") % {"person": person})
        return redirect(person)
    return render(request, "district/person_deactivate.html", {"person": person})


@require_POST
def person_reactivate(request, pk):
    person = get_object_or_404(User, pk=pk, is_active=False)
    people.reactivate(user=person, by=request.user)
    messages.success(request, _("%(person)s can sign in again.") % {"person": person})
    return redirect(person)


def person_form(request, person, form, title, submit_text, membership=None):
    context = {
        "person": person,
        "form": form,
        "title": title,
        "submit_text": submit_text,
        "membership": membership,
        "cancel_url": person.get_absolute_url(),
    }
    return render(request, "district/person_form.html", context)
