"""The books of a fiscal year: what the rows of the Title I engagement budget add up to, for each school and in all.

Nothing here is stored; every sum is worked out from the rows when somebody looks.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, Decimal

from django.db.models import Sum
from django.utils import timezone

from district import school_years
from district.models import School, SchoolProfile
from plans.models import (
    PlannedSpending,
    ReserveRule,
    SchoolAllocation,
    SpendingCategory,
    SpendingEntry,
    TitleOneBudget,
)
from plans.money import CENT, percent_of

NOTHING = Decimal(0)


@dataclass
class Line:
    """What one school has and does with it; `school` is None for central office, which has what is not given away.

    `is_title1` and `is_high_need` are None where the facts of that year are not known.
    """

    school: School | None = None
    amount: Decimal = NOTHING
    carried_over: Decimal = NOTHING
    planned: Decimal = NOTHING
    spent: Decimal = NOTHING
    is_title1: bool | None = None
    is_high_need: bool | None = None
    has_allocation: bool = False

    @property
    def given(self):
        return self.amount + self.carried_over

    @property
    def left(self):
        return self.given - self.spent

    @property
    def is_overspent(self):
        return self.left < 0

    @property
    def overspent(self):
        """How much more is spent than there is; nothing where there is enough."""
        return max(-self.left, NOTHING)

    @property
    def is_overplanned(self):
        return self.planned > self.given

    @property
    def spent_percent(self):
        return percent_of(self.spent, self.given)


@dataclass
class Books:
    """A year's budget with its lines. `taken_over` is what the next year's budget says was left of this one, if any."""

    budget: TitleOneBudget
    rule: ReserveRule | None
    lines: list = field(default_factory=list)
    central_planned: Decimal = NOTHING
    central_spent: Decimal = NOTHING
    entries_total: int = 0
    taken_over: Decimal | None = None
    today: date = field(default_factory=timezone.localdate)

    @property
    def required(self):
        """The least reserve required by law, in whole cents: rounded up, or it would be less than the percentage."""
        return self._percent(self.budget.allocation, self.rule.reserve_percent) if self.is_bound else NOTHING

    @property
    def is_bound(self):
        """Whether the duty to reserve holds: not where the percentage comes to no more than the law exempts."""
        if self.rule is None:
            return False
        return self.budget.allocation * self.rule.reserve_percent / 100 > self.rule.exempt_up_to

    @property
    def schools_base(self):
        """What the schools' percentage is taken of; the reserve, or the least that the law asks where that is less."""
        reserve = self.budget.reserve or NOTHING
        return min(reserve, self.required) if self.rule and self.rule.counts_required_only else reserve

    @property
    def required_to_schools(self):
        return self._percent(self.schools_base, self.rule.schools_percent) if self.is_bound else NOTHING

    @staticmethod
    def _percent(amount, percent):
        return (amount * percent / 100).quantize(CENT, ROUND_CEILING)

    @property
    def available(self):
        return self.budget.available()

    @property
    def to_schools(self):
        """Given to schools of this year's reserve, without what they keep of the year before."""
        return sum((line.amount for line in self.lines), NOTHING)

    @property
    def kept_by_schools(self):
        return sum((line.carried_over for line in self.lines), NOTHING)

    @property
    def given(self):
        return self.to_schools + self.kept_by_schools

    @property
    def held(self):
        """What is not given to any school; below zero where more was given than there is."""
        return self.available - self.given

    @property
    def central(self):
        """Central office as a line of its own, with what is not given away."""
        return Line(amount=self.held, planned=self.central_planned, spent=self.central_spent)

    @property
    def planned(self):
        return sum((line.planned for line in self.lines), self.central_planned)

    @property
    def spent(self):
        return sum((line.spent for line in self.lines), self.central_spent)

    @property
    def left(self):
        return self.available - self.spent

    @property
    def is_over(self):
        return self.today > school_years.last_day(self.budget.school_year_id)

    def line_of(self, school):
        return next((line for line in self.lines if line.school == school), Line(school))


def books_of(budget, today=None):
    """The books of a budget. Eight queries, however many schools and entries there are."""
    fall_year = budget.school_year_id
    rule = ReserveRule.objects.in_force(fall_year)
    planned = sums_of(PlannedSpending, budget)
    spent = sums_of(SpendingEntry, budget)
    allocations = {one.school_id: one for one in SchoolAllocation.objects.filter(budget=budget)}
    schools = School.objects.filter(pk__in={*allocations, *planned, *spent} - {None}).order_by("name", "code")
    facts = {one.school_id: one for one in SchoolProfile.objects.in_year(fall_year).filter(school__in=schools)}
    following = TitleOneBudget.objects.filter(school_year=fall_year + 1).values_list("carried_over", flat=True).first()
    return Books(
        budget=budget,
        rule=rule,
        lines=[
            line_of(
                school, allocations.get(school.pk), facts.get(school.pk), rule,
                planned=planned.get(school.pk, NOTHING), spent=spent.get(school.pk, NOTHING),
            )
            for school in schools
        ],
        central_planned=planned.get(None, NOTHING),
        central_spent=spent.get(None, NOTHING),
        entries_total=SpendingEntry.objects.filter(budget=budget).count(),
        taken_over=following,
        today=today or timezone.localdate(),
    )  # fmt: skip


def sums_of(model, budget):
    """{school id, None for central office: sum of the amounts}."""
    sums = model.objects.filter(budget=budget).order_by().values_list("school").annotate(total=Sum("amount"))
    return dict(sums)


def line_of(school, allocation, facts, rule, *, planned, spent):
    return Line(
        school=school,
        amount=allocation.amount if allocation else NOTHING,
        carried_over=allocation.carried_over if allocation else NOTHING,
        planned=planned,
        spent=spent,
        is_title1=facts.is_title1 if facts else None,
        is_high_need=facts.tier in rule.high_need_tiers if facts and facts.tier and rule else None,
        has_allocation=allocation is not None,
    )


def title_one_schools(fall_year):
    """The open schools that the dated facts call Title I schools in a school year (on the state's count day)."""
    served = SchoolProfile.objects.in_year(fall_year).filter(is_title1=True)
    return School.objects.open_in(fall_year).filter(pk__in=served.values("school"))


def by_category(budget, **where):
    """[(category, planned, spent)] of a budget, or of its rows `where` something holds: those that have either."""
    planned, spent = (
        dict(
            model.objects.filter(budget=budget, **where)
            .order_by()
            .values_list("category")
            .annotate(total=Sum("amount"))
        )
        for model in (PlannedSpending, SpendingEntry)
    )
    categories = SpendingCategory.objects.filter(pk__in={*planned, *spent})
    return [(one, planned.get(one.pk, NOTHING), spent.get(one.pk, NOTHING)) for one in categories]
