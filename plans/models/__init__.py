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
from plans.models.reminders import ReminderRule

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
    "ReminderRule",
    "StatusUpdate",
    "TheoryStatement",
]
