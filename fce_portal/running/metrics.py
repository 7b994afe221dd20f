"""`/metrics` in the words of Prometheus: requests as counted by the web processes, everything else as it is right now.

Off until a token or addresses are set; who has neither finds no such page. Labels are names of pages, tasks, states and
queues: nothing that grows with what people enter. `deploy/prometheus/` has an example of alerts.
"""

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count, Max, Min
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from district import faults, outbox, pausing, runs
from district.models import AuditVerification, Backup, Job, OutgoingMail
from district.models.jobs import JobState
from district.models.mails import MailState
from district.models.runs import RunState
from district.trail import verifying
from fce_portal import health, measuring
from fce_portal.replica import told as replica
from fce_portal.running.watchers import may_read
from fce_portal.version import portal_version

QUEUES = ("celery", "rollups")
CONNECTIONS = """
SELECT count(*), current_setting('max_connections')::int, pg_database_size(current_database())
FROM pg_stat_activity WHERE datname = current_database()
"""


@never_cache
@require_safe
def metrics(request):
    if not may_read(request):
        raise Http404
    state = CollectorRegistry()
    state.register(State())
    body = generate_latest(measuring.registry()) + generate_latest(state)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def gauge(name, text, value):
    return GaugeMetricFamily(f"portal_{name}", text, value=value)


def by_label(name, text, label, rows):
    family = GaugeMetricFamily(f"portal_{name}", text, labels=[label])
    for key, value in rows:
        family.add_metric([str(key)], value)
    return family


class State:
    """What the database and the broker say at the moment; what does not answer is told as down."""

    def collect(self):
        yield by_label("build_info", "Which version of the portal this is.", "version", [(portal_version(), 1)])
        yield gauge("maintenance", "1 while a maintenance holds.", pausing.is_on())
        try:
            lines = list(database())
        except (DatabaseError, InterfaceError):
            connection.close()
            lines = []
        yield gauge("database_up", "1 while the database answers.", bool(lines))
        yield from lines
        yield from broker()


def database():
    now = timezone.now()
    yield gauge("rollup_lag_seconds", "Age of the oldest figure that waits.", health.rollup_lag_seconds())
    yield by_label("mails", "Mails by state.", "state", outbox_states())
    oldest = OutgoingMail.objects.filter(state=MailState.WAITING).aggregate(moment=Min("made_at"))["moment"]
    waited = (now - oldest).total_seconds() if oldest else 0
    yield gauge("mail_oldest_waiting_seconds", "Age of the oldest mail that waits.", waited)
    yield by_label("jobs", "Jobs that people started and that are not done, by state.", "state", job_states())
    yield gauge("faults_last_day", "Faults that happened within a day, each counted once.", faults.recent(1).count())
    yield from tasks(now)
    yield from trust()
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        used, most, size = cursor.fetchone()
    yield gauge("database_connections", "Connections to the portal's database.", used)
    yield gauge("database_connections_max", "Connections that the server allows in all.", most)
    yield gauge("database_bytes", "Size of the portal's database.", size)
    found = replica.state()
    aside = bool(found) and found["replica"] != "ok"
    yield gauge("replica_aside", "1 while there is a replica and no page may be read from it.", aside)
    if found.get("replica_lag_seconds") is not None:
        yield gauge("replica_lag_seconds", "How old the replica is at most.", found["replica_lag_seconds"])


def outbox_states():
    counts = outbox.counts()
    return [(state.lower(), counts[state]) for state in (MailState.WAITING, MailState.FAILED)]


def job_states():
    open_states = (JobState.WAITING, JobState.RUNNING, JobState.FAILED)
    found = Job.objects.filter(state__in=open_states).order_by().values_list("state").annotate(n=Count("pk"))
    found = dict(found)
    return [(state.lower(), found.get(state, 0)) for state in open_states]


def tasks(now):
    """Of each task of the schedule: when it last went well, how long it took, whether it needs somebody."""
    found = runs.scheduled()
    done = [(one.name, one.newest_done) for one in found if one.newest_done]
    yield by_label(
        "task_last_success_timestamp_seconds",
        "When a task of the schedule last went well.",
        "task",
        [(name, run.finished_at.timestamp()) for name, run in done],
    )
    yield by_label(
        "task_last_seconds", "How long its last good run took.", "task", [(name, run.seconds) for name, run in done]
    )
    yield by_label(
        "task_failed",
        "1 where the newest run of a task failed.",
        "task",
        [(one.name, one.newest.state == RunState.FAILED) for one in found if one.newest],
    )
    yield by_label(
        "task_late", "1 where a planned run did not come.", "task", [(one.name, one.is_late(now)) for one in found]
    )


def trust():
    """The newest good backup and the newest seal of the audit trail; nothing where there is none yet."""
    backup = Backup.objects.good().aggregate(moment=Max("finished_at"))["moment"]
    if backup:
        yield gauge("backup_last_good_timestamp_seconds", "When the newest good backup was done.", backup.timestamp())
    seal = verifying.last_seal()
    if seal:
        yield gauge(
            "audit_last_seal_timestamp_seconds", "When the audit trail was last sealed.", seal.made_at.timestamp()
        )
    verified = AuditVerification.objects.first()
    if verified:
        yield gauge("audit_differences", "What the newest verification of the audit trail found.", verified.found)


def broker():
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, retry=None)
    try:
        lengths = [(queue, client.llen(queue)) for queue in QUEUES]
    except redis.RedisError:
        lengths = None
    finally:
        client.close()
    yield gauge("broker_up", "1 while the broker answers.", lengths is not None)
    if lengths is not None:
        yield by_label("broker_messages", "Messages that no worker has taken, by queue.", "queue", lengths)
