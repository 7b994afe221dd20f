from plans.models.action_plans import ActionStep, PlanComment, PlanGoal, PlanVersion, SchoolActionPlan
from plans.models.adopted import (
    CrossCuttingAim,
    Initiative,
    InitiativeAim,
    PlanCycle,
    PriorityAction,
    TheoryStatement,
)
from plans.models.implementation import (
    BudgetLine,
    Completion,
    InitiativeWork,
    Milestone,
    OrderDecision,
    OrderLine,
    StatusUpdate,
)
from plans.models.title_one import (
    PlannedSpending,
    ReserveRule,
    SchoolAllocation,
    SpendingCategory,
    SpendingEntry,
    TitleOneBudget,
)

__all__ = [
    "ActionStep",
    "PlanComment",
    "PlanGoal",
    "PlanVersion",
    "SchoolActionPlan",
    "BudgetLine",
    "Completion",
    "CrossCuttingAim",
    "Initiative",
    "InitiativeAim",
    "InitiativeWork",
    "Milestone",
    "OrderDecision",
    "OrderLine",
    "PlanCycle",
    "PlannedSpending",
    "PriorityAction",
    "ReserveRule",
    "SchoolAllocation",
    "SpendingCategory",
    "SpendingEntry",
    "StatusUpdate",
    "TheoryStatement",
    "TitleOneBudget",
]
