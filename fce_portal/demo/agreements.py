"""Agreements of the demo: each state once, programmes with what was agreed, and two months of service at a few schools.

Names of signers and all figures are invented. One programme is on time, one behind, one waits for its first entry.
"""

from datetime import date, timedelta

import pgtrigger
from django.core.files.base import ContentFile
from django.utils import timezone

from district import evidence, school_years
from district.models import School, User
from fce_portal.demo.days import is_school_day, moment_after
from fce_portal.demo.partner_net import works_at
from fce_portal.demo.people import HOME_SCHOOL
from fce_portal.demo.training import PROOF
from indicators.models import Indicator
from partnerships.models import (
    Agreement,
    AgreementDocument,
    Partner,
    Programme,
    ProgrammeReach,
    ProgrammeSite,
    ServiceEntry,
    ServiceRemark,
)
from partnerships.models.agreements import Content
from partnerships.models.service import ServiceState
from plans.models import Initiative

EVERYTHING = [value for value, _label in Content.choices]
SATURDAY = 5
MONTHS = [10, 11, 12, 1, 2, 3, 4, 5]
# partner, type, name, state, last day in days from today (None: end of the next school year), what it says
AGREEMENTS = (
    ("Hartford Parent University", "MOU", "Parent classes at schools", "ACTIVE", None, EVERYTHING[:8]),
    ("Hartford Parent University", "INFORMAL", "Help at council elections", "ACTIVE", None, []),
    ("Hartford Public Library", "MOU", "Reading with families", "ACTIVE", 52, EVERYTHING),
    ("Hartford Performs", "CONTRACT", "Arts days", "ACTIVE", -20, EVERYTHING[:6]),
    ("Hartford Promise", "DATA_SHARING", "Data on graduates", "UNDER_REVIEW", None, []),
    ("Leadership Greater Hartford", "MOU", "Training of parent leaders", "PROPOSED", None, EVERYTHING[:3]),
    ("Hartford Foundation for Public Giving", "GRANT", "Planning of engagement", "ENDED", -150, []),
    ("Hartford Performs", "MOU", "A festival of families", "WITHDRAWN", -100, []),
)
REASONS = {"ENDED": "The planning is done.", "WITHDRAWN": "No room for it was found."}
# agreement (its place above), name, area, objective in English and Spanish, initiative, sessions a month, reach, share
PROGRAMMES = (
    (0, "Ten evenings for parents", "ADULT", "40 parents at each school earn the certificate by May.",
     "40 madres y padres de cada escuela obtienen el certificado antes de mayo.", "1.3", 3, 40, 1.0),
    (0, "Saturday classes", "FAMILY", "25 families come to at least six Saturdays.",
     "25 familias asisten al menos a seis sábados.", "1.3", 2, 25, 0.3),
    (2, "Library evenings", "TUTORING", "60 families read together three times a week by spring.",
     "60 familias leen juntas tres veces por semana antes de la primavera.", "1.6", 4, 60, 0.9),
    (3, "Arts days with families", "ARTS", "An arts day with families each month at each school.",
     "Un día de arte con las familias cada mes en cada escuela.", "1.6", 1, 80, 0.0),
)  # fmt: skip


def make_agreements(rng, today):
    central = User.objects.get(email="central@hartford.example")
    fall_year = school_years.fall_year_of(today)
    schools = choose(rng, today)
    for partner in Partner.objects.filter(name__in=[AGREEMENTS[place][0] for place, *_rest in PROGRAMMES]):
        for school in schools:
            works_at(partner, school, school_years.first_day(fall_year - 1))
    agreements = [agree(line, central, today, fall_year, schools) for line in AGREEMENTS]
    add_documents(agreements[0], central, today)
    entries = []
    for line in PROGRAMMES:
        programme, sites = plan(line, agreements, fall_year, central, schools)
        entries += serve(rng, programme, sites, line[-1], line[-3], today)
    ServiceEntry.objects.bulk_create(entries)
    ask(today)
    earlier_year(rng, agreements[0], fall_year - 1, central, schools)
    log_near_the_day(rng)


def log_near_the_day(rng):
    """Not all at this moment. Without an event for each: nobody changed anything."""
    now, entries = timezone.now(), list(ServiceEntry.objects.order_by("pk"))
    for entry in entries:
        entry.logged_at = moment_after(rng, entry.ends_on, now)
    with pgtrigger.ignore("partnerships.ServiceEntry:update_update"):
        ServiceEntry.objects.bulk_update(entries, ["logged_at"])


def choose(rng, today):
    """The home school and three others."""
    found = list(School.objects.open_on(today).order_by("code"))
    home = next(school for school in found if school.code == HOME_SCHOOL)
    return [home, *rng.sample([school for school in found if school != home], 3)]


def agree(line, central, today, fall_year, schools):
    partner, kind, name, state, ends_in, contents = line
    ends_on = school_years.last_day(fall_year + 1) if ends_in is None else today + timedelta(days=ends_in)
    is_signed = state in ("ACTIVE", "ENDED") and kind != "INFORMAL"
    agreement = Agreement.objects.create(
        partner=Partner.objects.get(name=partner),
        kind=kind,
        name=name,
        purpose="What both sides do for families, and how they see whether it works (demonstration).",
        purpose_es="Lo que ambas partes hacen por las familias y cómo ven si funciona (demostración).",
        covers_district=kind in ("GRANT", "DATA_SHARING", "INFORMAL"),
        starts_on=school_years.first_day(fall_year - 1),
        ends_on=None if kind == "INFORMAL" else ends_on,
        signed_on=date(fall_year - 1, 6, 12) if is_signed else None,
        partner_signer="Rosalind Pettway" if is_signed else "",
        partner_signer_office="Executive director" if is_signed else "",
        district_signer="Marcus Bennett" if is_signed else "",
        district_signer_office="Family and Community Engagement" if is_signed else "",
        contents=contents,
        amount=45_000 if kind in ("CONTRACT", "GRANT") else None,
        state=state,
        state_reason=REASONS.get(state, ""),
        ended_on=ends_on if state in REASONS else None,
        made_by=central,
    )
    if not agreement.covers_district:
        agreement.schools.set(schools)
    return agreement


def add_documents(agreement, central, today):
    """The signed text in two versions; demonstration files."""
    kept = evidence.keep(upload=ContentFile(PROOF, name="agreement.pdf"), by=central)
    first = AgreementDocument.objects.create(
        agreement=agreement, title="Signed agreement", evidence=kept, added_by=central, added_on=today - timedelta(400)
    )
    AgreementDocument.objects.create(
        agreement=agreement,
        title="Signed agreement, with the second signature",
        evidence=kept,
        added_by=central,
        added_on=today - timedelta(380),
        replaces=first,
    )


def plan(line, agreements, fall_year, central, schools):
    place, name, area, objective, objective_es, initiative, sessions, reach, _share = line
    programme = Programme.objects.create(
        agreement=agreements[place],
        fall_year=fall_year,
        name=name,
        area=area,
        objective=objective,
        objective_es=objective_es,
        made_by=central,
    )
    programme.initiatives.set(Initiative.objects.filter(code=initiative))
    programme.indicators.set(Indicator.objects.equity()[:2])
    sites = ProgrammeSite.objects.bulk_create(
        ProgrammeSite(
            programme=programme,
            school=school,
            reach=reach,
            sessions=sessions,
            hours=sessions * 2,
            months=MONTHS,
        )
        for school in schools
    )
    return programme, sites


def serve(rng, programme, sites, share, sessions, today):
    """One entry for each session that took place; the newest ones are not confirmed yet."""
    contact = User.objects.get(email="partner@hartford.example")
    central = User.objects.get(email="central@hartford.example")
    is_theirs = programme.agreement.partner.accounts.exists()
    principal = User.objects.get(email="principal@hartford.example")
    first = date(programme.fall_year, 10, 1)
    days = [
        first + timedelta(days=number)
        for number in range((min(today, date(programme.fall_year + 1, 5, 31)) - first).days)
    ]
    fits = is_saturday if "Saturday" in programme.name else is_school_day
    days = [day for day in days if fits(day) and day.month in MONTHS]
    entries = []
    for site in sites:
        wanted = round(len({(day.year, day.month) for day in days}) * sessions * share)
        for day in sorted(rng.sample(days, min(wanted, len(days)))):
            is_old = (today - day).days > 12
            state = ServiceState.CONFIRMED if is_old and rng.random() < 0.85 else ServiceState.LOGGED
            adults = rng.randint(6, 24)
            entries.append(
                ServiceEntry(
                    programme=programme,
                    school=site.school,
                    starts_on=day,
                    ends_on=day,
                    sessions=1,
                    hours=2,
                    adults_total=adults,
                    families_total=max(adults - rng.randint(0, 4), 1),
                    students_total=rng.choice((None, 0, 4, 9)),
                    is_unduplicated=True,
                    state=state,
                    confirmed_by=principal if state == ServiceState.CONFIRMED else None,
                    logged_by=contact if is_theirs else central,
                )
            )
    return entries


def is_saturday(day):
    """One between two weeks of school."""
    around = (day - timedelta(days=1), day + timedelta(days=2))
    return day.weekday() == SATURDAY and all(map(is_school_day, around))


def ask(today):
    """The home school asks about one entry and has the answer to another."""
    principal = User.objects.get(email="principal@hartford.example")
    contact = User.objects.get(email="partner@hartford.example")
    waiting = ServiceEntry.objects.filter(state=ServiceState.LOGGED, school__code=HOME_SCHOOL, logged_by=contact)
    for entry, state in zip(waiting.order_by("starts_on")[:2], ("QUESTIONED", "ANSWERED"), strict=False):
        ServiceRemark.objects.create(
            entry=entry, kind="QUESTION", text="Was this the evening in the library or in the gym?", said_by=principal
        )
        if state == "ANSWERED":
            ServiceRemark.objects.create(
                entry=entry, kind="ANSWER", text="In the library; the gym was in use.", said_by=contact
            )
        ServiceEntry.objects.filter(pk=entry.pk).update(state=state, state_since=timezone.now())


def earlier_year(rng, agreement, fall_year, central, schools):
    """Last year's classes with their reach, as the partner stated it."""
    contact = User.objects.get(email="partner@hartford.example")
    principal = User.objects.get(email="principal@hartford.example")
    programme, sites = plan(PROGRAMMES[0], [agreement], fall_year, central, schools)
    ServiceEntry.objects.bulk_create(
        ServiceEntry(
            programme=programme,
            school=site.school,
            starts_on=date(fall_year + (month < 7), month, 2),
            ends_on=date(fall_year + (month < 7), month, 20),
            sessions=rng.choice((2, 3, 3, 4)),
            hours=6,
            adults_total=rng.randint(20, 60),
            state=ServiceState.CONFIRMED,
            confirmed_by=principal,
            logged_by=contact,
        )
        for site in sites
        for month in MONTHS
    )
    ProgrammeReach.objects.bulk_create(
        ProgrammeReach(
            site=site, reached=rng.randint(24, 46), method="Sign-in list, each parent ticked once", stated_by=contact
        )
        for site in sites
    )
