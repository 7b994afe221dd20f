"""Tables and time: two at once, a worker shot in the middle, history and figures written by the statement."""

import uuid
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from district import jobs
from district.access import Role
from district.models import Job
from district.models.jobs import JobState
from indicators.models import StaleCell
from partnerships import tasks
from partnerships.importing import checking, sheets, taking
from partnerships.importing.kinds import kind_of
from partnerships.models import Activity, Upload
from partnerships.models.uploads import RowState, UploadState
from tests.factories import ActivityFactory, MembershipFactory, SchoolYearFactory
from tests.indicators.test_rollup_concurrency import another_session, in_a_thread, someone_waits_for_a_lock
from tests.services import wait_for

TODAY = timezone.localdate()
TABLE = f"Date,Type,Title\n{TODAY},WORKSHOP,Reading\n{TODAY},SOCIAL,Picnic\n".encode()


@pytest.fixture
def owner():
    SchoolYearFactory(fall_year=TODAY.year, starts_on=TODAY - timedelta(days=300), ends_on=TODAY + timedelta(days=30))
    return MembershipFactory(role=Role.SCHOOL_STAFF).user


def bring(owner, key=None):
    return taking.bring(kind="activities", data=TABLE, by=owner, key=key or uuid.uuid4())


def log(upload):
    taking.start_logging(upload=upload, by=upload.owner, without_the_rest=False, with_asked=False)


# ------------------------------------------------------------------ two at once


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_is_one_table(owner, django_db_serialized_rollback):
    key, found = uuid.uuid4(), []
    with ExitStack() as until_both_are_done, transaction.atomic():
        first = bring(owner, key)
        until_both_are_done.enter_context(in_a_thread(lambda: found.append(bring(owner, key))))
        wait_for(someone_waits_for_a_lock)

    assert found == [first] and first.rows.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_file_brought_and_logged_by_two_at_once_counts_once(owner, django_db_serialized_rollback):
    first, second = bring(owner), bring(owner)

    def log_second():
        with pytest.raises(taking.NotNow, match="twice"):
            log(second)

    with ExitStack() as until_both_are_done, transaction.atomic():
        log(first)
        until_both_are_done.enter_context(in_a_thread(log_second))
        wait_for(someone_waits_for_a_lock)

    assert Activity.objects.count() == 2
    second.refresh_from_db()
    assert second.state == UploadState.READY and checking.totals(second)["ASKED"] == 2


@pytest.mark.django_db
def test_a_row_corrected_in_another_window_is_not_overwritten_unseen(owner, client):
    upload = bring(owner)
    page = reverse("partnerships:upload-row", args=[upload.pk, 2])
    client.force_login(owner)
    shown = client.get(page).context
    assert shown["reasons"] == []
    typed = {"held_on": TODAY, "activity_type": "WORKSHOP", "seen": shown["form"].initial["seen"]}
    client.post(page, typed | {"title": "From the first window"})

    asked = client.post(page, typed | {"title": "From the second"})
    assert "From the first window" in asked.context["form"].non_field_errors()[0]
    client.post(page, typed | {"title": "From the second", "seen": asked.context["form"]["seen"].value()})

    assert upload.rows.get(line=2).cells["title"] == "From the second"


@pytest.mark.django_db
def test_the_old_address_of_imports_leads_to_the_new_one(owner, client):
    client.force_login(owner)
    answer = client.get("/activities/import/")
    assert (answer.status_code, answer.url) == (301, "/bulk/new/activities/")


# ------------------------------------------------------------------ a worker that is shot


@pytest.mark.django_db(transaction=True)
def test_a_worker_shot_in_the_middle_of_logging_leaves_nothing_half_done(
    owner, celery_worker_process, django_db_serialized_rollback, monkeypatch
):
    monkeypatch.setattr(taking, "AT_ONCE_ROWS", 0)
    upload = bring(owner)
    worker = celery_worker_process()
    with another_session() as blocker, blocker.cursor() as cursor:
        # The records are written; the worker waits to mark its rows, and has said how far it is.
        cursor.execute("SELECT FROM partnerships_uploadrow FOR UPDATE")
        log(upload)
        wait_for(someone_waits_for_a_lock, 20)
        assert Job.objects.values_list("done", "total").get() == (2, 2)
        worker.kill()
    wait_for(lambda: not someone_waits_for_a_lock())

    assert not Activity.objects.exists() and not StaleCell.objects.exists()
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
    jobs.tend()
    assert Upload.objects.get().job.state == JobState.WAITING
    tasks.log_upload(upload.job_id or Upload.objects.get().job_id)
    assert Activity.objects.count() == 2
    assert set(upload.rows.values_list("state", flat=True)) == {RowState.LOGGED}


# ------------------------------------------------------------------ by the statement


@pytest.mark.django_db
def test_one_update_of_many_rows_writes_the_history_of_those_that_changed():
    changed, same = ActivityFactory.create_batch(2, families_total=5), ActivityFactory(families_total=7)
    Activity.objects.filter(pk=same.pk).update(families_total=7)

    Activity.objects.update(families_total=7)

    for one in changed:
        assert list(one.events.order_by("pgh_id").values_list("families_total", flat=True)) == [5, 7]
    assert same.events.get().pgh_label == "insert"


@pytest.mark.django_db
def test_history_of_many_rows_is_not_planned_for_one():
    """A plan kept from the first call would compare each old row with each new one."""
    ActivityFactory()
    Activity.objects.update(title="One")  # the first call of this session
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname LIKE 'pgtrigger_update_update%'")
        joined = [source for (source,) in cursor.fetchall() if "old_values JOIN" in source]
    assert len(joined) == 2 and all("EXECUTE $history$" in source for source in joined)


@pytest.mark.django_db
def test_records_that_say_the_same_are_looked_for_once_for_a_table_and_not_once_for_each_row(owner):
    """A thousand rows of one day took a minute: the planner thought of rows just written that there is one."""
    upload = bring(owner)
    kind = kind_of(upload.kind)
    statement = checking.SETTLE.format(table=kind.model._meta.db_table, matches=kind.matches)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}", {"upload": upload.pk})
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "CTE logged" in plan and "CTE Scan on logged" in plan


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_the_bar_knows_about_how_many_rows_a_file_has(encoding):
    assert sheets.about_how_many(TABLE.decode().encode(encoding)) == 2
