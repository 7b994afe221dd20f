"""Partners seen from the schools: who works where, Community Schools, where nobody does, and the map."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_years
from district.access import Can, may
from district.models import School
from partnerships import school_partners
from partnerships.models import CommunityFunding, CoordinationNote, LeadAgency, ServiceArea

NOTES_SHOWN = 20


@require_safe
def school_partners_page(request, code):
    """Partners of one school; for a Community School also its lead agency, services by area, notes and money."""
    school = get_object_or_404(School, code=code)
    day = timezone.localdate()
    fall_year = school_years.fall_year_of(day)
    now, coming, over = school_partners.split_by_day(school_partners.partnerships_at(school, request.user), day)
    leads = list(LeadAgency.objects.visible_to(request.user).filter(school=school).select_related("partner"))
    lead_now, lead_coming, lead_over = school_partners.split_by_day(leads, day)
    is_community = bool(leads) or school_partners.community_schools_on(day).filter(pk=school.pk).exists()
    logged = school_partners.activities_logged(school, fall_year)
    for one in now:
        one.activities_logged = logged.get(one.partner_id, 0)
    context = {
        "school": school,
        "now": now,
        "coming": coming,
        "over": over,
        "lead": lead_now[0] if lead_now else None,
        "lead_activities": logged.get(lead_now[0].partner_id, 0) if lead_now else 0,
        "other_leads": lead_coming + lead_over,
        "is_community": is_community,
        "year_label": school_years.label(fall_year),
        "may_tend": may(request.user, Can.TEND_SCHOOL_PARTNERS, school),
        "may_edit": may(request.user, Can.EDIT_PARTNER),
    }
    if is_community:
        areas = ServiceArea.objects.in_use().filter(of_community_schools=True)
        notes = CoordinationNote.objects.visible_to(request.user).filter(school=school)
        context |= {
            "areas": school_partners.services_by_area(now, areas),
            "notes": list(notes.select_related("partner", "written_by")[:NOTES_SHOWN]),
            "may_read_notes": may(request.user, Can.TEND_SCHOOL_PARTNERS, school),
            "funding": CommunityFunding.objects.visible_to(request.user).filter(school=school).select_related("funder"),
        }
    return render(request, "partnerships/school_partners.html", context)


@require_safe
def community_schools_page(request):
    day = timezone.localdate()
    fall_year = school_years.fall_year_of(day)
    found = school_partners.community_schools(day, fall_year)
    if file_format := downloads.wanted_format(request):
        rows = map(community_row, found)
        return downloads.table_response(file_format, "community-schools", community_headers(), rows)
    context = {
        "schools": found,
        "led": sum(1 for one in found if one.lead),
        "year_label": school_years.label(fall_year),
        "day": day,
    }
    return render(request, "partnerships/community_schools.html", context)


def community_headers():
    return [
        *(_("State code"), _("School"), _("Lead agency"), _("Lead agency since"), _("Partners today")),
        *(_("Areas covered"), _("Areas without a partner"), _("Funding sources this year")),
        *(_("Whole dollars, where known"), _("Sources without an amount")),
    ]


def community_row(one):
    lead = [one.lead.partner.name, one.lead.starts_on] if one.lead else ["", None]
    areas = [", ".join(map(str, one.areas_covered)), ", ".join(map(str, one.areas_missing))]
    money = [one.sources, one.dollars or None, one.amounts_missing]
    return [one.school.code, one.school.name, *lead, one.partners_total, *areas, *money]


@require_safe
def area_list(request):
    context = {
        "areas": ServiceArea.objects.prefetch_related("indicators"),
        "may_edit": may(request.user, Can.EDIT_PARTNER),
    }
    return render(request, "partnerships/area_list.html", context)
