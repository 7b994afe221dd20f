"""What each role can click to, found once in a run of the tests: the sites of all its processes are copies of one demo
district. Processes that want to know at the same time go through the roles together."""

import json
import os

from tests.browser.site import ROLES, Visitor
from tests.services import one_process_at_a_time
from tests.settings import TEST_VAR

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())
EVERYBODY = (None, *ROLES)


def crawled(site):
    """{role (None: nobody): [(path, name of the view, status, whether it is a page)]}, one address of each view."""
    for old in TEST_VAR.glob("pages_*.json"):
        if f"_{RUN}_" not in old.name:
            old.unlink(missing_ok=True)
    for is_last in (False, True):  # first what nobody is at, then what others began
        for role in EVERYBODY:
            with one_process_at_a_time(f"pages_{role}", waits=is_last) as is_ours:
                if is_ours and not kept(role).exists():
                    kept(role).write_text(json.dumps(crawl(site, role)))
    return {role: json.loads(kept(role).read_text()) for role in EVERYBODY}


def kept(role):
    return TEST_VAR / f"pages_{RUN}_{role}.json"


def crawl(site, role):
    visitor = Visitor(site, role)
    return [(path, name, status, path not in visitor.files) for path, (name, status) in visitor.crawl().items()]
