"""What each role can click to, found once in a run of the tests: the sites of all its processes are copies of one demo
district."""

import json
import os

from tests.browser.site import ROLES, Visitor
from tests.services import one_process_at_a_time
from tests.settings import TEST_VAR

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())


def crawled(site):
    """{role (None: nobody): [(path, name of the view, status, whether it is a page)]}, one address of each view."""
    kept = TEST_VAR / f"pages_{RUN}.json"
    with one_process_at_a_time("pages"):
        if not kept.exists():
            for old in TEST_VAR.glob("pages_*.json"):
                old.unlink()
            kept.write_text(json.dumps([(role, crawl(site, role)) for role in (None, *ROLES)]))
        return dict(json.loads(kept.read_text()))


def crawl(site, role):
    visitor = Visitor(site, role)
    return [(path, name, status, path not in visitor.files) for path, (name, status) in visitor.crawl().items()]
