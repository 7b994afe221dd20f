"""Training of the demo: sessions of last school year and this one, who came from which council, and what is to come.

Some councils come to everything, most to half of it, a few hardly at all; at the home school one proof waits.
"""

from datetime import date, time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from district import evidence, school_years
from district.models import School, User
from fce_portal.demo.copying import triggers_suspended
from fce_portal.demo.days import is_school_day
from fce_portal.demo.people import HOME_SCHOOL
from governance.models import (
    Office,
    SeatTerm,
    TrainingContent,
    TrainingMaterial,
    TrainingModule,
    TrainingRecord,
    TrainingRules,
    TrainingSession,
)
from governance.models.councils import SeatKind
from governance.models.training import NUMBER_LENGTH, NUMBER_SIGNS, SessionState
from partnerships.models import Partner

# month, day, modules, place: in both school years
HELD = (
    (8, 20, ("SGC_LAW", "SGC_ROLES"), "Central office, 1st floor"),
    (8, 26, ("FOIA",), "Public library, community room"),
    (10, 8, ("SGC_BYLAWS", "OUTREACH_ELECTIONS"), "Central office, 1st floor"),
    (10, 21, ("COMPACT",), "Public library, community room"),
    (11, 12, ("BUDGET",), "Central office, 1st floor"),
    (1, 21, ("DATA_SIP",), "Central office, 1st floor"),
    (2, 11, ("PRINCIPAL_HIRING",), "Central office, 1st floor"),
)
COMING = (  # days from today, modules, mode
    (6, ("DATA_SIP",), "HYBRID"),
    (13, ("COMPACT",), "IN_PERSON"),
    (24, ("SGC_LAW", "SGC_ROLES"), "REMOTE"),
    (41, ("FOIA",), "IN_PERSON"),
)
INTERPRETATION = "Spanish interpretation"
AND_SUPPER = f"{INTERPRETATION}, child care, supper"
LINK = "https://meet.example.org/council-training"
LAST_YEAR = 0.35  # of those who come today came then already
PROOF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def make_training(rng, people, today):
    this_year = school_years.fall_year_of(today)
    begun = school_years.first_day(this_year - 1)
    TrainingModule.objects.update(required_from=begun)
    TrainingContent.objects.update(content_on=begun)
    TrainingRules.objects.create(
        pk=1,
        signer="Marcus Bennett",
        office_en="Director of Family and Community Engagement",
        office_es="Director de Participación Familiar y Comunitaria",
    )
    modules = {module.code: module for module in TrainingModule.objects.all()}
    if not modules:
        return
    central = User.objects.get(pk=people.central)
    partner = Partner.objects.order_by("pk").first()
    sessions = list(held_sessions(rng, this_year, today, central, partner))
    sessions += coming_sessions(today, central, partner)
    home = School.objects.get(code=HOME_SCHOOL)
    sessions.append((of_home(home, people, today), ("COMPACT",)))
    TrainingSession.objects.bulk_create(session for session, _codes in sessions)
    teaches = TrainingSession.modules.through
    teaches.objects.bulk_create(
        teaches(trainingsession_id=session.pk, trainingmodule_id=modules[code].pk)
        for session, codes in sessions
        for code in codes
    )
    sessions[-1][0].schools.add(home)
    TrainingMaterial.objects.bulk_create(
        TrainingMaterial(session=session, title="Slides, English and Spanish", link="https://files.example.org/slides")
        for session, _codes in sessions[:3]
    )
    with triggers_suspended(TrainingRecord._meta.db_table):  # thousands at once; the sums are rebuilt afterwards
        TrainingRecord.objects.bulk_create(records_of(rng, sessions, modules, central, today))
    leave_a_proof(rng, home, modules, today)


def held_sessions(rng, this_year, today, by, partner):
    for fall_year in (this_year - 1, this_year):
        for month, day, codes, place in HELD:
            on = date(fall_year if month >= 7 else fall_year + 1, month, day)
            while not is_school_day(on):
                on += timedelta(days=1)
            if on < today:
                yield (
                    TrainingSession(
                        held_on=on, starts_at=time(17, 30), ends_at=time(19, 30), place=place, languages=["en", "es"],
                        interpretation=AND_SUPPER, partner=partner, planned_by=by,
                        state=SessionState.HELD, families_total=rng.randint(0, 25), others_total=rng.randint(0, 4),
                        capacity=80,
                    ),
                    codes,
                )  # fmt: skip


def coming_sessions(today, by, partner):
    for ahead, codes, mode in COMING:
        on = today + timedelta(days=ahead)
        while not is_school_day(on):
            on += timedelta(days=1)
        session = TrainingSession(
            held_on=on, starts_at=time(17, 30), ends_at=time(19, 30), mode=mode, languages=["en", "es"],
            place="" if mode == "REMOTE" else "Central office, 1st floor", link="" if mode == "IN_PERSON" else LINK,
            interpretation=INTERPRETATION if mode == "REMOTE" else AND_SUPPER, partner=partner, planned_by=by,
            capacity=80,
        )  # fmt: skip
        yield session, codes


def of_home(home, people, today):
    """A session of the home school that is over; who was there is still to be recorded."""
    on = today - timedelta(days=2)
    while not is_school_day(on):
        on -= timedelta(days=1)
    return TrainingSession(
        held_on=on, starts_at=time(18), ends_at=time(19), place="Library", languages=["en", "es"], school=home,
        is_district_wide=False, planned_by_id=people.principals.get(home.pk, people.central), trainer="Rosa Delgado",
    )  # fmt: skip


def records_of(rng, sessions, modules, by, today):
    """Of each council a share of its members comes; students take part where it is required of them."""
    terms = list(SeatTerm.objects.select_related("council__school").order_by("pk"))
    officers = set(Office.objects.values_list("term", flat=True))
    shares = {}
    began = school_years.first_day(school_years.fall_year_of(today))
    now = timezone.now()
    for session, codes in sessions:
        if session.state != SessionState.HELD:
            continue
        for term in terms:
            if term.starts_on > session.held_on or (term.ends_on and term.ends_on < session.held_on):
                continue
            school = term.council.school
            usual = 0.85 if school.code == HOME_SCHOOL else rng.choice([0, 0.2, 0.5, 0.8, 0.95, 1])
            share = shares.setdefault(school.pk, usual) * (1 if session.held_on >= began else LAST_YEAR)
            held = {term.kind, "OFFICER"} if term.pk in officers else {term.kind}
            asked = [
                module for module in map(modules.get, codes) if not module.audiences or held & set(module.audiences)
            ]
            if not asked or rng.random() > share:
                continue
            for module in asked:
                yield TrainingRecord(
                    module=module, session=session, school=school, term=term, day=session.held_on,
                    minutes=120 if len(codes) == 1 else module.minutes,
                    due_on=max(term.starts_on, module.required_from) + timedelta(days=module.within_days),
                    number=None if term.kind == SeatKind.STUDENT else drawn_number(rng), recorded_by=by,
                    confirmed_by=by, confirmed_at=now,
                )  # fmt: skip


def drawn_number(rng):
    return "".join(rng.choices(NUMBER_SIGNS, k=NUMBER_LENGTH))


def leave_a_proof(rng, home, modules, today):
    """The home school's parent took a module elsewhere; somebody has to look at the proof."""
    member = User.objects.filter(email="council@hartford.example").first()
    term = SeatTerm.objects.on(today).filter(council__school=home, user=member).first() if member else None
    if term is None:
        return
    kept = evidence.keep(upload=ContentFile(PROOF, name="certificate.pdf"), by=member)
    TrainingRecord.objects.create(
        module=modules["PRINCIPAL_HIRING"], school=home, term=term, day=today - timedelta(days=9), minutes=90,
        place_taken="Workshop of the state boards' association, Wethersfield", proof=kept, number=drawn_number(rng),
        recorded_by=member,
    )  # fmt: skip
