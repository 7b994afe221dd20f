from django.apps import AppConfig
from django.core.signals import got_request_exception


class PortalConfig(AppConfig):
    name = "fce_portal"
    verbose_name = "FCE Portal"

    def ready(self):
        """Listen to what goes wrong, runs by itself, or takes long."""
        from celery import signals

        from district import faults, runs
        from fce_portal import slow_queries

        got_request_exception.connect(faults.of_request, dispatch_uid="faults")
        signals.task_failure.connect(faults.of_task, dispatch_uid="faults")
        signals.task_prerun.connect(runs.begun, dispatch_uid="runs")
        signals.task_postrun.connect(runs.ended, dispatch_uid="runs")
        slow_queries.listen()
