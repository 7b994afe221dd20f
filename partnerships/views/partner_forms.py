"""Changing what is recorded around a partner: people, schools, areas, lead agencies, notes, money, zones."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from district.access import Can, may, require
from district.history import history_of
from district.models import School
from partnerships.forms import partner_net as forms
from partnerships.models import (
    CommunityFunding,
    CoordinationNote,
    LeadAgency,
    Partner,
    PartnerPerson,
    SchoolPartnership,
    SchoolPlace,
    ServiceArea,
)


def show(request, form, *, title, back, back_label, **more):
    """The form of one record on a page of its own, with its history where there is one."""
    record = form.instance
    context = {"form": form, "title": title, "back": back, "back_label": back_label, **more}
    if record.pk and hasattr(record, "events") and may(request.user, Can.VIEW_HISTORY, more.get("school")):
        context["history"] = history_of(type(record)._base_manager.get(pk=record.pk))
    return render(request, "partnerships/partner_net_form.html", context)


def saved(request, to):
    messages.success(request, _("Saved."))
    return redirect(to)


def school_partners_url(school):
    return reverse("partnerships:school-partners", args=[school.code])


def school_tended(request, code):
    school = get_object_or_404(School, code=code)
    require(request.user, Can.TEND_SCHOOL_PARTNERS, school)
    return school


# ---------------------------------------------------------------------- whom to call


def person_page(request, form, partner, title):
    if form.is_valid():
        form.save()
        return saved(request, partner)
    lead = _("Work details only, no private ones. The public does not see them.")
    return show(
        request, form, title=title, kicker=partner.name, lead=lead, back=partner.get_absolute_url(),
        back_label=_("Back to the partner"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@transaction.atomic
def person_add(request, pk):
    partner = get_object_or_404(Partner.objects.unmerged().select_for_update(of=("self",)), pk=pk)
    form = forms.PersonForm(request.POST or None, instance=PartnerPerson(partner=partner))
    return person_page(request, form, partner, _("Add somebody to contact"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def person_edit(request, pk):
    person = get_object_or_404(PartnerPerson.objects.visible_to(request.user).select_related("partner"), pk=pk)
    form = forms.PersonForm(request.POST or None, instance=person)
    return person_page(request, form, person.partner, _("Change whom to contact"))


# ---------------------------------------------------------------------- partners at schools


@require_http_methods(["GET", "POST"])
@transaction.atomic
def partner_at_school_add(request, pk):
    """From the partner's page: the school is asked."""
    partner = get_object_or_404(Partner.objects.unmerged().select_for_update(of=("self",)), pk=pk)
    form = forms.AtSchoolForm(request.POST or None, instance=SchoolPartnership(partner=partner), ask=["school"])
    if form.is_valid():
        form.save()
        return saved(request, partner)
    return show(
        request, form, title=_("A school where this partner works"), kicker=partner.name,
        back=partner.get_absolute_url(), back_label=_("Back to the partner"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@transaction.atomic
def at_school_add(request, code):
    """From the school's page: the partner is asked."""
    school = school_tended(request, code)
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    form = forms.AtSchoolForm(request.POST or None, instance=SchoolPartnership(school=school), ask=["partner"])
    if form.is_valid():
        form.save()
        return saved(request, school_partners_url(school))
    return show(
        request, form, title=_("A partner that works at this school"), kicker=school.name, school=school,
        back=school_partners_url(school), back_label=_("Partners of this school"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@transaction.atomic
def at_school_edit(request, pk):
    readable = SchoolPartnership.objects.visible_to(request.user).select_related("partner", "school")
    found = get_object_or_404(readable, pk=pk)
    require(request.user, Can.TEND_SCHOOL_PARTNERS, found.school)
    form = forms.AtSchoolForm(request.POST or None, instance=found, ask=[])
    if form.is_valid():
        form.save()
        return saved(request, school_partners_url(found.school))
    return show(
        request, form, title=_("Change what this partner does at the school"),
        kicker=f"{found.partner} · {found.school}", school=found.school, back=school_partners_url(found.school),
        back_label=_("Partners of this school"),
    )  # fmt: skip


# ---------------------------------------------------------------------- service areas


def area_page(request, form, title):
    back = reverse("partnerships:area-list")
    if form.is_valid():
        form.save()
        return saved(request, back)
    return show(request, form, title=title, back=back, back_label=_("Service areas"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def area_add(request):
    form = forms.AreaForm(request.POST or None, instance=ServiceArea(code=ServiceArea.next_code()))
    return area_page(request, form, _("Add a service area"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def area_edit(request, pk):
    area = get_object_or_404(ServiceArea, pk=pk)
    return area_page(request, forms.AreaForm(request.POST or None, instance=area), _("Change a service area"))


# ---------------------------------------------------------------------- Community Schools


def lead_page(request, form, school, title):
    if form.is_valid():
        form.save()
        return saved(request, school_partners_url(school))
    return show(
        request, form, title=title, kicker=school.name, school=school, back=school_partners_url(school),
        back_label=_("Partners of this school"),
        lead=_("A Community School has one lead agency at a time. When another takes over, end the first one before."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@transaction.atomic
def lead_add(request, code):
    school = get_object_or_404(School.objects.select_for_update(no_key=True), code=code)
    form = forms.LeadForm(request.POST or None, instance=LeadAgency(school=school))
    return lead_page(request, form, school, _("Name the lead agency"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def lead_edit(request, pk):
    found = get_object_or_404(LeadAgency.objects.visible_to(request.user).select_related("school"), pk=pk)
    form = forms.LeadForm(request.POST or None, instance=found)
    return lead_page(request, form, found.school, _("Change the lead agency's period"))


@require_http_methods(["GET", "POST"])
def note_add(request, code):
    school = school_tended(request, code)
    note = CoordinationNote(school=school, written_by=request.user)
    form = forms.NoteForm(school, request.POST or None, instance=note)
    if form.is_valid():
        form.save()
        messages.success(request, _("The note is kept."))
        return redirect(school_partners_url(school))
    return show(
        request, form, title=_("A coordination note"), kicker=school.name, school=school,
        back=school_partners_url(school), back_label=_("Partners of this school"),
    )  # fmt: skip


def funding_page(request, form, school, title, **more):
    if form.is_valid():
        form.save()
        return saved(request, school_partners_url(school))
    return show(
        request, form, title=title, kicker=school.name, school=school, back=school_partners_url(school),
        back_label=_("Partners of this school"), **more,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@transaction.atomic
def funding_add(request, code):
    school = school_tended(request, code)
    form = forms.FundingForm(request.POST or None, instance=CommunityFunding(school=school))
    return funding_page(request, form, school, _("A funding source of this Community School"))


def funding_tended(request, pk):
    readable = CommunityFunding.objects.visible_to(request.user).select_related("school")
    found = get_object_or_404(readable, pk=pk)
    require(request.user, Can.TEND_SCHOOL_PARTNERS, found.school)
    return found


@require_http_methods(["GET", "POST"])
@transaction.atomic
def funding_edit(request, pk):
    found = funding_tended(request, pk)
    form = forms.FundingForm(request.POST or None, instance=found)
    remove = reverse("partnerships:funding-remove", args=[found.pk])
    return funding_page(request, form, found.school, _("Change a funding source"), remove=remove)


@require_POST
def funding_remove(request, pk):
    """What was entered by mistake goes; its history stays in the audit trail."""
    found = funding_tended(request, pk)
    found.delete()
    messages.success(request, _("“%(source)s” was taken away.") % {"source": found.source})
    return redirect(school_partners_url(found.school))


# ---------------------------------------------------------------------- where a school lies


@require_http_methods(["GET", "POST"])
@transaction.atomic
def school_place(request, code):
    school = get_object_or_404(School.objects.select_for_update(no_key=True), code=code)
    place = SchoolPlace.objects.filter(school=school).first() or SchoolPlace(school=school)
    form = forms.PlaceForm(request.POST or None, instance=place)
    back = reverse("partnerships:partner-map")
    if form.is_valid():
        form.save()
        return saved(request, back)
    return show(
        request, form, title=_("Where this school lies"), kicker=school.name, school=school, back=back,
        back_label=_("Map of schools and partners"),
    )  # fmt: skip
