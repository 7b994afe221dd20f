"""The services that the tests themselves stand on."""

import pytest
from django.db import connection

from fce_portal.celery import app
from tests.services import wait_for


def workers_that_answer():
    with app.connection_for_write() as fresh:  # a broker that was restarted has closed the pooled ones
        return len(app.control.ping(timeout=1, connection=fresh))


@pytest.mark.django_db
def test_the_database_is_postgresql_and_of_this_test_process():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_user, current_database()")
        version, user, database = cursor.fetchone()
    assert version >= 150000
    assert user == "portal"
    assert database.startswith("test_")


def test_a_worker_on_the_tests_database_does_what_the_broker_brings(celery_worker_process, broker):
    celery_worker_process()
    assert workers_that_answer() == 1


def test_a_worker_can_be_shot_and_the_broker_stopped(celery_worker_process, broker):
    first, second = celery_worker_process(wait=False), celery_worker_process(wait=False)
    first.wait_until_ready()
    second.wait_until_ready()
    first.kill()
    assert first.process.poll() is not None and second.process.poll() is None

    broker.stop()
    assert not broker.server.answers()
    broker.start()
    wait_for(lambda: workers_that_answer() == 1, seconds=20)
