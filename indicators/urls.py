from django.urls import path

from indicators import import_urls
from indicators.views import (
    dashboards,
    indicator,
    operations,
    rule,
    school_targets,
    target_cycles,
    target_overview,
    targets,
)

app_name = "indicators"

urlpatterns = [
    *import_urls.urlpatterns,
    path("operations/", operations.operations, name="operations"),
    path("operations/start/", operations.operations_start, name="operations-start"),
    path("operations/jobs/<int:pk>/run-again/", operations.job_run_again, name="job-run-again"),
    path("dashboard/", dashboards.district_dashboard, name="district-dashboard"),
    path("schools/<str:code>/dashboard/", dashboards.school_dashboard, name="school-dashboard"),
    path("indicators/<slug:code>/", indicator.indicator_detail, name="indicator-detail"),
    path("indicators/<slug:code>/figure/", indicator.value_detail, name="value-detail"),
    path("publication-rule/", rule.rule_edit, name="rule-edit"),
    path("publication-rule/progress/", rule.rule_progress, name="rule-progress"),
    path("indicators/<slug:code>/targets/", targets.target_list, name="target-list"),
    path("indicators/<slug:code>/targets/path/", targets.target_path, name="target-path"),
    path("indicators/<slug:code>/targets/<int:pk>/withdraw/", targets.target_delete, name="target-delete"),
    path("indicators/<slug:code>/targets/<int:pk>/edit/", targets.target_edit, name="target-edit"),
    path("indicators/<slug:code>/targets/baseline/", targets.baseline_restate, name="target-baseline"),
    path("indicators/<slug:code>/targets/schools/", school_targets.target_many, name="target-many"),
    path("indicators/<slug:code>/targets/adding-up/", target_overview.target_sum, name="target-sum"),
    path("targets/", target_overview.target_overview, name="target-overview"),
    path("targets/proposals/<int:pk>/", school_targets.target_answer, name="target-answer"),
    path("targets/cycles/begin/", target_cycles.cycle_begin, name="target-cycle-begin"),
    path("targets/cycles/<int:pk>/", target_cycles.cycle_detail, name="target-cycle"),
    path("targets/cycles/<int:pk>/adopt/", target_cycles.cycle_adopt, name="target-cycle-adopt"),
    path("targets/cycles/<int:pk>/remove/", target_cycles.cycle_remove, name="target-cycle-remove"),
    path("schools/<str:code>/targets/", school_targets.school_target_list, name="school-targets"),
    path(
        "schools/<str:code>/targets/<slug:indicator>/propose/",
        school_targets.school_target_propose,
        name="school-target-propose",
    ),
    path("schools/<str:code>/targets/<int:pk>/edit/", school_targets.school_target_edit, name="school-target-edit"),
    path(
        "schools/<str:code>/targets/<int:pk>/withdraw/",
        school_targets.school_target_withdraw,
        name="school-target-withdraw",
    ),
]
