"""Who works at a school, for what; and what is known of Community Schools (facts 8.2)."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from district.models import School
from partnerships.models import (
    Activity,
    CommunityFunding,
    LeadAgency,
    SchoolPartnership,
    ServiceArea,
)


def partnerships_at(school, user):
    """All that is recorded of partners at this school, the newest first, with what a page says of each."""
    readable = SchoolPartnership.objects.visible_to(user).filter(school=school).select_related("partner")
    return list(readable.prefetch_related("areas", "indicators", "initiatives").order_by("-starts_on", "partner__name"))


def split_by_day(rows, day):
    """(in force on the day, to come, over)."""
    now = [row for row in rows if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)]
    coming = [row for row in rows if row.starts_on > day]
    return now, coming, [row for row in rows if row not in now and row not in coming]


def services_by_area(partnerships, areas):
    """[(area, partners that do it here)] for each area, those with nobody too."""
    found = {area.pk: [] for area in areas}
    for one in partnerships:
        for area in one.areas.all():
            if area.pk in found and one.partner not in found[area.pk]:
                found[area.pk].append(one.partner)
    return [(area, found[area.pk]) for area in areas]


def activities_logged(school, fall_year):
    """{partner id: activities at the school in the school year}. One query."""
    links = Activity.partners.through.objects.filter(
        activity__in=Activity.objects.kept().filter(school_key=school.pk).in_school_year(fall_year)
    )
    return Counter(links.values_list("partner_id", flat=True))


def community_schools_on(day):
    """Schools that are Community Schools on a day by their facts, or have a lead agency then."""
    by_facts = School.objects.filter(profiles__is_community_school=True, profiles__starts_on__lte=day).filter(
        Q(profiles__ends_on=None) | Q(profiles__ends_on__gte=day)
    )
    led = Exists(LeadAgency.objects.on(day).filter(school=OuterRef("pk")))
    return School.objects.open_on(day).filter(Q(pk__in=by_facts.values("pk")) | led).order_by("name")


@dataclass
class CommunitySchool:
    """One Community School on a day: who leads, who serves in which area, what pays for the year."""

    school: School
    lead: LeadAgency | None = None
    partnerships: list = field(default_factory=list)
    areas: list = field(default_factory=list)
    sources: int = 0
    dollars: int = 0
    amounts_missing: int = 0

    @property
    def partners_total(self):
        return len({one.partner_id for one in self.partnerships} | ({self.lead.partner_id} if self.lead else set()))

    @property
    def areas_covered(self):
        return [area for area, partners in self.areas if partners]

    @property
    def areas_missing(self):
        return [area for area, partners in self.areas if not partners]


def community_schools(day, fall_year):
    """All Community Schools on a day as `CommunitySchool`. Six queries, however many there are."""
    found = {school.pk: CommunitySchool(school) for school in community_schools_on(day)}
    areas = list(ServiceArea.objects.in_use().filter(of_community_schools=True))
    for lead in LeadAgency.objects.on(day).filter(school__in=found).select_related("partner"):
        found[lead.school_id].lead = lead
    at = SchoolPartnership.objects.on(day).filter(school__in=found).select_related("partner")
    for one in at.prefetch_related("areas"):
        found[one.school_id].partnerships.append(one)
    for source in CommunityFunding.objects.filter(school__in=found, fall_year=fall_year):
        one = found[source.school_id]
        one.sources += 1
        one.dollars += source.amount or 0
        one.amounts_missing += source.amount is None
    for one in found.values():
        one.areas = services_by_area(one.partnerships, areas)
    return list(found.values())
