"""Evaluations of partnerships: last year's shared, decided and followed up; this year's on their way, at a few schools.

Levels are drawn, texts and answers of families are invented, like all of the demo district.
"""

from datetime import timedelta

from district import school_years
from district.models import School, User
from fce_portal.demo.partner_net import AREAS, works_at
from fce_portal.demo.partners import PARTNER_OF_THE_CONTACT
from fce_portal.demo.people import HOME_SCHOOL
from partnerships.evaluations.standard import load_standard
from partnerships.models import (
    AgreedAction,
    AgreedNote,
    CriterionRating,
    Evaluation,
    EvaluationRubric,
    EvaluationSide,
    FamilyCount,
    Partner,
)
from partnerships.models.evaluations import Decision, Side, new_code

PARTNERS, SCHOOLS = 2, 3  # beside the contact's partner and the home school
SEEN = {
    "goals": "The agreement names attendance, and so does the school's plan.",
    "learning": "Families practiced reading at home with the cards from the workshop.",
    "roles": "The family resource aide is asked first; it stands in the agreement.",
    "reach": "Eight evenings were agreed, seven took place.",
    "accountability": "The attendance sheet of December came in January.",
    "trust": "When the room was double booked we found another one together.",
    "capacity": "Two teachers led a table at the family workshop.",
    "results": "More families came to the second conference than to the first.",
    "planning": "The calendar was made together in August; the grant was asked for by the partner alone.",
    "equity": "Spanish was always there; families who speak Karen came once.",
}
SEEN_BY_PARTNER = {
    "goals": "Our own goals name reading; the school showed us where its plan does.",
    "learning": "Half of the evenings were about reading, the others about services.",
    "roles": "We know whom to call; when that person is away, nobody answers.",
    "reach": "Seven of eight evenings took place; one was moved twice and then dropped.",
    "accountability": "We sent our counts each month and did not hear back.",
    "trust": "We hear of changes of the calendar late.",
    "capacity": "Parents who came last year led a table this year.",
    "results": "Families tell us that they read more at home; we have no figures.",
    "planning": "We would like to plan before the school year begins.",
    "equity": "Flyers were in English and Spanish; families of newcomers came little.",
}
LEVEL = {  # (school, partner)
    "goals": (3, 3), "learning": (3, 3), "roles": (3, 2), "reach": (3, 3), "accountability": (2, 3),
    "trust": (4, 2), "capacity": (3, 4), "results": (3, 2), "planning": (3, 1), "equity": (2, 2),
}  # fmt: skip
ACTIONS = [
    (
        "trust",
        "A call on the first Monday of each month",
        "The principal and the program lead",
        -20,
        "Dates of the calls",
    ),
    ("equity", "An interpreter for Karen at two evenings", "The family resource aide", 40, "The activity log"),
    ("planning", "Plan the next year together before June", "Both", 120, "The plan on one page"),
]
DECISIONS = [
    (Decision.RENEW, "Both sides see it working, and families come."),
    (Decision.IMPROVE, "It works; what is late is agreed on below."),
    (Decision.IMPROVE, "Sides see trust differently; they meet each month from now on."),
]  # fmt: skip


def make_evaluations(rng, people, today):
    load_standard()
    year = school_years.fall_year_of(today)
    EvaluationRubric.objects.update(in_use_since=school_years.first_day(year - 1))  # it was loaded today
    rubric = EvaluationRubric.objects.get(number=1)
    criteria = list(rubric.criteria.all())
    central = User.objects.get(pk=people.central)
    pairs = partnerships()
    for partner, school in pairs:
        works_at(partner, school, school_years.first_day(year - 1))
    last = make_round(
        rng, criteria, pairs, year - 1, school_years.last_day(year - 1) - timedelta(days=40), central, 3, today
    )
    decide(last, central)
    agree(last, central, people, today)
    # This year: half are shared, the home school's own waits for its side, one is late, one is with the district.
    due = today + timedelta(days=21)
    half = len(pairs) // 2
    make_round(rng, criteria, pairs[half:], year, max(today - timedelta(days=6), first_week(year)), central, 3, today)
    mine = [pair for pair in pairs[1:half] if pair[0].name == PARTNER_OF_THE_CONTACT]  # the contact has to rate
    make_round(rng, criteria, [pair for pair in pairs[:half] if pair not in mine], year, due, central, 1, today)
    make_round(rng, criteria, mine, year, due, central, 0, today)
    late = max(today - timedelta(days=4), first_week(year))
    make_round(rng, criteria, [(pairs[-1][0], None)], year, late, central, 0, today)


def first_week(year):
    return school_years.first_day(year) + timedelta(days=7)


def partnerships():
    """[(partner, school)], the contact's partner with the home school first."""
    contact = Partner.objects.filter(name=PARTNER_OF_THE_CONTACT)
    others = Partner.objects.filter(name__in=AREAS, is_active=True).exclude(name=PARTNER_OF_THE_CONTACT)
    partners = [*contact, *others[:PARTNERS]]
    home = School.objects.filter(code=HOME_SCHOOL)
    schools = [*home, *School.objects.filter(closed_on=None).exclude(code=HOME_SCHOOL).order_by("code")[:SCHOOLS]]
    return [(partner, school) for school in schools for partner in partners]


def make_round(rng, criteria, pairs, year, due_on, central, handed_in, today):
    """One evaluation for each pair, of whose sides the first so many have handed in; with all three it is shared."""
    opened_on = max(due_on - timedelta(days=45), school_years.first_day(year))
    made = Evaluation.objects.bulk_create(
        Evaluation(partner=partner, school=school, fall_year=year, rubric=criteria[0].rubric, opened_by=central,
                   opened_on=opened_on, due_on=due_on)
        for partner, school in pairs
    )  # fmt: skip
    sides = EvaluationSide.objects.bulk_create(
        EvaluationSide(evaluation=one, side=side, code=new_code() if side == Side.FAMILIES else None)
        for one in made
        for side in Side
    )
    order = list(Side)[:handed_in]
    in_ = [one for one in sides if one.side in order]
    CriterionRating.objects.bulk_create(
        CriterionRating(side=side, criterion=one, level=level, evidence=seen(side, one) if level else "")
        for side in in_
        if side.side != Side.FAMILIES
        for one in criteria
        for level in [drawn_level(rng, side, one)]
    )
    FamilyCount.objects.bulk_create(
        count
        for number, side in enumerate(sides)
        if side.side == Side.FAMILIES
        for count in family_counts(rng, side, criteria, 6 if number % 4 == 0 else 24)
    )
    EvaluationSide.objects.filter(pk__in=[one.pk for one in in_]).update(
        submitted_on=min(due_on - timedelta(days=3), today)
    )
    if handed_in == len(Side):
        shared_on = min(due_on - timedelta(days=2), today)
        Evaluation.objects.filter(pk__in=[one.pk for one in made]).update(shared_on=shared_on)
        for one in made:
            one.shared_on = shared_on
    return made


def drawn_level(rng, side, criterion):
    """Near what the text says; the school cannot always say."""
    school, partner = LEVEL[criterion.code]
    if side.side == Side.SCHOOL:
        return rng.choice([school, school, school, max(school - 1, 1), min(school + 1, 4), None])
    return rng.choice([partner, partner, max(partner - 1, 1), min(partner + 1, 4)])


def seen(side, criterion):
    return (SEEN_BY_PARTNER if side.side == Side.PARTNER else SEEN)[criterion.code]


def family_counts(rng, side, criteria, forms):
    yield FamilyCount(side=side, criterion=None, value=0, total=forms)
    for one in criteria:
        if one.families_ask:
            yes = rng.randint(forms // 3, forms // 2)
            for value, total in ((4, yes), (3, forms - yes - 2), (1, 1), (0, 1)):
                yield FamilyCount(side=side, criterion=one, value=value, total=total)


def decide(evaluations, central):
    for number, one in enumerate(evaluations):
        if number % 4 == 3:
            continue
        one.decision, one.decision_reason = DECISIONS[number % len(DECISIONS)]
        one.decided_by, one.decided_on = central, one.shared_on + timedelta(days=14)
    Evaluation.objects.bulk_update(
        [one for one in evaluations if one.decision], ["decision", "decision_reason", "decided_by", "decided_on"]
    )


def agree(evaluations, central, people, today):
    criteria = {one.code: one for one in evaluations[0].rubric.criteria.all()}
    rows = []
    for evaluation in evaluations[:6]:
        for code, what, who, days, shown_by in ACTIONS:
            owner = people.principals.get(evaluation.school_id) if code == "trust" else None
            rows.append(
                AgreedAction(
                    evaluation=evaluation, criterion=criteria[code], what=what, owner_id=owner,
                    who="" if owner else who, due_on=today + timedelta(days=days), shown_by=shown_by,
                )
            )  # fmt: skip
    for one in rows[4::3]:
        one.state, one.ended_on, one.ended_note = "DONE", today - timedelta(days=3), "Both evenings are in the log."
    made = AgreedAction.objects.bulk_create(rows)
    AgreedNote.objects.create(action=made[0], by=central, text="The calls of the first two months took place.")
