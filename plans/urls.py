from django.urls import path

from plans.views import (
    action_plans,
    adopted,
    advice,
    check_ins,
    implementation,
    lists,
    plan_years,
    reminders,
    roll_over,
    title_one,
    title_one_changing,
)

app_name = "plans"

SCHOOL = "schools/<str:code>/<int:year>/"
urlpatterns = [  # before the cycles of the plan, which take any word
    path("schools/", action_plans.action_plan_list, name="action-plan-list"),
    path("schools/approve/", action_plans.action_plan_approve_several, name="action-plan-approve-several"),
    path("schools/remind/", plan_years.remind, name="plan-remind"),
    path("schools/coverage/", plan_years.plan_coverage, name="plan-coverage"),
    path("schools/<int:year>/", plan_years.plan_year, name="plan-year"),
    path(SCHOOL, action_plans.action_plan, name="action-plan"),
    path(SCHOOL + "begin/", action_plans.action_plan_begin, name="action-plan-begin"),
    path(SCHOOL + "part/<slug:part>/", action_plans.action_plan_part, name="action-plan-part"),
    path(SCHOOL + "goals/add/", action_plans.goal_add, name="goal-add"),
    path(SCHOOL + "goals/<int:pk>/edit/", action_plans.goal_edit, name="goal-edit"),
    path(SCHOOL + "goals/<int:pk>/remove/", action_plans.goal_remove, name="goal-remove"),
    path(SCHOOL + "goals/<int:goal>/steps/add/", action_plans.step_add, name="step-add"),
    path(SCHOOL + "steps/<int:pk>/edit/", action_plans.step_edit, name="step-edit"),
    path(SCHOOL + "steps/<int:pk>/file/", action_plans.step_evidence, name="step-evidence"),
    path(SCHOOL + "check-ins/add/", check_ins.check_in_add, name="check-in-add"),
    path(SCHOOL + "check-ins/<int:pk>/edit/", check_ins.check_in_edit, name="check-in-edit"),
    path(SCHOOL + "steps/<int:pk>/remove/", action_plans.step_remove, name="step-remove"),
    path(SCHOOL + "comments/<slug:passage>/add/", action_plans.comment_add, name="comment-add"),
    path(SCHOOL + "comments/<int:pk>/resolve/", action_plans.comment_resolve, name="comment-resolve"),
    path(SCHOOL + "advice/ask/", advice.advice_ask, name="advice-ask"),
    path(SCHOOL + "move/<slug:name>/", action_plans.action_plan_move, name="action-plan-move"),
    path(SCHOOL + "versions/<int:number>/", action_plans.action_plan_version, name="action-plan-version"),
]
YEAR = "title-1/<int:year>/"
urlpatterns += [
    path("lists/", lists.lists, name="lists"),
    path("lists/<slug:name>/", lists.list_file, name="list-file"),
    path("title-1/", title_one.title_one, name="title-one"),
    path("title-1/thresholds/", title_one.title_one_thresholds, name="title-one-thresholds"),
    path("title-1/thresholds/add/", title_one_changing.thresholds_add, name="title-one-thresholds-add"),
    path("title-1/thresholds/<int:pk>/edit/", title_one_changing.thresholds_edit, name="title-one-thresholds-edit"),
    path("title-1/planned/<int:pk>/edit/", title_one_changing.planned_edit, name="planned-edit"),
    path("title-1/planned/<int:pk>/remove/", title_one_changing.planned_remove, name="planned-remove"),
    path("title-1/spending/<int:pk>/", title_one.spending_detail, name="spending-detail"),
    path("title-1/spending/<int:pk>/edit/", title_one_changing.spending_edit, name="spending-edit"),
    path("title-1/spending/<int:pk>/reverse/", title_one_changing.spending_reverse, name="spending-reverse"),
    path(YEAR, title_one.title_one_year, name="title-one-year"),
    path(YEAR + "edit/", title_one_changing.title_one_edit, name="title-one-edit"),
    path(YEAR + "share-out/", title_one_changing.title_one_share_out, name="title-one-share-out"),
    path(YEAR + "audit/", title_one.title_one_audit, name="title-one-audit"),
    path(YEAR + "central-office/", title_one.title_one_central, name="title-one-central"),
    path(YEAR + "schools/<str:code>/", title_one.title_one_school, name="title-one-school"),
    path(YEAR + "schools/<str:code>/part/", title_one_changing.title_one_allocation, name="title-one-allocation"),
    path(YEAR + "planned/add/", title_one_changing.planned_add, name="planned-add"),
    path(YEAR + "spending/import/", title_one_changing.spending_import, name="spending-import"),
    path(YEAR + "spending/add/", title_one_changing.spending_add, name="spending-add"),
]
urlpatterns += [
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/<int:pk>/remove/", reminders.reminder_remove, name="reminder-remove"),
    path("reminders/holidays/<int:pk>/remove/", reminders.day_off_remove, name="day-off-remove"),
]
urlpatterns += [
    path("", adopted.plan_overview, name="plan-overview"),
    path("<slug:cycle>/", adopted.cycle_detail, name="cycle-detail"),
    path("<slug:cycle>/theory/", adopted.theory_detail, name="theory-detail"),
    path("<slug:cycle>/actions/<str:code>/", adopted.priority_action_detail, name="priority-action-detail"),
    path("<slug:cycle>/initiatives/<str:code>/", adopted.initiative_detail, name="initiative-detail"),
    path("<slug:cycle>/initiatives/<str:code>/aims/", adopted.initiative_aims, name="initiative-aims"),
    path("<slug:cycle>/initiatives/<str:code>/aims/<int:pk>/remove/", adopted.initiative_aim_remove, name="aim-remove"),
]
urlpatterns += [
    path(
        "<slug:cycle>/actions/<str:code>/implementation/",
        implementation.implementation_detail,
        name="implementation-detail",
    ),
    path("<slug:cycle>/actions/<str:code>/order/", implementation.order_decide, name="order-decide"),
    path("<slug:cycle>/initiatives/<str:code>/work/", implementation.work_detail, name="work-detail"),
    path("<slug:cycle>/initiatives/<str:code>/work/edit/", implementation.work_edit, name="work-edit"),
    path("<slug:cycle>/initiatives/<str:code>/updates/add/", implementation.update_add, name="update-add"),
    path("<slug:cycle>/initiatives/<str:code>/milestones/add/", implementation.milestone_add, name="milestone-add"),
    path("<slug:cycle>/initiatives/<str:code>/budget/add/", implementation.budget_add, name="budget-add"),
    path("years/<int:year>/", roll_over.roll_over, name="roll-over"),
    path("years/undo/<int:pk>/", roll_over.roll_over_undo, name="roll-over-undo"),
    path("milestones/<int:pk>/edit/", implementation.milestone_edit, name="milestone-edit"),
    path("milestones/<int:pk>/done/", implementation.milestone_done, name="milestone-done"),
    path("milestones/<int:pk>/reopen/", implementation.milestone_reopen, name="milestone-reopen"),
    path("completions/<int:pk>/file/", implementation.completion_evidence, name="completion-evidence"),
    path("milestones/<int:pk>/drop/", implementation.milestone_drop, name="milestone-drop"),
    path("budget/<int:pk>/edit/", implementation.budget_edit, name="budget-edit"),
    path("budget/<int:pk>/remove/", implementation.budget_remove, name="budget-remove"),
]
