"""How gunicorn serves the portal, on every kind of installation; the variables are in docs/operations.md."""

import gc
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.getcwd())  # gunicorn reads this file before it looks for the application

from fce_portal import logs

wsgi_app = "fce_portal.wsgi"
bind = f"{os.environ.get('PORTAL_BIND', '127.0.0.1')}:{os.environ.get('PORTAL_PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(4, os.cpu_count() or 1))
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
# A process is replaced now and then, so that no slow leak lives for weeks; not often, because a new one takes some five
# seconds of a processor before it answers: every thousand requests that was a seventh of all it did (docs/scale.md).
max_requests = 20_000
max_requests_jitter = 4_000
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
logconfig_dict = logs.configuration_from(os.environ)
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # heartbeats that never wait for a disk

# What the processes count for /metrics (`fce_portal/measuring.py`), where somebody may: one folder for all. This
# file is read again when the server is told to reload; the folder stays the same, and the counts in it.
MAY_BE_READ = ("METRICS_TOKEN", "METRICS_TOKEN_FILE", "METRICS_ADDRESSES")
if any(os.environ.get(name) for name in MAY_BE_READ) and "PORTAL_COUNTS" not in os.environ:
    os.environ["PORTAL_COUNTS"] = tempfile.mkdtemp(prefix="fce-portal-metrics-", dir=worker_tmp_dir)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = os.environ["PORTAL_COUNTS"]


def on_exit(server):
    if "PORTAL_COUNTS" in os.environ:
        shutil.rmtree(os.environ["PORTAL_COUNTS"], ignore_errors=True)


def pre_fork(server, worker):
    """Each process has a place, which the one that replaces it takes over: there are never more files than places."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = min(set(range(len(taken) + 1)) - taken)


def post_fork(server, worker):
    os.environ["PORTAL_PLACE"] = str(worker.place)


def post_worker_init(worker):
    """What is loaded now stays: the collector need not look through it again and again during requests.

    Whatever a page was drawn from goes by the collector alone, because Django's context of a template refers to itself;
    a page of 1,800 schools leaves 33,000 objects. What was in use while the collector came by waits for its look at
    everything: after 500,000 objects that is a minute under load and takes some hundredths of a second. After ten
    million, as many as 20 and 20 would let by, it was a quarter of an hour, in which a process grew by 25 MB.
    """
    gc.collect()
    gc.freeze()
    gc.collect()  # so that it counts what comes from now on, and not against all that is frozen
    gc.set_threshold(20_000, 5, 5)
