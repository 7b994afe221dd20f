from plans.models.action_plans import ActionStep, PlanComment, PlanGoal, PlanVersion, SchoolActionPlan
from plans.models.adopted import (
    CrossCuttingAim,
    Initiative,
    InitiativeAim,
    PlanCycle,
    PriorityAction,
    TheoryStatement,
)
from plans.models.check_ins import CheckIn
from plans.models.implementation import (
    BudgetLine,
    Completion,
    InitiativeWork,
    Milestone,
    OrderDecision,
    OrderLine,
    StatusUpdate,
)
from plans.models.plan_years import PlanReminder, PlanYear
from plans.models.reminders import ReminderRule
from plans.models.roll_overs import RollOver
from plans.models.stories import Story, StoryPermission, StoryPicture
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
    "CheckIn",
    "PlanReminder",
    "PlanYear",
    "RollOver",
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
    "ReminderRule",
    "ReserveRule",
    "SchoolAllocation",
    "SpendingCategory",
    "SpendingEntry",
    "StatusUpdate",
    "Story",
    "StoryPermission",
    "StoryPicture",
    "TheoryStatement",
    "TitleOneBudget",
]
