"""How a web process starts."""

import runpy
import subprocess
import sys

import pytest
from django.db import connection
from django.urls import clear_url_caches, get_resolver

from tests.services import portal_environment
from tests.settings import BASE_DIR


def test_a_web_process_has_loaded_every_view_before_its_first_reader_comes():
    clear_url_caches()
    runpy.run_path("fce_portal/wsgi.py")
    assert "url_patterns" in vars(get_resolver())


BEFORE_PROCESSES_ARE_MADE = """
import gc, sys
from fce_portal.celery import app
app.WorkController(pool_cls=sys.argv[1], concurrency=1)
print(gc.get_freeze_count(), len(gc.get_objects()))
"""


@pytest.mark.parametrize(("pool", "is_shared"), [("prefork", True), ("threads", False)])
def test_the_collector_leaves_alone_what_the_processes_of_a_worker_share(pool, is_shared):
    """To look at it is to copy it, 68 MB a process. A worker in threads shares nothing."""
    run = subprocess.run(
        [sys.executable, "-c", BEFORE_PROCESSES_ARE_MADE, pool],
        env=portal_environment(connection.settings_dict["NAME"]),
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    left_alone, others = map(int, run.stdout.split())
    assert (left_alone > 100_000 > 10 * others) if is_shared else left_alone == 0
