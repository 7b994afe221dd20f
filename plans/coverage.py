"""Which initiatives and equity indicators the schools' action plans stand behind, and which nobody does (row 16)."""

from dataclasses import dataclass, field

from indicators.models import Indicator
from plans.models import Initiative, PlanCycle, PlanGoal, SchoolActionPlan

HEADERS = ["school_code", "school", "kind", "code", "name", "goals"]


@dataclass
class Column:
    """One initiative or indicator: how many of the schools with a plan have a goal for it."""

    key: tuple
    code: str
    name: str
    short_name: str
    url: str
    schools: set = field(default_factory=set)

    @property
    def total(self):
        return len(self.schools)


@dataclass
class Row:
    """One school: the number of goals under each column; `has_plan` is False where none is begun."""

    school: object
    has_plan: bool
    plan_url: str
    cells: list


@dataclass
class Coverage:
    initiatives: list
    indicators: list
    rows: list
    plans_total: int

    @property
    def columns(self):
        return [*self.initiatives, *self.indicators]

    @property
    def alone(self):
        """Initiatives that no school stands behind."""
        return [column for column in self.initiatives if not column.schools]

    def lines(self):
        """One line for each school and column with a goal: for the file."""
        for row in self.rows:
            for column, goals in zip(self.columns, row.cells, strict=True):
                if goals:
                    kind = column.key[0]
                    yield row.school.code, row.school.name, kind, column.code, column.name, goals


def of_year(schools, fall_year):
    """The `Coverage` of these schools' plans in a school year. Six queries, however many schools there are."""
    schools = list(schools)
    cycle = PlanCycle.objects.filter(first_fall_year__lte=fall_year).first()  # until the next one takes over
    in_force = Initiative.objects.filter(priority_action__cycle=cycle)
    initiatives = {
        one.pk: Column(("initiative", one.pk), one.code, one.title, one.code, one.get_absolute_url())
        for one in in_force.select_related("priority_action__cycle").order_by("code")
    }
    indicators = {
        one.pk: Column(("indicator", one.pk), one.code, one.name, one.short_name, one.get_absolute_url())
        for one in Indicator.objects.equity().order_by("position")
    }
    goals = {}
    of_plans = PlanGoal.objects.filter(plan__school__in=schools, plan__fall_year=fall_year)
    for goal in of_plans.select_related("plan__school").prefetch_related("initiatives"):
        counts = goals.setdefault(goal.plan.school_id, {})
        linked = [initiatives.get(one.pk) for one in goal.initiatives.all()] + [indicators.get(goal.indicator_id)]
        for column in filter(None, linked):
            counts[column.key] = counts.get(column.key, 0) + 1
            column.schools.add(goal.plan.school_id)
    begun = SchoolActionPlan.objects.filter(school__in=schools, fall_year=fall_year).select_related("school")
    plans = {plan.school_id: plan for plan in begun}
    columns = [*initiatives.values(), *indicators.values()]
    rows = [
        Row(
            school,
            school.pk in plans,
            plans[school.pk].get_absolute_url() if school.pk in plans else "",
            [goals.get(school.pk, {}).get(column.key, 0) for column in columns],
        )
        for school in schools
    ]
    return Coverage(list(initiatives.values()), list(indicators.values()), rows, len(plans))
