"""The Title I engagement budget of the demo: last year's is spent and carried over, this year's is being spent.

The amounts are invented. This year one school has spent a little more than it was given, so that a warning can be seen.
"""

from datetime import date, timedelta
from decimal import Decimal

from district import school_years
from district.models import School, SchoolYear, User
from fce_portal.demo.people import HOME_SCHOOL
from plans.models import (
    Initiative,
    Milestone,
    PlannedSpending,
    ReserveRule,
    SpendingCategory,
    SpendingEntry,
    TitleOneBudget,
)
from plans.title_one.acts import newest_change, reverse_entry, share_out
from plans.title_one.books import books_of

CENTRAL = "central@hartford.example"
ALLOCATIONS = {-1: (Decimal("11912480.00"), Decimal(119200)), 0: (Decimal("12047316.00"), Decimal(126000))}
TO_SCHOOLS = Decimal("0.92")
FAMILIES = (
    "Two evenings in English and Spanish with interpreters, and a vote of the council chairs. Families asked for child "
    "care at every evening, for books to keep, and for interpreters whom they know."
)
# what, category, initiative, vendor, share of the school's part
SCHOOL_LINES = [
    ("Child care and food at family evenings", "REACH", "1.3", "Park Street Bakery (invented)", Decimal("0.35")),
    ("Books in two languages to take home", "REACH", "1.4", "Two Rivers Books (invented)", Decimal("0.30")),
    ("Interpreters for conferences", "REACH", "1.1", "Lingua Cooperative (invented)", Decimal("0.20")),
    ("Stipends for parents who visit homes with teachers", "STAFF", "1.3", "Payroll (invented)", Decimal("0.15")),
]  # fmt: skip
CENTRAL_LINES = [
    ("Training for teams of staff and parents", "STAFF", "1.3", "Bridge Training Group (invented)", Decimal(4800)),
    ("Guide to good practice in two languages", "PRACTICE", "2.3", "Capitol Printers (invented)", Decimal(2400)),
    ("Sub-grant to a community organization", "COMMUNITY", "1.4", "Frog Hollow Families (invented)", Decimal(2000)),
]  # fmt: skip


def make_title_one(rng, people, today):
    this_year = school_years.fall_year_of(today)
    central = User.objects.get(email=CENTRAL)
    before = make_year(rng, people, central, this_year - 1, today, carried_over=Decimal(0))
    left = books_of(before).left
    budget = make_year(rng, people, central, this_year, today, carried_over=left)
    keep_what_was_left(budget, books_of(before))
    take_one_back(budget, people, today)


def make_year(rng, people, central, fall_year, today, *, carried_over):
    allocation, reserve = ALLOCATIONS[fall_year - school_years.fall_year_of(today)]
    budget = TitleOneBudget.objects.create(
        school_year=SchoolYear.objects.get(pk=fall_year),
        allocation=allocation,
        source=f"Grant award of the state, Title I, Part A, {school_years.label(fall_year)} (demonstration)",
        stated_on=date(fall_year, 7, 14),
        reserve=reserve,
        carried_over=carried_over,
        families_on=min(today, date(fall_year, 9, 17)),
        families_how=FAMILIES,
    )
    total = (reserve * TO_SCHOOLS).quantize(Decimal("0.01"))
    rule = ReserveRule.objects.in_force(fall_year)
    share_out(budget=budget, rule=rule, total=total, weight=Decimal("1.5"), seen=newest_change(budget))
    categories = {one.code: one for one in SpendingCategory.objects.all()}
    initiatives = {one.code: one for one in Initiative.objects.order_by("pk")}
    for part in budget.allocations.select_related("school"):
        author = people.principals.get(part.school_id, central.pk)
        lines = [(*line, part.amount * share) for *line, share in SCHOOL_LINES]
        plan_and_spend(rng, budget, part.school, author, lines, categories, initiatives, today)
    plan_and_spend(rng, budget, None, central.pk, CENTRAL_LINES, categories, initiatives, today)
    return budget


def plan_and_spend(rng, budget, school, author, lines, categories, initiatives, today):
    """A school plans all it has, and spends most of it over the year; some schools are slow, as schools are."""
    first = school_years.first_day(budget.fall_year)
    last = min(today, school_years.last_day(budget.fall_year))
    over = (last - first).days / 364
    pace = rng.choice([0.0, rng.uniform(0.4, 1.2), rng.uniform(0.7, 1.3)]) if over < 1 else rng.choice([0.92, 1.0, 1.0])
    if school is None or school.code == HOME_SCHOOL:
        pace = 1.0
    for what, category, initiative, vendor, amount in lines:
        amount = Decimal(amount).quantize(Decimal("0.01"))
        planned = PlannedSpending.objects.create(
            budget=budget, school=school, category=categories[category], what=what,
            initiative=initiatives[initiative], amount=amount,
        )  # fmt: skip
        share = over * pace * rng.uniform(0.6, 1.4) if over < 1 else pace
        spent = (amount * Decimal(str(round(min(share, 1), 3)))).quantize(Decimal("0.01"))
        if spent >= 1:
            enter(rng, planned, spent, vendor, author, first, last)


def enter(rng, planned, spent, vendor, author, first, last):
    """The sum in one invoice, or in two where it is large."""
    parts = [spent] if spent < 800 else [half := (spent / 2).quantize(Decimal("0.01")), spent - half]
    for part in parts:
        SpendingEntry.objects.create(
            budget=planned.budget, school=planned.school, category=planned.category, what=planned.what,
            initiative=planned.initiative, planned=planned, amount=part, vendor=vendor,
            milestone=milestone_of(planned.initiative) if not planned.school else None,
            spent_on=first + timedelta(days=rng.randint(min(40, (last - first).days), (last - first).days)),
            reference=f"PO-{rng.randint(10000, 99999)}", document="Title I binder, business office",
            entered_by_id=author,
        )  # fmt: skip


def milestone_of(initiative):
    return Milestone.objects.in_force().filter(work__initiative=initiative, each_school=False).first()


def keep_what_was_left(budget, before):
    """What a school did not spend last year stays with it."""
    left = {line.school.pk: line.left for line in before.lines if line.left > 0}
    for part in budget.allocations.filter(school__in=left):
        part.carried_over = left[part.school_id]
        part.save()


def take_one_back(budget, people, today):
    """An invoice that the home school entered twice and took back; and one school that spent too much."""
    home = School.objects.get(code=HOME_SCHOOL)
    entries = budget.spending_entries.order_by("spent_on", "pk")
    if first := entries.filter(school=home).first():
        reverse_entry(
            entry=copy_of(first, first.amount, first.reference), on=max(first.spent_on, today - timedelta(days=3)),
            reason="Entered twice", by=first.entered_by,
        )  # fmt: skip
    part = budget.allocations.exclude(school=home).filter(amount__gt=0, school__in=entries.values("school")).first()
    if part:
        line = books_of(budget, today).line_of(part.school)
        copy_of(entries.filter(school=part.school).first(), line.left + Decimal("86.40"), "PO-70112")


def copy_of(entry, amount, reference):
    same = ("budget", "school", "category", "what", "initiative", "planned", "vendor", "spent_on", "entered_by")
    fields = {name: getattr(entry, name) for name in same}
    return SpendingEntry.objects.create(**fields, amount=amount, reference=reference)
