"""A day at the portal in one go, for `test_pooled.py`: run as a program, with the settings of an installation.

Several threads work at once on four connections of the server, so that what one leaves behind meets another.
"""

import csv
import io
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from district.access import Role  # noqa: E402
from district.models import Backup, Job, User  # noqa: E402
from district.models.backups import BackupCause  # noqa: E402
from district.trail import sealing, verifying  # noqa: E402
from fce_portal.backup import runs  # noqa: E402
from indicators import rollup_check, rollups  # noqa: E402
from partnerships.models import Activity, Upload  # noqa: E402
from tests.factories import MembershipFactory, SchoolFactory, SchoolYearFactory  # noqa: E402

PASSWORD = "a-long-enough-password"
TODAY = timezone.localdate()
# What PgBouncer itself keeps for each of its clients.
KEPT_BY_THE_POOL = {"TimeZone", "client_encoding", "DateStyle", "application_name", "standard_conforming_strings"}
ROWS = 1_200  # enough for a job


def main():
    assert connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] and settings.DIRECT_ALIAS == "direct"
    SchoolYearFactory(fall_year=TODAY.year, starts_on=TODAY - timedelta(days=300), ends_on=TODAY + timedelta(days=30))
    school = SchoolFactory(code="0999911", name="Burns School")
    people = [person(number, school) for number in range(3)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(works, people))
    assert Activity.objects.count() == 3 * 3

    client = signed_in(people[0])
    page = bring(client)
    wait(lambda: not Job.objects.filter(state__in=("WAITING", "RUNNING")).exists(), "the table was not judged")
    answer = client.post(page, HTTP_HOST="localhost")
    assert answer.status_code == 302, Upload.objects.get().rows.values().first()
    wait(lambda: Activity.objects.count() == 9 + ROWS, "the table was not logged")
    listed = client.get(reverse("partnerships:activity-list"), {"format": "csv"}, HTTP_HOST="localhost")
    assert b"".join(listed.streaming_content).count(b"Reading at home") == ROWS

    rollups.refresh_all()
    assert rollup_check.verify().differences == []
    sealing.seal_all(5)
    assert verifying.verify().findings == []
    runs.back_up(settings.BACKUP_FOLDER, BackupCause.COMMAND)
    assert Backup.objects.good().exists(), Backup.objects.values()
    assert Upload.objects.count() == 1
    settings_of_others()


def person(number, school):
    user = User.objects.create_user(email=f"person{number}@hartford.example", password=PASSWORD, name="Ana")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    MembershipFactory(user=user, role=Role.SCHOOL_STAFF, school=school, starts_on=TODAY - timedelta(days=100))
    return user


def signed_in(user):
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, HTTP_HOST="localhost")
    assert client.session.get("_auth_user_id") == str(user.pk), f"{user} could not sign in"
    return client


def works(user):
    client = signed_in(user)
    for number in range(3):
        form = {
            "activity_type": "WORKSHOP",
            "held_on": TODAY.isoformat(),
            "count": "21",
            "title": f"Evening {user.pk} {number}",
            "entry_key": str(uuid.uuid4()),
            "counted": "families_total",
        }
        answer = client.post(reverse("partnerships:activity-log"), form, HTTP_HOST="localhost")
        assert answer.status_code == 302, answer.content[:2000]
        activity = Activity.objects.filter(logged_by=user).latest("pk")
        event = activity.events.select_related("pgh_context").get()
        assert event.pgh_context.metadata["user"] == user.pk  # whoever wrote before on that connection was another
        assert client.get(reverse("search"), {"q": "evening"}, HTTP_HOST="localhost").status_code == 200
    connections.close_all()


def bring(client):
    written = io.StringIO()
    csv.writer(written).writerow(("Date", "Type", "Title", "Families"))
    for number in range(ROWS):
        csv.writer(written).writerow(
            (TODAY - timedelta(days=1), "Workshop for families", f"Reading at home {number}", 5)
        )
    file = SimpleUploadedFile("events.csv", written.getvalue().encode())
    address = reverse("partnerships:upload-add", args=["activities"])
    answer = client.post(address, {"file": file, "key": uuid.uuid4()}, HTTP_HOST="localhost")
    assert answer.status_code == 302, answer.content[:2000]
    return answer.url


def wait(condition, otherwise, seconds=120):
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            sys.exit(f"{otherwise}: {list(Job.objects.values())}")
        time.sleep(0.2)


def settings_of_others():
    """Every connection of the server is as new: no lock and no setting of ours stayed on one."""
    with connections["direct"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone() == (0,)
    for _time in range(10):
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM pg_settings WHERE source = 'session' AND name NOT LIKE 'transaction\\_%'"
            )  # those are set anew by each BEGIN
            assert {name for (name,) in cursor.fetchall()} <= KEPT_BY_THE_POOL


main()
print("all well")
