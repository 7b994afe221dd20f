"""/healthz and /readyz: what a load balancer, a container and an operator ask."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from fce_portal import health
from indicators.models import StaleCell


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(health, "_applied", False)


def test_healthz_answers_without_the_database(client):
    # No `django_db` mark: a query would fail the test.
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_says_that_all_is_well(client, broker):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "rollup_lag_seconds": 0,
        "broker": "ok",
    }


@pytest.mark.django_db
def test_the_migrations_are_looked_up_once_and_not_for_every_question(client, broker, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):  # the oldest stale cell
        client.get("/readyz")


@pytest.mark.django_db
def test_a_broker_that_is_down_degrades_but_pages_can_be_served(client, broker):
    broker.stop()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["broker"] == "ConnectionError"


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(1, "ok"), (20, "degraded")])
def test_rollups_that_lag_are_told(client, broker, minutes, status):
    marked_at = timezone.now() - timedelta(minutes=minutes)
    StaleCell.objects.create(source="activity", school_key=1, month=date(2015, 9, 1), marked_at=marked_at)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == status
    assert response.json()["rollup_lag_seconds"] == pytest.approx(minutes * 60, abs=30)


@pytest.mark.django_db
def test_a_missing_migration_means_not_ready(client, broker):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'governance'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "missing"


def test_a_database_that_is_down_means_not_ready(client, broker, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "migrations_are_missing", refuse)
    monkeypatch.setattr(health.connection, "close", lambda: None)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert response.json()["database"] == "OperationalError"
