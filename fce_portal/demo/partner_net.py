"""Which partners work where: invented, like all but names and codes of the demo district. Published sources do not say
which agency led which Community School, so these are made up, too, and each says so."""

from datetime import date, timedelta
from itertools import cycle

from district import school_years
from district.models import School, User
from fce_portal.demo.people import HOME_SCHOOL
from partnerships.models import (
    CommunityFunding,
    CoordinationNote,
    LeadAgency,
    Partner,
    PartnerPerson,
    SchoolPartnership,
    ServiceArea,
)
from partnerships.models.at_schools import FundingKind, Level
from partnerships.school_partners import community_schools_on
from partnerships.zones import load_places

INVENTED = "Invented for the demonstration."
AGENCIES = ("The Village for Families and Children", "Boys & Girls Clubs of Hartford", "Catholic Charities")
AREAS = {  # what each does at a school, and the indicators it aims at
    "The Village for Families and Children": (("MENTAL_HEALTH", "PARENT"), ("CHRONIC_ABS",)),
    "Boys & Girls Clubs of Hartford": (("YOUTH",), ("SSP_ADULT", "CHRONIC_ABS")),
    "Catholic Charities": (("COMMUNITY", "BASIC_NEEDS"), ("CHRONIC_ABS",)),
    "Hartford Public Library": (("READING", "LIFELONG"), ("READ_G3",)),
    "Hartford Performs": (("ARTS",), ()),
    "Hartford Promise": (("COLLEGE_CAREER",), ("COLLEGE_ACCEPT", "CHRONIC_ABS")),
    "Hartford Parent University": (("PARENT", "LEADERSHIP"), ("READ_G3",)),
    "Hartford Student Internship Plan": (("COLLEGE_CAREER",), ("CCR_ACCESS",)),
}
NAMES = (
    "Carmen Vega",
    "Luis Ortiz",
    "Denise Grant",
    "Aisha Brown",
    "Marek Nowak",
    "Rosa Medina",
    "Tom Keller",
    "Ana Cruz",
)
TITLES = ("Program director", "School partnerships manager", "Family services coordinator")
NOTES = (
    "Two tutors more on Tuesdays and Thursdays from next month. The school opens the library until six.",
    "Families ask for evening hours of the counselor. The agency tries Wednesdays and reports in four weeks.",
    "Looked at attendance together: calls home begin after the second day missed, not the fifth.",
)
NO_INDICATOR = "The arts serve all of them; none is named."
LEADS_FOR = 2  # school years
DOUBLED = "The Village for Families & Children"  # as somebody may type it a second time


def make_partner_net(rng, today):
    load_places()
    partners = {partner.name: partner for partner in Partner.objects.filter(name__in=AREAS)}
    schools = list(School.objects.open_on(today).with_profile_on(today).order_by("code"))
    _make_people(rng, partners)
    leads = dict(zip([school.pk for school in community_schools_on(today).order_by("code")][:-1],
                     cycle(AGENCIES), strict=False))  # fmt: skip
    _make_partnerships(rng, partners, schools, leads, today)
    _make_community_schools(rng, partners, today)
    Partner.objects.create(name=DOUBLED, about=INVENTED)


def _make_people(rng, partners):
    people = []
    for position, partner in enumerate(partners.values()):
        mail = f"contact{position + 1}@partner{position + 1}.example"
        phone = f"860-555-01{position + 10}"
        title = rng.choice(TITLES)
        people.append(PartnerPerson(partner=partner, name=NAMES[position], job_title=title, email=mail, phone=phone,
                                    is_main=True))  # fmt: skip
    people = PartnerPerson.objects.bulk_create(people)
    links = PartnerPerson.languages.through
    links.objects.bulk_create(
        [
            links(partnerperson_id=one.pk, language_id=tag)
            for one in people
            for tag in rng.choice([["en"], ["en", "es"]])
        ]
    )


def _make_partnerships(rng, partners, schools, leads, today):
    """Most schools with one to three partners; a fifth with none, so that the page of what is missing has rows."""
    this_year = school_years.fall_year_of(today)
    rows, does = [], []
    for school in schools:
        is_high = school.profile_high_grade is not None and school.profile_high_grade >= 9
        fitting = [name for name in partners if is_high or "COLLEGE_CAREER" not in AREAS[name][0]]
        chosen = rng.sample(fitting, 3 if school.code == HOME_SCHOOL else rng.choice([0, 1, 1, 2, 3]))
        for name in dict.fromkeys([*([leads[school.pk]] if school.pk in leads else []), *chosen]):
            starts_on = date(this_year - rng.randint(0, 3), 9, 1)
            if name == leads.get(school.pk):
                starts_on = date(this_year - LEADS_FOR, 7, 1)
            if school.opened_on:
                starts_on = max(starts_on, school.opened_on)
            indicators = AREAS[name][1]
            rows.append(SchoolPartnership(
                partner=partners[name], school=school, starts_on=min(starts_on, today), level=rng.choice(Level.values),
                no_indicator_reason="" if indicators else NO_INDICATOR,
            ))  # fmt: skip
            does.append(AREAS[name])
    rows = SchoolPartnership.objects.bulk_create(rows)
    areas = dict(ServiceArea.objects.values_list("code", "pk"))
    area_links, indicator_links = SchoolPartnership.areas.through, SchoolPartnership.indicators.through
    area_links.objects.bulk_create(
        [area_links(schoolpartnership_id=row.pk, servicearea_id=areas[code])
         for row, (codes, _indicators) in zip(rows, does, strict=True) for code in codes]
    )  # fmt: skip
    indicator_links.objects.bulk_create(
        [indicator_links(schoolpartnership_id=row.pk, indicator_id=code)
         for row, (_areas, codes) in zip(rows, does, strict=True) for code in codes]
    )  # fmt: skip


def works_at(partner, school, since):
    """That a partner of `AREAS` works at a school at least since a day, for what builds on it."""
    found, is_new = SchoolPartnership.objects.get_or_create(
        partner=partner,
        school=school,
        defaults={"starts_on": since, "level": Level.values[0], "no_indicator_reason": NO_INDICATOR},
    )
    if is_new:
        codes, indicators = AREAS[partner.name]
        found.areas.set(ServiceArea.objects.filter(code__in=codes))
        found.indicators.set(indicators)
    if is_new and indicators:
        found.no_indicator_reason = ""
    found.starts_on = min(found.starts_on, since)
    found.save()


def _make_community_schools(rng, partners, today):
    """Lead agencies of all but one Community School, with a change of agency at one, notes and money."""
    this_year = school_years.fall_year_of(today)
    writer = User.objects.get(email="central@hartford.example")
    schools = list(community_schools_on(today).order_by("code"))
    agencies = [partners[name] for name in AGENCIES]
    leads, notes, money = [], [], []
    for position, school in enumerate(schools[:-1]):
        agency = agencies[position % len(agencies)]
        since = date(this_year - LEADS_FOR, 7, 1)
        leads.append(LeadAgency(school=school, partner=agency, starts_on=since, source=INVENTED))
        if position == 0:
            before = agencies[1]
            leads.append(LeadAgency(school=school, partner=before, starts_on=date(this_year - 5, 7, 1),
                                    ends_on=since - timedelta(days=1), source=INVENTED))  # fmt: skip
        for number, text in enumerate(rng.sample(NOTES, 2)):
            held_on = date(this_year, 8, 20 + 5 * number)
            notes.append(CoordinationNote(school=school, partner=agency, held_on=min(held_on, today), text=text,
                                          written_by=writer))  # fmt: skip
        funder = Partner.objects.filter(name="Hartford Foundation for Public Giving").first() if position < 2 else None
        money.append(CommunityFunding(school=school, fall_year=this_year, source="Community Schools grant",
                                      kind=FundingKind.FOUNDATION, funder=funder,
                                      amount=rng.choice([60_000, 85_000, 120_000]), note=INVENTED))  # fmt: skip
        money.append(CommunityFunding(school=school, fall_year=this_year, source="Rooms and custodian",
                                      kind=FundingKind.IN_KIND, note=INVENTED))  # fmt: skip
    LeadAgency.objects.bulk_create(leads)
    CoordinationNote.objects.bulk_create(notes)
    CommunityFunding.objects.bulk_create(money)
