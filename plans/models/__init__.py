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
    "PriorityAction",
    "StatusUpdate",
    "TheoryStatement",
]
