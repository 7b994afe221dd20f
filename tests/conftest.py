"""Fixtures for every test: the database, the broker, Celery workers, the browser."""

import gc
import os
import shutil

import pytest
from django.core.cache import cache
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from district import portal_settings
from fce_portal import embedded, translations
from indicators import kept_pages
from tests import sharing
from tests.services import Broker, Workers, empty_what_is_filled, run_sql, template_database
from tests.settings import MEDIA_ROOT, SERVICES, TEST_VAR

SLOW_DRAWS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
hypothesis_settings.register_profile("default", max_examples=15, deadline=None, suppress_health_check=SLOW_DRAWS)
hypothesis_settings.register_profile("thorough", max_examples=500, deadline=None, suppress_health_check=SLOW_DRAWS)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure():
    """Spanish in the tests is today's Spanish."""
    translations.compile_stale()


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: sharing.place_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return sharing.ByParts(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_finish():
    """Looking for rubbish among all that was loaded took a seventh of the time; what is loaded stays to the end."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind in the thread; the next test starts in English all the same."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def services():
    """PostgreSQL and Valkey, running; the last test process to end stops them."""
    embedded.ensure(TEST_VAR, SERVICES)
    empty_what_is_filled()
    yield
    embedded.release(TEST_VAR)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, services):
    """Let each test process copy the migrated template instead of migrating its own database."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = template_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """As pytest-django makes it; whoever is still connected at the end is sent away, so that it can be dropped."""
    yield
    with django_db_blocker.unblock():
        name = connections["default"].settings_dict["NAME"]
        run_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name)


@pytest.fixture(scope="session", autouse=True)
def media_of_this_run():
    yield
    shutil.rmtree(MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Throttles of one test must not meet the next one."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_kept_from_the_test_before():
    kept_pages.forget()
    portal_settings.take_as_known(portal_settings.Known())


@pytest.fixture
def broker(services):
    """A real, empty broker that the test may flush and stop; the next test finds it running again."""
    broker = Broker()
    broker.start()
    broker.flush()
    yield broker
    broker.start()
    broker.flush()


@pytest.fixture
def celery_worker_process(transactional_db, broker):
    """Call it to start a real Celery worker on the test's database: `worker = celery_worker_process(concurrency=2)`.

    Each call starts one more, for tasks of all kinds; `worker_process.of_procfile("rollups")` starts one as an
    installation does. A worker can be stopped with `worker.stop()` or shot with `worker.kill()`.
    """
    workers = Workers()
    yield workers
    workers.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Chromium of the system (variable CHROMIUM names another one)."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*sandbox, "--disable-dev-shm-usage"]}
