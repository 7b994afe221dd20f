"""Keeps what went wrong so that somebody can look it up by the code on the error page (`manage.py find_error`).

Kept are the page's or task's name, the class of the exception, the place in the code and the request's id: no values,
no person. Both tables are bounded (`SIGHTINGS_KEPT`, `FAULTS_KEPT`, the setting `faults_kept_days`).
"""

import hashlib
import logging
import sys
import traceback
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from district import tracing
from district.away import is_away
from district.models import Fault, FaultSighting
from district.models.faults import FaultSource
from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before

logger = logging.getLogger(__name__)

SIGHTINGS_KEPT = 50  # of each fault
FAULTS_KEPT = 500


def keep(error, *, source, page):
    """Note an error; returns the `Fault`, or None where it cannot be kept (the log has it anyway)."""
    try:
        return _keep(error, source, page or "?", timezone.now())
    except Exception as trouble:  # the error page is still to come, whatever is wrong here
        logger.warning("A fault could not be kept: %s", kind_of(trouble))
        return None


@transaction.atomic
def _keep(error, source, page, now):
    kind, place = kind_of(error), place_of(error)
    key = hashlib.sha256("\n".join([source, page, kind, place]).encode()).hexdigest()[:32]
    facts = {"source": source, "page": page[:120], "kind": kind, "place": place, "first_at": now, "last_at": now}
    fault, is_new = Fault.objects.get_or_create(key=key, defaults=facts)
    if not is_new:
        Fault.objects.filter(pk=fault.pk).update(total=F("total") + 1, last_at=now)
    identity = tracing.current_id()[:64]
    FaultSighting.objects.create(fault=fault, request_id=identity, code=tracing.code_of(identity), at=now)
    kept = fault.sightings.values("pk")[:SIGHTINGS_KEPT]
    fault.sightings.exclude(pk__in=kept).delete()
    return fault


def kind_of(error):
    """The class of an exception with its module, `builtins.` left out."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return name[:160]


def place_of(error):
    """`governance/seats.py:120 standings`: the last line of our own code on the way to the error, else the last."""
    steps = traceback.extract_tb(error.__traceback__)
    ours = [step for step in steps if is_ours(step.filename)]
    if not steps:
        return "?"
    step = (ours or steps)[-1]
    path = Path(step.filename)
    short = path.relative_to(settings.BASE_DIR) if is_ours(step.filename) else Path(*path.parts[-3:])
    return f"{short}:{step.lineno} {step.name}"[:240]


def in_short(error):
    """Kind and place, for lists: what may be shown of an error."""
    return f"{kind_of(error)}, {place_of(error)}" if isinstance(error, BaseException) else "?"


def is_ours(filename):
    path = Path(filename)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts


def sightings_of(typed):
    """What is known of a code or of a request's id, newest first; both are what support is told or finds in a log."""
    typed = typed.strip()
    found = FaultSighting.objects.select_related("fault")
    code = tracing.as_code(typed)
    by_code = found.filter(code=code) if code else found.none()
    return by_code if by_code.exists() else found.filter(request_id=typed) if typed else found.none()


def recent(days=7):
    """Faults that happened within so many days."""
    return Fault.objects.filter(last_at__gte=timezone.now() - timedelta(days=days))


def forget_old():
    """For the night: what has not happened for long, and the oldest beyond the number that is kept."""
    Fault.objects.filter(last_at__lt=moment_before(portal_settings().faults_kept_days)).delete()
    Fault.objects.exclude(pk__in=Fault.objects.values("pk")[:FAULTS_KEPT]).delete()


# ---------------------------------------------------------------------- where errors are heard of


def of_request(sender=None, request=None, **kwargs):
    """Django's signal that a page failed. It does not bring the exception along; that is the one being handled."""
    error = sys.exc_info()[1]
    if error is not None and not is_away(error):  # nobody has to mend anything, and it could not be kept anyway
        keep(error, source=FaultSource.PAGE, page=tracing.page.get())


def of_task(sender=None, exception=None, **kwargs):
    """Celery's signal that a task failed."""
    if exception is not None:
        keep(exception, source=FaultSource.TASK, page=getattr(sender, "name", ""))
