"""The bell rings once a transaction, after it, and never breaks a page."""

import pytest
from django.db import connection, transaction

from indicators import tasks


@pytest.fixture(autouse=True)
def nothing_rung_before(monkeypatch):
    monkeypatch.setattr(tasks, "_silent_until", 0.0)
    monkeypatch.setattr(tasks, "_covered_until", 0.0)


@pytest.fixture
def rung(monkeypatch):
    rings = []
    monkeypatch.setattr(tasks.refresh_stale_cells, "apply_async", lambda **options: rings.append(options))
    return rings


@pytest.mark.django_db(transaction=True)
def test_it_rings_once_after_the_commit(rung):
    with transaction.atomic():
        tasks.ring()
        tasks.ring()
        assert rung == []
    assert len(rung) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_does_not_ring(rung):
    with transaction.atomic():
        tasks.ring()
        transaction.set_rollback(True)
    assert rung == []
    assert connection.run_on_commit == []


@pytest.mark.django_db(transaction=True)
def test_a_bell_on_its_way_serves_those_who_save_before_it_is_heard(rung, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(tasks.time, "monotonic", lambda: now)
    tasks.ring()
    now += tasks.COVERS_SECONDS / 2
    tasks.ring()
    assert rung == [{"retry": False, "countdown": tasks.HEARD_AFTER_SECONDS}]
    assert tasks.HEARD_AFTER_SECONDS > tasks.COVERS_SECONDS

    now += tasks.COVERS_SECONDS
    tasks.ring()

    assert len(rung) == 2


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_a_save_goes_through_and_the_next_one_does_not_even_try(broker, caplog):
    broker.stop()
    tasks.ring()
    tasks.ring()
    assert [record.levelname for record in caplog.records if record.name == tasks.__name__] == ["WARNING"]
