from django.urls import path

from indicators import import_urls
from indicators.views import dashboards, indicator, operations, rule, scorecard, targets

app_name = "indicators"

urlpatterns = [
    *import_urls.urlpatterns,
    path("operations/", operations.operations, name="operations"),
    path("operations/start/", operations.operations_start, name="operations-start"),
    path("operations/jobs/<int:pk>/run-again/", operations.job_run_again, name="job-run-again"),
    path("dashboard/", dashboards.district_dashboard, name="district-dashboard"),
    path("schools/<str:code>/dashboard/", dashboards.school_dashboard, name="school-dashboard"),
    path("scorecard/", scorecard.scorecard, name="scorecard"),
    path("scorecard/elements/", scorecard.scorecard_elements, name="scorecard-elements"),
    path("scorecard/changes/", scorecard.scorecard_changes, name="scorecard-changes"),
    path("scorecard/coverage/", scorecard.scorecard_coverage, name="scorecard-coverage"),
    path("indicators/<slug:code>/", indicator.indicator_detail, name="indicator-detail"),
    path("indicators/<slug:code>/figure/", indicator.value_detail, name="value-detail"),
    path("publication-rule/", rule.rule_edit, name="rule-edit"),
    path("publication-rule/progress/", rule.rule_progress, name="rule-progress"),
    path("indicators/<slug:code>/targets/", targets.target_list, name="target-list"),
    path("indicators/<slug:code>/targets/path/", targets.target_path, name="target-path"),
    path("indicators/<slug:code>/targets/<int:pk>/withdraw/", targets.target_delete, name="target-delete"),
]
