"""How a web process starts."""

import runpy
import subprocess
import sys

from django.db import connection
from django.urls import clear_url_caches, get_resolver

from tests.services import portal_environment
from tests.settings import BASE_DIR


def test_a_web_process_has_loaded_every_view_before_its_first_reader_comes():
    clear_url_caches()
    runpy.run_path("fce_portal/wsgi.py")
    assert "url_patterns" in vars(get_resolver())


BEFORE_PROCESSES_ARE_MADE = """
import gc, sys, types
from celery.signals import worker_init
from django.urls import get_resolver
from fce_portal.celery import app
app.loader.init_worker()
worker_init.send(sender=types.SimpleNamespace(pool_cls=sys.argv[1]))
print(gc.get_freeze_count(), len(gc.get_objects()), "url_patterns" in vars(get_resolver()))
"""


def before_processes_are_made(pool):
    """(objects that the collector leaves alone, others, whether all views are loaded) of a worker with that pool."""
    run = subprocess.run(
        [sys.executable, "-c", BEFORE_PROCESSES_ARE_MADE, pool],
        env=portal_environment(connection.settings_dict["NAME"]),
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    frozen, others, has_views = run.stdout.split()
    return int(frozen), int(others), has_views == "True"


def test_the_processes_of_a_worker_share_what_is_loaded():
    """The one that they are made of has loaded every view, and its collector leaves nearly all objects alone."""
    frozen, others, has_views = before_processes_are_made("prefork")
    assert frozen > 100_000 > 10 * others and has_views


def test_a_worker_that_makes_no_processes_loads_no_more_than_it_needs():
    frozen, _others, has_views = before_processes_are_made("threads")
    assert frozen == 0 and not has_views
