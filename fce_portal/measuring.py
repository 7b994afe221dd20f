"""How many requests, how they ended and how long they took, by the page's name, and how sign-ins ended: for `/metrics`.

Counted only where somebody may read it (`METRICS_TOKEN`, `METRICS_ADDRESSES`). Pages are told by name and never by
address, so there are as many lines as pages, whatever is asked for. Several web processes write files in the folder
`PROMETHEUS_MULTIPROC_DIR`, which `deploy/gunicorn.conf.py` makes; each keeps the place of the one that it replaces.
"""

import os
import time

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.exceptions import MiddlewareNotUsed
from django.dispatch import receiver
from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

from district.tracing import page

NO_PAGE = "none"  # addresses that name no page
BUCKETS = (0.1, 0.3, 1.0, 3.0, 10.0)  # seconds; a page is meant to take less than one

if "PROMETHEUS_MULTIPROC_DIR" in os.environ and "PORTAL_PLACE" in os.environ:
    # A process that is replaced every thousand requests would leave a file each time; one that takes its place goes on.
    values.ValueClass = values.MultiProcessValue(lambda: os.environ["PORTAL_PLACE"])

OWN = CollectorRegistry()  # of this process, where there is only one
REQUESTS = Counter("portal_requests", "Requests answered.", ["page", "status"], registry=OWN)
SECONDS = Histogram(
    "portal_request_seconds", "How long a request took, in seconds.", ["page"], buckets=BUCKETS, registry=OWN
)

SIGN_INS = Counter("portal_sign_ins", "Sign-ins, by how they ended.", ["outcome"], registry=OWN)


def is_on():
    return bool(settings.METRICS_TOKEN or settings.METRICS_ADDRESSES)


def registry():
    """What all web processes of this service counted."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder:
        return OWN
    shared = CollectorRegistry()
    MultiProcessCollector(shared, path=folder)
    return shared


@receiver(user_logged_in, dispatch_uid="count-signed-in")
def signed_in(sender, **details):
    if is_on():
        SIGN_INS.labels("done").inc()


@receiver(user_login_failed, dispatch_uid="count-sign-in-failed")
def sign_in_failed(sender, **details):
    if is_on():
        SIGN_INS.labels("failed").inc()


class MeasuringMiddleware:
    def __init__(self, get_response):
        if not is_on():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        response = self.get_response(request)
        name = page.get() or NO_PAGE
        REQUESTS.labels(name, response.status_code).inc()
        SECONDS.labels(name).observe(time.perf_counter() - started)
        return response
