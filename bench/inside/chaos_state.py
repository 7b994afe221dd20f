"""What a portal holds of what people of a chaos run wrote, as JSON; told by the database alone, without the pages.

`settle` does first what the portal does within the hour, and what its pages offer an administrator: mails are tried
again, lost jobs are found.
"""

import hashlib
import json
import sys
import time

import django
from django.apps import apps

if not apps.ready:  # a test brings it along
    django.setup()

from django.db import connection
from django.db.models import Count, FileField

from district import outbox
from district.models import Job, Notice, OutgoingMail
from governance.models import Vote
from indicators.models import StaleCell
from partnerships.models import Activity, ServiceEntry, ServiceRemark, Upload

SETTLED_SECONDS = 240


def main(what):
    if what == "settle":
        settle()
    else:
        print(json.dumps(state(), default=str))


def settle():
    """Wait until nothing waits any more; 1 where something still does."""
    until = time.monotonic() + SETTLED_SECONDS
    tried = set()
    while time.monotonic() < until:
        for mail in OutgoingMail.objects.filter(state__in=["WAITING", "FAILED"]):
            if mail.pk not in tried:
                outbox.try_again(mail)
                tried.add(mail.pk)
        if not any(waiting().values()):
            return
        time.sleep(0.5)
    print(json.dumps(waiting()))
    sys.exit(1)


def waiting():
    return {
        "mails": OutgoingMail.objects.filter(state__in=["WAITING", "FAILED"]).count(),
        "notices": Notice.objects.filter(by_mail="AT_ONCE", mail=None).count(),
        "jobs": Job.objects.filter(state__in=["WAITING", "RUNNING"]).count(),
        "figures": StaleCell.objects.count(),
    }


def state():
    return {
        "activities": activities(),
        "titles": dict(
            Activity.objects.filter(title__startswith="Chaos ").values_list("title").annotate(n=Count("pk")).order_by()
        ),
        "service": {
            str(key): {"pk": pk, "adults_total": adults, "state": state, "events": events}
            for key, pk, adults, state, events in ServiceEntry.objects.filter(note__startswith="Chaos ")
            .annotate(n=Count("events"))
            .values_list("entry_key", "pk", "adults_total", "state", "n")
        },
        "service_notes": dict(
            ServiceEntry.objects.filter(note__startswith="Chaos ")
            .values_list("note")
            .annotate(n=Count("pk"))
            .order_by()
        ),
        "remarks": dict(ServiceRemark.objects.values_list("text").annotate(n=Count("pk")).order_by()),
        "remarks_told": remarks_told(),
        "votes": [
            {"motion": one.motion_id, "term": one.term_id, "choice": one.choice, "events": list(choices_told(one))}
            for one in Vote.objects.filter(motion__text__startswith="Chaos ")
        ],
        "uploads": [
            {"pk": one.pk, "state": one.state, "logged": one.logged_total, "said": one.said, "job": job_of(one)}
            for one in Upload.objects.select_related("job")
        ],
        "jobs": [
            {"kind": kind, "state": state, "message": message, "lost": lost}
            for kind, state, message, lost in Job.objects.values_list("kind", "state", "message", "lost_total")
        ],
        "mails": [
            {"pk": pk, "id": identity, "kind": kind, "state": state, "reason": reason, "tries": tries}
            for pk, identity, kind, state, reason, tries in OutgoingMail.objects.values_list(
                "pk", "message_id", "kind", "state", "reason", "tries"
            )
        ],
        "files": list(broken_files()),
        "notices_without_mail": Notice.objects.filter(by_mail="AT_ONCE", mail=None).count(),
    }


def job_of(upload):
    return upload.job and {"state": upload.job.state, "message": upload.job.message}


def activities():
    """{key: what it says}, with what its history says of it first and last."""
    told = {}
    rows = Activity.objects.filter(title__startswith="Chaos ").exclude(title__regex=r"^Chaos \S+ \d+$")
    for one in rows.select_related("evidence").prefetch_related("events"):
        events = sorted(one.events.all(), key=lambda event: event.pgh_id)
        told[str(one.entry_key)] = {
            "pk": one.pk,
            "title": one.title,
            "file": one.evidence and sum_of(one.evidence.file),
            "families_total": one.families_total,
            "begun": [event.pgh_label for event in events].count("insert"),
            "last": events[-1].families_total if events else None,
            "without_circumstances": sum(event.pgh_context_id is None for event in events),
        }
    return told


def sum_of(file):
    """SHA-256 of what is stored, whatever the database says of it."""
    try:
        with file.open("rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except OSError:
        return "missing"


def broken_files():
    """Rows that name a file which is not there or holds nothing."""
    for model in apps.get_models():
        for field in [one for one in model._meta.get_fields() if isinstance(one, FileField)]:
            for row in model.objects.exclude(**{field.name: ""}):
                stored = getattr(row, field.name)
                if not stored.storage.exists(stored.name):
                    yield {"what": f"{model.__name__} {row.pk}", "how": "missing"}
                elif not stored.size:
                    yield {"what": f"{model.__name__} {row.pk}", "how": "empty"}


def choices_told(vote):
    return vote.events.order_by("pgh_id").values_list("choice", flat=True)


def remarks_told():
    """Of each question and answer, whether as many were told of its entry as there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT remark.text, told.total = count(*) OVER (PARTITION BY remark.entry_id, remark.kind) "
            "FROM partnerships_serviceremark AS remark LEFT JOIN (SELECT about_id, split_part(key, '/', 3) AS kind, "
            "count(DISTINCT key) AS total FROM district_notice WHERE key LIKE 'service/%' GROUP BY 1, 2) AS told "
            "ON told.about_id = remark.entry_id AND told.kind = remark.kind"
        )
        return dict(cursor.fetchall())


if __name__ == "__main__":
    main(sys.argv[1])
