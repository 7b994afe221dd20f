from django.urls import path

from indicators.views import operations

app_name = "indicators"

urlpatterns = [
    path("operations/", operations.operations, name="operations"),
    path("operations/start/", operations.operations_start, name="operations-start"),
    path("operations/jobs/<int:pk>/run-again/", operations.job_run_again, name="job-run-again"),
]
