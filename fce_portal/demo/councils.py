"""A council at every open school: its seats, most filled and some vacant; its officers, elections and meetings.

Most councils meet with a quorum, some without, some not at all; a few follow Hartford's older model.
"""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from district import evidence, school_years
from district.access import Role
from district.models import Membership, User
from district.printing.blocks import bullets, paragraph
from district.printing.document import Document
from fce_portal.demo import days
from fce_portal.demo.names import invented_names
from fce_portal.demo.people import HOME_SCHOOL
from governance import elections, seats
from governance.models import Bylaws, Candidate, Council, CouncilMeeting, CouncilModel, Election, Office, Seat, SeatTerm
from governance.models.councils import SeatKind

MEETING_MONTHS = {9: 3, 10: 4, 11: 3, 12: 2, 1: 4, 2: 3, 3: 4, 4: 3, 5: 4, 6: 1}
HOW = {SeatKind.ADMINISTRATOR: "OFFICE", SeatKind.OTHER: "APPOINTED"}
REASONS = ["RESIGNED", "RESIGNED", "INELIGIBLE"]
STATEMENTS = (
    ("I want families to hear from the school before something goes wrong.",
     "Quiero que las familias sepan de la escuela antes de que algo salga mal."),
    ("I have two children here and speak for those who work in the evening.",
     "Tengo dos hijos aquí y hablo por quienes trabajan de noche."),
    ("More reading at home, and more interpreters at our meetings.",
     "Más lectura en casa y más intérpretes en nuestras reuniones."),
    ("I will ask where the money goes, and bring the answer back to you.",
     "Preguntaré adónde va el dinero y les traeré la respuesta."),
)  # fmt: skip


def make_councils(rng, places, people, today):
    models = list(CouncilModel.objects.filter(is_adopted=True).order_by("-code"))
    if not models:
        return
    councils = [
        Council(school=place.school, model=model_for(rng, place.school, models))
        for place in places
        if place.is_open and place.low_grade is not None
    ]
    Council.objects.bulk_create(councils)
    meetings = [meeting for council in councils for meeting in meetings_of(rng, council, people, today)]
    CouncilMeeting.objects.bulk_create(meetings)
    make_members(rng, councils, today)
    home = next((council for council in councils if council.school.code == HOME_SCHOOL), None)
    if home:
        make_elections(rng, home, people, today)
        make_bylaws(home, people, today)


def model_for(rng, school, models):
    """Most follow the state's model, the home school among them."""
    chosen = rng.choices(models, weights=[4] + [1] * (len(models) - 1))[0]
    return models[0] if school.code == HOME_SCHOOL else chosen


def meetings_of(rng, council, people, today):
    wanted = rng.choice([0, 3, 5, 7, 8, 9])  # a year
    if council.school.code == HOME_SCHOOL:
        wanted = 8
    attendance = rng.uniform(0.45, 0.85)  # of the voting seats; a majority is a quorum
    held = set()
    for fall_year in days.years_so_far(today):
        for month in months_of_a_year(rng, wanted):
            held.add(days.random_day(rng, fall_year, {month: 1}, today))
    for held_on in sorted(held - {None}):
        voting = council.model.voting_seats
        yield CouncilMeeting(
            council=council,
            held_on=held_on,
            voting_present=min(voting, max(1, round(rng.gauss(attendance * voting, 1.6)))),
            quorum_required=voting // 2 + 1,
            recorded_by_id=people.principals.get(council.school_id, people.central),
        )


def months_of_a_year(rng, wanted):
    """So many different months, the likely ones first: a council meets once in a month."""
    return sorted(MEETING_MONTHS, key=lambda month: -(rng.random() ** (1 / MEETING_MONTHS[month])))[:wanted]


BYLAWS = [
    "The council meets in public once a month from September to May.",
    "More than half of all voting seats make a quorum, vacant seats included.",
    "Members with a vote serve for two years and at most two terms in a row.",
    "Whoever misses more than two meetings in a row without excuse may lose the seat.",
]


def make_bylaws(council, people, today):
    """The home school's council has written down its rules."""
    text = Document(
        title="Bylaws",
        kicker=str(council.school),
        blocks=[paragraph("Sample text for a demonstration."), bullets(BYLAWS)],
    )
    keeper = User.objects.get(pk=people.principals.get(council.school_id, people.central))
    document = evidence.keep(upload=ContentFile(text.pdf(), name="bylaws.pdf"), by=keeper)
    begun = school_years.first_day(school_years.fall_year_of(today) - 1)
    rules = {"quorum_basis": "ALL", "term_years": 2, "most_terms": 2, "most_missed": 2}
    Bylaws.objects.create(council=council, in_force_from=begun, document=document, added_by=keeper, **rules)


# ---------------------------------------------------------------------- seats


def make_members(rng, councils, today):
    """Seats since last school year, terms staggered, and officers; what is vacant has been so for some weeks."""
    names = invented_names(rng)
    begun = school_years.first_day(school_years.fall_year_of(today) - 1)
    by_school = accounts_by_school()
    seats.make_first_seats(councils, begun)
    found = {}
    for seat in Seat.objects.filter(council__in=councils).select_related("council").order_by("pk"):
        found.setdefault(seat.council_id, []).append(seat)
    terms = []
    for council in councils:
        share = rng.choice([1.0, 1.0, 0.95, 0.9, 0.8, 0.6])  # of the seats that are held
        if council.school.code == HOME_SCHOOL:
            share = 1.0
        accounts = by_school.get(council.school_id, {})
        for seat in found.get(council.pk, []):
            terms += terms_of(rng, seat, names, accounts, share, today)
    SeatTerm.objects.bulk_create(terms)
    Office.objects.bulk_create(officers_of(rng, councils, today))


def accounts_by_school():
    """{school id: {role: user id}} of those who hold a role of the council today."""
    found = {}
    roles = [Role.PRINCIPAL, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER]
    for held in Membership.objects.current().filter(role__in=roles).order_by("-pk"):
        found.setdefault(held.school_id, {})[held.role] = held.user_id
    return found


def account_for(seat, accounts):
    if seat.kind == SeatKind.ADMINISTRATOR:
        return accounts.get(Role.PRINCIPAL)
    if seat.kind == SeatKind.PARENT and seat.number in (1, 2):
        return accounts.get(Role.COUNCIL_CHAIR if seat.number == 1 else Role.COUNCIL_MEMBER)
    return None


def terms_of(rng, seat, names, accounts, share, today):
    """The terms of one seat: somebody holds it, has left it, or nobody has held it yet."""
    fall_year = school_years.fall_year_of(today)
    user = account_for(seat, accounts)
    begins = fall_year if seat.kind == SeatKind.STUDENT else fall_year - seat.number % 2
    years = 1 if seat.kind == SeatKind.STUDENT else 2
    term = SeatTerm(
        seat=seat,
        user_id=user,
        name="" if user or seat.kind == SeatKind.STUDENT else next(names),
        contact="" if user or seat.kind == SeatKind.STUDENT else f"860 555 01{rng.randrange(100):02d}",
        starts_on=max(school_years.first_day(begins), seat.starts_on),
        ends_on=None if seat.kind == SeatKind.ADMINISTRATOR else school_years.last_day(begins + years - 1),
        how=HOW.get(seat.kind, "ELECTED"),
    )
    if user or rng.random() < share:
        if not user and seat.kind == SeatKind.PARENT and rng.random() < 0.06:
            term.ends_on = today + timedelta(days=rng.randrange(10, 55))
        return [term]
    if rng.random() < 0.4:
        return []
    left = today - timedelta(days=rng.randrange(5, 130))
    if term.ends_on and term.starts_on < left < term.ends_on:
        term.was_to_end_on, term.ends_on, term.end_reason = term.ends_on, left, rng.choice(REASONS)
    return [term]


def officers_of(rng, councils, today):
    current = SeatTerm.objects.on(today).filter(council__in=councils, votes=True).order_by("seat__pk")
    begun = school_years.first_day(school_years.fall_year_of(today))
    members = {}
    for term in current:
        members.setdefault(term.council_id, []).append(term)
    for council in councils:
        sitting = members.get(council.pk, [])
        roles = ["CHAIR", "SECRETARY", "VICE"][: rng.choice([3, 3, 2, 2, 1])]
        for role, term in zip(roles, sitting, strict=False):
            yield Office(council=council, role=role, term=term, starts_on=max(term.starts_on, begun))


# ---------------------------------------------------------------------- elections


def make_elections(rng, council, people, today):
    """At the home school: an election of last spring with its result, and one of parents that is open now."""
    names = invented_names(rng)
    central = User.objects.get(pk=people.central)
    free_a_parents_seat(council, today)
    last = school_years.fall_year_of(today)
    past_elections(council, names, central, last)
    running = frame(council, "PARENTS", today - timedelta(days=20), today + timedelta(days=3), central)
    running.term_starts_on = max(running.voting_until + timedelta(days=1), running.term_starts_on)
    running.seats_total = max(len(elections.free_seats(running)), 1)
    running.state, running.announced_on = "ANNOUNCED", running.nominations_from
    running.save()
    stand(running, names, central, running.seats_total + 2)


def free_a_parents_seat(council, today):
    """The last parent's seat is vacant since three weeks, so that there is something to elect."""
    term = SeatTerm.objects.on(today).filter(council=council, kind=SeatKind.PARENT, user=None).order_by("-seat").first()
    if term and today - timedelta(days=21) > term.starts_on:
        seats.end_term(term, today - timedelta(days=21), "RESIGNED", "Moved to another town.")


def past_elections(council, names, central, fall_year):
    """The last two springs: kept as counts with votes that agree, and leading to the terms that run now."""
    teller = User.objects.exclude(pk=central.pk).order_by("pk").first()
    for year, voted in ((fall_year - 1, 96), (fall_year, 131)):
        elected = list(council.terms.filter(kind=SeatKind.PARENT, starts_on=school_years.first_day(year)))
        if not elected:
            continue
        one = frame(council, "PARENTS", date(year, 3, 2), None, central)
        one.seats_total, one.electors_total, one.state = len(elected), 412, "CERTIFIED"
        one.ballots_issued, one.ballots_returned, one.ballots_spoilt = voted + 14, voted, 4
        one.announced_on, one.certified_on = one.nominations_from, one.voting_until + timedelta(days=2)
        one.counted_by, one.confirmed_by, one.certified_by = central, teller, central
        valid = voted - 4
        votes = [round(valid * (0.9 - 0.11 * place)) for place in range(len(elected) + 1)]
        one.votes_unused = valid * one.seats_total - sum(votes)
        one.save()
        for candidate, total in zip(stand(one, names, central, len(votes)), votes, strict=True):
            candidate.votes = total
            if elected:
                candidate.term = elected.pop(0)
                candidate.user, candidate.name = candidate.term.user, candidate.term.name
            candidate.save()


def frame(council, constituency, opens, until, by):
    """An election whose nominations open on a day, with days after it as the form suggests them."""
    until = until or opens + timedelta(days=14)
    term = school_years.fall_year_of(until) + 1
    return Election(
        council=council,
        constituency=constituency,
        seats_total=1,
        nominations_from=opens,
        nominations_until=until,
        voting_from=until + timedelta(days=7),
        voting_until=until + timedelta(days=14),
        term_starts_on=until + timedelta(days=16) if until >= timezone.localdate() else school_years.first_day(term),
        term_ends_on=school_years.last_day(term if until >= timezone.localdate() else term + 1),
        place="Main office, 8 to 4, and at pick-up time by the front door",
        notice_en="Families choose who speaks for them in the School Governance Council. Every household has one vote.",
        notice_es="Las familias eligen quién las representa en el Consejo de Gobierno Escolar: un voto por hogar.",
        electors_total=405,
        begun_by=by,
    )


def stand(election, names, by, total):
    """Candidates who have been found eligible; of the last one it is not said yet where nominations are open."""
    is_open = election.state == "ANNOUNCED"
    made = []
    for number in range(total):
        statement_en, statement_es = STATEMENTS[number % len(STATEMENTS)]
        made.append(
            Candidate.objects.create(
                election=election,
                name=next(names),
                statement_en=statement_en,
                statement_es=statement_es,
                found_eligible_by=None if is_open and number == total - 1 else by,
            )
        )
    return made
