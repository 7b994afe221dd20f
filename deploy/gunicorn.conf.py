"""How gunicorn serves the portal, on every kind of installation; the variables are in docs/operations.md."""

import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.getcwd())  # gunicorn reads this file before it looks for the application

from fce_portal import collecting, logs

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
WARM_AFTER = 1_000  # requests
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
    collecting.keep_what_is_loaded()


def post_request(worker, req, environ, resp):
    """By then nearly all templates have been read: 300,000 objects that stay, through which each look would go."""
    if worker.nr >= WARM_AFTER and not getattr(worker, "is_warm", False):
        worker.is_warm = True
        collecting.keep_what_is_loaded()
