"""`/metrics`: for who may, in the words of Prometheus, by names of pages and nothing that grows."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from django.db import OperationalError
from django.test import RequestFactory
from prometheus_client.parser import text_string_to_metric_families

from district import tracing
from district.trail import sealing, verifying
from fce_portal import measuring
from fce_portal.running import metrics
from tests.factories import BackupFactory, JobFactory, OutgoingMailFactory, TaskRunFactory, UserFactory

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def asked(settings, *, token="", addresses=(), given="", caller="10.0.0.7"):
    settings.METRICS_TOKEN, settings.METRICS_ADDRESSES = token, list(addresses)
    return metrics.may_read(RequestFactory().get("/metrics", headers={"Authorization": given}, REMOTE_ADDR=caller))


@pytest.mark.parametrize(
    ("may", "facts"),
    [
        (False, {}),
        (False, {"given": "Bearer "}),
        (True, {"token": "abc", "given": "Bearer abc"}),
        (False, {"token": "abc", "given": "Bearer abd"}),
        (False, {"token": "abc"}),
        (True, {"addresses": ["10.0.0.0/8"]}),
        (False, {"addresses": ["10.0.0.8"]}),
        (False, {"addresses": ["10.0.0.0/8"], "caller": "not an address"}),
    ],
)
def test_who_may_read(settings, may, facts):
    assert asked(settings, **facts) is may


@pytest.mark.django_db
def test_by_default_there_is_no_such_page(client):
    assert client.get("/metrics").status_code == 404


@pytest.fixture
def read(client, settings, broker):
    settings.METRICS_TOKEN = "abc"

    def read():
        response = client.get("/metrics", headers={"Authorization": "Bearer abc"})
        assert response.status_code == 200
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(response.content.decode())
            for sample in family.samples
        }

    return read


@pytest.mark.django_db
def test_the_state_of_the_portal_is_told(read, django_assert_max_num_queries):
    OutgoingMailFactory(state="FAILED", reason="550")
    JobFactory(state="FAILED")
    TaskRunFactory(name="verify-rollups", state="FAILED", error="ValueError")
    TaskRunFactory(name="sweep-drafts")
    backup = BackupFactory()
    BackupFactory(state="FAILED", reason="the disk is full")
    sealing.seal_all()
    verifying.verify_and_record()
    with django_assert_max_num_queries(15):
        found = read()
    assert found["portal_database_up",] == found["portal_broker_up",] == 1
    assert found["portal_mails", "failed"] == found["portal_jobs", "failed"] == 1
    assert found["portal_task_failed", "verify-rollups"] == 1
    assert found["portal_task_last_seconds", "sweep-drafts"] == pytest.approx(2)
    assert found["portal_rollup_lag_seconds",] == 0
    assert found["portal_backup_last_good_timestamp_seconds",] == pytest.approx(backup.finished_at.timestamp())
    assert found["portal_audit_last_seal_timestamp_seconds",] == pytest.approx(time.time(), abs=60)
    assert found["portal_audit_differences",] == 0
    assert found["portal_database_connections",] >= 1


@pytest.mark.django_db
def test_a_database_and_a_broker_that_are_down_are_told(read, broker, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(metrics, "database", refuse)
    monkeypatch.setattr(metrics.connection, "close", lambda: None)
    broker.stop()
    found = read()
    assert found["portal_database_up",] == found["portal_broker_up",] == 0


def test_requests_are_counted_by_the_name_of_the_page(settings, rf):
    settings.METRICS_TOKEN = "abc"

    def answer(request):
        tracing.page.set(request.name)
        return metrics.HttpResponse(status=404)

    measure = measuring.MeasuringMiddleware(answer)
    for path in ("/schools/1/", "/schools/2/", "/nowhere/"):
        request = rf.get(path)
        request.name = "district:school-detail" if "schools" in path else ""
        measure(request)
    counted = {
        sample.labels["page"]: sample.value
        for family in measuring.OWN.collect()
        for sample in family.samples
        if sample.name == "portal_requests_total"
    }
    assert counted["district:school-detail"] >= 2 and counted["none"] >= 1
    assert not any("/" in page for page in counted)


def test_processes_share_a_folder_and_one_that_is_replaced_leaves_its_place(tmp_path):
    code = """
from fce_portal import measuring
measuring.REQUESTS.labels("home", 200).inc()
from prometheus_client import generate_latest
print(generate_latest(measuring.registry()).decode())
"""
    told = ""
    for place in ("0", "1", "0"):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
            "PORTAL_PLACE": place,
        }
        told = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        ).stdout
    assert 'portal_requests_total{page="home",status="200"} 3.0' in told
    assert {file.name for file in tmp_path.glob("counter_*")} == {"counter_0.db", "counter_1.db"}


@pytest.mark.django_db
def test_sign_ins_are_counted_by_how_they_ended(client, settings):
    def counted():
        return [measuring.SIGN_INS.labels(outcome)._value.get() for outcome in ("done", "failed")]

    before = counted()
    client.login(email="nobody@hartford.example", password="wrong")
    assert counted() == before, "nobody may read it: nothing is counted"
    settings.METRICS_TOKEN = "abc"
    client.login(email="nobody@hartford.example", password="wrong")
    client.force_login(UserFactory())
    assert counted() == [before[0] + 1, before[1] + 1]


# ------------------------------------------------------------------ the example of alerts


@pytest.mark.django_db
def test_every_alert_asks_for_something_that_the_portal_tells(read):
    groups = yaml.safe_load((DEPLOY / "prometheus" / "portal-alerts.yml").read_text())["groups"]
    known = {name for name, *_labels in read()} | {
        "up",
        "portal_requests_total",
        "portal_sign_ins_total",
        "portal_request_seconds_bucket",
        "portal_task_failed",
        "portal_task_late",
        "portal_backup_last_good_timestamp_seconds",
        "portal_audit_differences",
    }
    for rule in (rule for group in groups for rule in group["rules"]):
        assert set(re.findall(r"\b(?:portal_\w+|up)\b", rule["expr"])) <= known, rule["alert"]
        assert rule["labels"]["severity"] in ("page", "ticket") and rule["annotations"]["summary"]
        assert rule["expr"].count("(") == rule["expr"].count(")")


def test_the_example_reads_the_alerts_beside_it():
    read = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())
    assert read["rule_files"] == ["portal-alerts.yml"]
    assert read["scrape_configs"][0]["metrics_path"] == "/metrics"
