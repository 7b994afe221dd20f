"""How a web process starts."""

import runpy

from django.urls import clear_url_caches, get_resolver


def test_a_web_process_has_loaded_every_view_before_its_first_reader_comes():
    clear_url_caches()
    runpy.run_path("fce_portal/wsgi.py")
    assert "url_patterns" in vars(get_resolver())
