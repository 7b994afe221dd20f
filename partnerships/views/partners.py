"""Partners: who they are, what they do with schools, and who speaks for them."""

from collections import Counter
from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, invitations, people, school_years
from district.access import Can, Role, may
from district.history import history_of
from district.models import Membership
from partnerships.forms.partners import ContactForm, ExistingContactForm, PartnerFilter, PartnerForm
from partnerships.models import (
    Activity,
    CoordinationNote,
    Partner,
    PartnerAccount,
    PartnerPerson,
    SchoolPartnership,
)
from partnerships.models.partners import speaks_only_for_partners
from partnerships.school_partners import split_by_day

PER_PAGE = 25
READ = 200  # of a partner's newest activities: enough to say where it works, whatever the table's size
SHOWN = 10


@require_safe
def partner_list(request):
    filters = PartnerFilter(request.GET)
    readable = Partner.objects.visible_to(request.user).unmerged()
    found = filters.apply(readable).prefetch_related("initiatives", "areas").order_by("name")
    if file_format := downloads.wanted_format(request):
        rows = map(file_row, found.prefetch_related("indicators", "languages", schools_today()))
        return downloads.table_response(file_format, "partners", file_headers(), rows)
    context = {
        "form": filters,
        "active": filters.active_total(),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_edit": may(request.user, Can.EDIT_PARTNER),
        "may_see_net": may(request.user, Can.VIEW_PARTNER_NET),
    }
    return render(request, "partnerships/partner_list.html", context)


def schools_today():
    """To be prefetched: `today_at` holds the partnerships of today with their schools."""
    today = SchoolPartnership.objects.on(timezone.localdate()).select_related("school")
    return Prefetch("at_schools", today, to_attr="today_at")


def file_headers():
    return [
        *(_("Number"), _("Name"), _("Kinds"), _("About"), _("Website"), _("Works with the district since (year)")),
        *(_("Languages"), _("Service areas"), _("Initiatives"), _("Equity indicators"), _("Schools today")),
        _("Active"),
    ]


def file_row(partner):
    codes = ", ".join(initiative.code for initiative in partner.initiatives.all())
    linked = [partner.languages.all(), partner.areas.all()]
    languages, areas = (", ".join(map(str, found)) for found in linked)
    indicators = ", ".join(indicator.code for indicator in partner.indicators.all())
    schools = ", ".join(one.school.name for one in partner.today_at)
    return [
        *(partner.pk, partner.name, partner.kinds_words(), partner.about_in(get_language()), partner.website),
        *(partner.since_year, languages, areas, codes, indicators, schools),
        _("Yes") if partner.is_active else _("No"),
    ]


@require_safe
def partner_detail(request, pk):
    """A record that was merged leads to the one it was merged into."""
    partner = get_object_or_404(Partner.objects.visible_to(request.user).select_related("merged_into"), pk=pk)
    if partner.merged_into_id:
        words = {"loser": partner, "winner": partner.merged_into}
        messages.info(request, _("The record “%(loser)s” was merged into “%(winner)s”.") % words)
        return redirect(partner.merged_into)
    day = timezone.localdate()
    fall_year = school_years.fall_year_of(day)
    at_schools, coming, over = split_by_day(schools_of(partner, request.user, fall_year), day)
    leads, _leads_coming, leads_over = split_by_day(list(partner.leads.select_related("school")), day)
    newest = list(activities_with(partner, request.user)[:READ])
    may_edit = may(request.user, Can.EDIT_PARTNER)
    context = {
        "partner": partner,
        "about": partner.about_in(get_language()),
        "initiatives": partner.initiatives.select_related("priority_action__cycle"),
        "areas": partner.areas.all(),
        "indicators": aims_of(partner, at_schools),
        "languages": partner.languages.all(),
        "people": PartnerPerson.objects.visible_to(request.user).filter(partner=partner).prefetch_related("languages"),
        "at_schools": at_schools,
        "other_times": coming + over,
        "leads": leads,
        "leads_over": leads_over,
        "notes": notes_with(partner, request.user),
        "year_label": school_years.label(fall_year),
        "year": year_counts(partner, request.user, fall_year),
        "merges": partner.merges_won.select_related("loser") if may_edit else None,
        "activities": newest[:SHOWN],
        "schools": Counter(str(activity.place_of_record()) for activity in newest).most_common(),
        "is_cut": len(newest) == READ,
        "may_read_activities": may(request.user, Can.VIEW_ACTIVITY),
        "contacts": contacts_of(partner),
        "may_edit": may_edit,
        "may_see_net": may(request.user, Can.VIEW_PARTNER_NET),
        "may_invite": may(request.user, Can.MANAGE_PEOPLE),
        "history": history_with_merged(partner) if may(request.user, Can.VIEW_HISTORY) and may_edit else None,
    }
    return render(request, "partnerships/partner_detail.html", context)


def schools_of(partner, user, fall_year):
    """What is recorded of it at schools, each with the number of activities there this school year."""
    rows = SchoolPartnership.objects.visible_to(user).filter(partner=partner).select_related("school", "partner")
    rows = list(rows.prefetch_related("areas", "indicators"))
    with_it = Activity.objects.kept().in_school_year(fall_year).filter(partners=partner)
    logged = Counter(with_it.order_by().values_list("school_id", flat=True))
    for row in rows:
        row.activities_logged = logged[row.school_id]
    return rows


def aims_of(partner, at_schools):
    """The indicators tied to it as a whole, and those at which its partnerships of today aim."""
    tied = {*partner.indicators.all(), *(one for row in at_schools for one in row.indicators.all())}
    return sorted(tied, key=lambda one: one.position)


def year_counts(partner, user, fall_year):
    """(activities of the school year, schools where they were), counted by the database over all of them."""
    counted = activities_with(partner, user).in_school_year(fall_year).order_by()
    return counted.aggregate(activities=Count("pk"), schools=Count("school", distinct=True))


def notes_with(partner, user):
    """Coordination notes for those who may read them, else None."""
    if not (may(user, Can.TEND_SCHOOL_PARTNERS) or speaks_only_for_partners(user)):
        return None
    notes = CoordinationNote.objects.visible_to(user).filter(partner=partner)
    return list(notes.select_related("school", "written_by")[:SHOWN])


def history_with_merged(partner):
    """The record's own history and that of the records merged into it, newest first; those say of which record."""
    entries = history_of(partner)
    for loser in partner.merged_from.all():
        said = _("On the record “%(loser)s”, merged into this one") % {"loser": loser}
        for entry in history_of(loser):
            entries.append(replace(entry, note=f"{said}. {entry.note}".strip() if entry.note else said))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


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
    partner = get_object_or_404(Partner.objects.unmerged().select_for_update(of=("self",)), pk=pk)
    form = PartnerForm(request.POST or None, instance=partner)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved “%(partner)s”.") % {"partner": partner})
        return redirect(partner)
    return render(request, "partnerships/partner_form.html", {"form": form, "partner": Partner.objects.get(pk=pk)})


@require_http_methods(["GET", "POST"])
def partner_invite(request, pk):
    """Invite a new contact, or link somebody who has the role already."""
    partner = get_object_or_404(Partner.objects.unmerged(), pk=pk)
    is_existing = "membership" in request.POST
    form = ContactForm(request.POST if request.method == "POST" and not is_existing else None)
    existing = ExistingContactForm(request.POST if is_existing else None)
    if existing.is_valid():
        link(existing.cleaned_data["membership"], partner)
        messages.success(request, _("They speak for %(partner)s now.") % {"partner": partner})
        return redirect(partner)
    if form.is_valid() and (user := invite_contact(form, partner, request.user)):
        invitations.send_and_say(request, user)
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
