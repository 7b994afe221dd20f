"""Whether all processes of the portal are alive: broker, both workers, beat, the virus scanner where there is one."""

from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from district import pausing, virus_scan
from district.models import TaskRun
from district.runs import runs_all_day
from fce_portal.health import broker
from fce_portal.installation.findings import advice, good, missing

PING_SECONDS = 3
BEAT_SILENT = timedelta(minutes=5)  # tasks that run all day are noted at most a minute late
WORKERS = {"celery": "worker", "rollups": "rollups"}  # how a worker calls itself → how we call its process


def look():
    state = broker()
    if state != "ok":
        yield missing(f"The broker (Redis or Valkey) cannot be reached: {state}. Look at REDIS_URL and the service.")
        return
    yield good("The broker answers.")
    alive = workers_alive()
    for name, process in WORKERS.items():
        if name in alive:
            yield good(f"The process “{process}” answers.")
        else:
            yield missing(f"No process “{process}” answers: start it (portal-{process}, or the service {process}).")
    if pausing.is_on():
        yield advice("A maintenance holds: tasks wait. `manage.py maintenance off` ends it.")
    elif "celery" in alive:
        yield beat()
    yield from scanner()


def workers_alive():
    """The first parts of the names of all workers that answer: "celery", "rollups"."""
    try:
        answers = current_app.control.ping(timeout=PING_SECONDS)
    except (OperationalError, OSError):
        return set()
    return {name.partition("@")[0] for answer in answers for name in answer}


def beat():
    all_day = [name for name, entry in settings.CELERY_BEAT_SCHEDULE.items() if runs_all_day(entry["schedule"])]
    newest = TaskRun.objects.filter(name__in=all_day).order_by("-finished_at").first()
    if newest and timezone.now() - newest.finished_at < BEAT_SILENT:
        return good("The schedule runs (beat).")
    since = f"since {timezone.localtime(newest.finished_at):%Y-%m-%d %H:%M}" if newest else "ever"
    return missing(
        f"No task of the schedule has run {since}: start portal-beat, or the service beat. Right after the very first "
        "start wait two minutes and look again."
    )


def scanner():
    if not virus_scan.is_set_up():
        yield advice("Files that people bring are not scanned for viruses: CLAMD_URL names no scanner.")
        return
    if virus_scan.answers():
        yield good("The virus scanner answers.")
    else:
        yield missing("The virus scanner of CLAMD_URL does not answer: files that people bring wait in quarantine.")
