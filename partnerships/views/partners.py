"""Partners: who they are, what they do with schools, and who speaks for them."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, invitations, people
from district.access import Can, Role, may
from district.history import history_of
from district.models import Membership
from partnerships.forms.partners import ContactForm, ExistingContactForm, PartnerFilter, PartnerForm
from partnerships.models import Activity, Partner, PartnerAccount

PER_PAGE = 25
READ = 200  # of a partner's newest activities: enough to say where it works, whatever the table's size
SHOWN = 10


@require_safe
def partner_list(request):
    filters = PartnerFilter(request.GET)
    found = filters.apply(Partner.objects.visible_to(request.user)).prefetch_related("initiatives").order_by("name")
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "partners", file_headers(), map(file_row, found))
    context = {
        "form": filters,
        "active": filters.active_total(),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_edit": may(request.user, Can.EDIT_PARTNER),
    }
    return render(request, "partnerships/partner_list.html", context)


def file_headers():
    return [_("Name"), _("Kinds"), _("About"), _("Website"), _("Initiatives"), _("Active")]


def file_row(partner):
    codes = ", ".join(initiative.code for initiative in partner.initiatives.all())
    active = _("Yes") if partner.is_active else _("No")
    return [partner.name, partner.kinds_words(), partner.about_in(get_language()), partner.website, codes, active]


@require_safe
def partner_detail(request, pk):
    partner = get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)
    newest = list(activities_with(partner, request.user)[:READ])
    may_edit = may(request.user, Can.EDIT_PARTNER)
    context = {
        "partner": partner,
        "about": partner.about_in(get_language()),
        "initiatives": partner.initiatives.select_related("priority_action__cycle"),
        "activities": newest[:SHOWN],
        "schools": Counter(str(activity.place_of_record()) for activity in newest).most_common(),
        "is_cut": len(newest) == READ,
        "may_read_activities": may(request.user, Can.VIEW_ACTIVITY),
        "contacts": contacts_of(partner),
        "may_edit": may_edit,
        "may_invite": may(request.user, Can.MANAGE_PEOPLE),
        "history": history_of(partner) if may(request.user, Can.VIEW_HISTORY) and may_edit else None,
    }
    return render(request, "partnerships/partner_detail.html", context)


def activities_with(partner, user):
    """The partner's newest activities; who speaks for the partner sees all of them, others those they may read."""
    kept = Activity.objects.visible_to(user) if may(user, Can.VIEW_ACTIVITY) else Activity.objects.kept()
    return kept.filter(partners=partner).for_list().order_by("-held_on", "-pk")


def contacts_of(partner):
    current = Membership.objects.current().filter(partner_account__partner=partner, user__is_active=True)
    return current.select_related("user").order_by("user__name")


@require_http_methods(["GET", "POST"])
def partner_create(request):
    form = PartnerForm(request.POST or None)
    if form.is_valid():
        partner = form.save()
        messages.success(request, _("Saved “%(partner)s”.") % {"partner": partner})
        return redirect(partner)
    return render(request, "partnerships/partner_form.html", {"form": form, "partner": None})


@require_http_methods(["GET", "POST"])
@transaction.atomic
def partner_edit(request, pk):
    partner = get_object_or_404(Partner.objects.select_for_update(), pk=pk)
    form = PartnerForm(request.POST or None, instance=partner)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved “%(partner)s”.") % {"partner": partner})
        return redirect(partner)
    return render(request, "partnerships/partner_form.html", {"form": form, "partner": Partner.objects.get(pk=pk)})


@require_http_methods(["GET", "POST"])
def partner_invite(request, pk):
    """Invite a new contact, or link somebody who has the role already."""
    partner = get_object_or_404(Partner, pk=pk)
    is_existing = "membership" in request.POST
    form = ContactForm(request.POST if request.method == "POST" and not is_existing else None)
    existing = ExistingContactForm(request.POST if is_existing else None)
    if existing.is_valid():
        link(existing.cleaned_data["membership"], partner)
        messages.success(request, _("They speak for %(partner)s now.") % {"partner": partner})
        return redirect(partner)
    if form.is_valid() and (user := invite_contact(form, partner, request.user)):
        send_invitation(request, user)
        return redirect(partner)
    context = {"form": form, "existing": existing, "partner": partner}
    return render(request, "partnerships/partner_invite.html", context)


def link(membership, partner):
    PartnerAccount.objects.get_or_create(membership=membership, defaults={"partner": partner})


@transaction.atomic
def invite_contact(form, partner, by):
    """Make the account and say for whom it speaks; None, with the reason in the form, where it cannot be."""
    data, membership = form.cleaned_data, Membership(role=Role.PARTNER_CONTACT)
    try:
        with transaction.atomic():
            user = people.invite(
                email=data["email"], name=data["name"], language=data["language"], membership=membership, by=by
            )
    except IntegrityError:  # invited by somebody else a moment ago
        form.add_error("email", _("This person has an account already."))
        return None
    link(membership, partner)
    return user


def send_invitation(request, user):
    link = request.build_absolute_uri(invitations.path_for(user))
    if invitations.send(user=user, link=link, by=request.user):
        messages.success(request, _("The invitation was sent to %(email)s.") % {"email": user.email})
    else:
        text = _("%(person)s is entered. The invitation could not be sent yet; the portal tries again by itself.")
        messages.warning(request, text % {"person": user})
