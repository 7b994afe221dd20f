"""Bringing files through the pages: choose, look, confirm or discard, look back, approve, publish, undo."""

import io
import zipfile
from datetime import timedelta

import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from district import jobs
from district.access import Role
from district.history import history_of
from district.models import Job, School
from district.models.jobs import JobState
from indicators.importing import batches
from indicators.models import ImportRun, IndicatorValue
from indicators.models.imports import RunState
from tests.factories import ImportRunFactory, MembershipFactory, SchoolFactory, SchoolYearFactory
from tests.indicators.import_files import content

pytestmark = pytest.mark.django_db

UPLOAD = "indicators:import-upload"


@pytest.fixture
def office(client):
    """Somebody of the central office, signed in."""
    call_command("load_indicators", verbosity=0)
    SchoolYearFactory(fall_year=2012)
    SchoolFactory(code="0640111", name="North School")
    user = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    client.force_login(user)
    return user


def upload(client, *files, **fields):
    given = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse(UPLOAD), {"files": given, **fields}, follow=True)


def check(client, *files, **fields):
    """Upload and let a worker check; return the page of the findings."""
    upload(client, *files, **fields)
    job = Job.objects.filter(kind=batches.CHECK).latest("pk")
    work(job)
    return client.get(reverse("indicators:import-preview", args=[job.pk])), job


def work(job):
    """What a worker does when it is called."""
    current_app.tasks[jobs.kinds()[job.kind].task](job.pk)


def confirm(client, job, **fields):
    client.post(reverse("indicators:import-confirm", args=[job.pk]), fields)
    second = Job.objects.filter(kind=batches.STORE).latest("pk")
    work(second)
    return client.get(reverse("indicators:import-preview", args=[second.pk])), second


def words(response):
    return " ".join(response.content.decode().split())


def test_several_files_are_checked_first_and_nothing_is_stored(client, office):
    page, job = check(
        client,
        ("chronic.csv", content("chronic_race.csv")),
        ("sanctions.csv", content("sanctions_doubled.csv")),
        ("what is this.csv", b"a,b\r\n1,2\r\n"),
    )

    told = words(page)
    assert "EdSight: chronic absenteeism" in told
    assert "EdSight: sanction counts" in told
    assert "This is no format that the portal knows. Its first line is: a, b" in told
    assert "2 files would bring 8 new and 0 restated values." in told
    assert "The row names a district without its code." in told
    assert not IndicatorValue.objects.exists()
    job.refresh_from_db()
    assert (job.done, job.total, job.percent) == (3, 3, 100)


def test_what_is_confirmed_is_stored_by_a_second_job(client, office):
    _page, job = check(client, ("chronic.csv", content("chronic_race.csv")))
    page, _second = confirm(client, job)

    assert "What was stored" in words(page)
    assert IndicatorValue.objects.published().count() == 4
    run = ImportRun.objects.get()
    assert (run.state, run.started_by, run.published_by) == (RunState.PUBLISHED, office, office)
    # The address of the check leads on to what came of it.
    assert client.get(reverse("indicators:import-preview", args=[job.pk])).status_code == 302


def test_what_is_discarded_leaves_nothing_behind(client, office):
    _page, job = check(client, ("chronic.csv", content("chronic_race.csv")))
    file = ImportRun.objects.get().file
    storage, name = file.storage, file.name
    response = client.post(reverse("indicators:import-discard", args=[job.pk]), follow=True)

    assert "Nothing was stored." in words(response)
    assert not ImportRun.objects.exists()
    assert storage.exists(name)  # the test's transaction is still open: until it is committed nothing is lost


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_discarded_or_refused_upload_is_deleted(client, office):
    _page, job = check(client, ("chronic.csv", content("chronic_race.csv")), ("x.csv", b"a,b\r\n1,2\r\n"))
    kept = ImportRun.objects.get(file_name="chronic.csv").file
    assert not ImportRun.objects.get(file_name="x.csv").file
    batches.discard(job=job)

    assert not kept.storage.exists(kept.name)


def test_files_that_change_nothing_say_so_and_are_not_stored_again(client, office):
    _page, job = check(client, ("chronic.csv", content("chronic_race.csv")))
    confirm(client, job)
    page, job = check(client, ("same.csv", content("chronic_race.csv")))

    assert "These files change nothing." in words(page)
    response = client.post(reverse("indicators:import-confirm", args=[job.pk]), follow=True)
    assert "There was nothing to store." in words(response)
    assert ImportRun.objects.count() == 1


def test_restated_values_are_counted_before_they_are_stored(client, office):
    _page, job = check(client, ("chronic.csv", content("chronic_race.csv")))
    confirm(client, job)
    changed = content("chronic_race.csv").replace(b'"Asian",7.5', b'"Asian",8.5')
    page, job = check(client, ("restated.csv", changed))

    assert "1 file would bring 0 new and 1 restated values." in words(page)
    confirm(client, job)
    assert IndicatorValue.objects.get(group="AS", is_current=True).version == 2


def test_schools_that_are_not_known_are_let_in_only_by_a_tick(client, office):
    file = ("schools.csv", content("chronic_grade_school.csv"))
    page, job = check(client, file)
    assert "Unheard-of School (0649999)" in words(page)
    confirm(client, job)
    assert not School.objects.filter(code="0649999").exists()

    page, job = check(client, file)
    confirm(client, job, create_schools="on")
    assert School.objects.get(code="0649999").name == "Unheard-of School"
    assert IndicatorValue.objects.filter(school__code="0649999").count() == 1


def test_a_year_that_a_file_does_not_say_is_asked_for(client, office):
    file = ("rates.csv", content("suspension-rates__2014-15_lunch.csv"))
    page, _job = check(client, file)
    assert "Give the year, or keep it in the file name." in words(page)
    page, job = check(client, file, fall_year="2012")
    assert "2012–13" in words(page)
    confirm(client, job)
    assert IndicatorValue.objects.get().fall_year == 2012


# ------------------------------------------------------------------ beside the field


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * (40 * 2**20))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("letter.pdf", lambda: b"%PDF-1.7", "This is a PDF file."),
        ("empty.csv", lambda: b" ", "The file is empty."),
        ("bomb.xlsx", bomb, "unpacks to more than 100 MB"),
        ("broken.xlsx", lambda: b"PK\x03\x04 nothing", "The workbook cannot be opened."),
        ("utf16.csv", lambda: "a,b".encode("utf-16"), "not UTF-8 or Windows-1252"),
        ("big.csv", lambda: b"x" * (2**20 + 1), "The file is larger than 1 MB."),
    ],
)
def test_a_file_that_cannot_be_a_table_is_refused_beside_the_field(client, office, settings, name, data, reason):
    settings.IMPORT_MAX_BYTES = 2**20
    response = upload(client, (name, data()), ("good.csv", content("chronic_race.csv")))

    assert response.status_code == 200
    assert f"{name}: " in words(response) and reason in words(response)
    assert not ImportRun.objects.exists() and not Job.objects.exists()


def test_without_a_file_the_form_says_so(client, office):
    assert "Choose at least one file." in words(client.post(reverse(UPLOAD)))
    assert "Choose at least one file." in words(client.post(reverse(UPLOAD), {"files": "text"}))


# ------------------------------------------------------------------ progress, failure


def test_a_page_that_waits_asks_every_second_and_stops_when_the_job_is_over(client, office):
    upload(client, ("chronic.csv", content("chronic_race.csv")))
    job = Job.objects.get()
    page = client.get(reverse("indicators:import-preview", args=[job.pk]))
    progress = reverse("indicators:import-progress", args=[job.pk])

    assert f'hx-get="{progress}"' in words(page) and 'hx-trigger="every 1s"' in words(page)
    assert client.get(progress).status_code == 200
    work(job)
    over = client.get(progress)
    assert (over.status_code, over["HX-Refresh"]) == (286, "true")


def test_a_colleague_without_the_task_never_sees_the_job(client, office):
    upload(client, ("chronic.csv", content("chronic_race.csv")))
    client.force_login(MembershipFactory(role=Role.PRINCIPAL).user)
    assert client.get(reverse("indicators:import-progress", args=[Job.objects.get().pk])).status_code == 403


def test_a_job_whose_worker_died_is_found_and_can_be_run_again(client, office):
    upload(client, ("chronic.csv", content("chronic_race.csv")))
    long_ago = timezone.now() - timedelta(hours=1)
    gone = {"started_at": long_ago, "heartbeat_at": long_ago, "lost_total": jobs.MOST_LOST}
    Job.objects.update(state=JobState.RUNNING, **gone)
    jobs.tend()
    job = Job.objects.get()

    page = client.get(reverse("indicators:import-preview", args=[job.pk]))
    assert "The worker that had it stopped." in words(page)
    client.post(reverse("indicators:import-confirm", args=[job.pk]))
    assert Job.objects.count() == 1, "what was not checked cannot be stored"
    client.post(reverse("indicators:import-rerun", args=[job.pk]))
    work(job)
    assert Job.objects.get().state == JobState.DONE
    assert ImportRun.objects.get().values_new == 4


def test_a_mistake_of_ours_in_one_file_does_not_take_the_others_along(client, office, monkeypatch):
    real = batches.runs.check

    def fails_once(run, data):
        if run.file_name == "bad.csv":
            raise RuntimeError
        return real(run, data)

    monkeypatch.setattr(batches.runs, "check", fails_once)
    page, _job = check(client, ("bad.csv", content("chronic_race.csv")), ("good.csv", content("graduates.csv")))

    assert "Something went wrong in the portal. Nothing was stored." in words(page)
    assert "1 file would bring 3 new" in words(page)


def test_a_check_that_fails_can_be_run_again_and_gives_no_inner_secrets_away(client, office, monkeypatch):
    upload(client, ("chronic.csv", content("chronic_race.csv")))
    job = Job.objects.get()
    monkeypatch.setattr(batches, "content", lambda run: open("/no/such/file"))  # noqa: SIM115
    with pytest.raises(FileNotFoundError):
        work(job)
    page = words(client.get(reverse("indicators:import-preview", args=[job.pk])))

    assert "Something went wrong in the portal. Nothing is half-done; run it again." in page
    assert "no/such" not in page


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_checks_and_stores_what_was_brought(client, celery_worker_process, django_db_serialized_rollback):
    call_command("load_indicators", verbosity=0)
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    worker = celery_worker_process()
    upload(client, ("chronic.csv", content("chronic_race.csv")))
    job = wait_until_over(batches.CHECK)
    client.post(reverse("indicators:import-confirm", args=[job.pk]))
    assert wait_until_over(batches.STORE).state == JobState.DONE, worker.output
    assert IndicatorValue.objects.published().count() == 4


def wait_until_over(kind):
    from tests.services import wait_for

    return wait_for(lambda: next((job for job in Job.objects.filter(kind=kind) if job.is_over), None), seconds=20)


# ------------------------------------------------------------------ afterwards


def test_an_import_tells_its_story_and_which_rows_were_not_taken(client, office):
    _page, job = check(client, ("schools.csv", content("chronic_grade_school.csv")))
    confirm(client, job)
    run = ImportRun.objects.get()
    page = words(client.get(run.get_absolute_url()))

    assert "No school with the code 0649999 is known." in page
    assert "Published by the state" in page and str(office) in page
    csv = b"".join(client.get(run.get_absolute_url(), {"format": "csv"}).streaming_content).decode()
    assert "8,,No school with the code 0649999 is known." in csv
    assert client.get(run.get_absolute_url(), {"format": "xlsx", "page": "x"}).status_code == 200


def test_undoing_asks_why_and_takes_everything_back(client, office):
    _page, job = check(client, ("chronic.csv", content("chronic_race.csv")))
    confirm(client, job)
    run = ImportRun.objects.get()
    undo = reverse("indicators:import-undo", args=[run.pk])

    assert "Say why the import is undone." in words(client.post(undo, {"reason": " "}))
    assert IndicatorValue.objects.exists()
    page = client.post(undo, {"reason": "Wrong year"}, follow=True)
    assert "Undone: Wrong year" in words(page)
    assert not IndicatorValue.objects.exists()
    assert "not in force" in words(client.post(undo, {"reason": "Again"}, follow=True))


def test_the_districts_figures_are_approved_and_published_with_names(client, office):
    _page, job = check(client, ("ours.csv", content("district_table.csv")))
    confirm(client, job)
    run = ImportRun.objects.get()
    assert "seen by nobody until they are approved" in words(client.get(run.get_absolute_url()))
    assert not IndicatorValue.objects.published().exists()

    publish = reverse("indicators:import-publish", args=[run.pk])
    assert "is not approved" in words(client.post(publish, follow=True))
    page = client.post(reverse("indicators:import-approve", args=[run.pk]), follow=True)
    assert "The figures are approved." in words(page)
    page = client.post(publish, follow=True)
    assert "The figures are published;" in words(page)
    assert IndicatorValue.objects.published().count() == 3
    run.refresh_from_db()
    assert (run.approved_by, run.published_by) == (office, office)
    told = {change.field: change.after for change in history_of(run)[-1].changes}
    assert "Brought by" in told and "Started by" not in told
    assert "PORTAL_TABLE" not in {change.after for entry in history_of(run) for change in entry.changes}


def test_the_list_can_be_filtered_downloaded_and_survives_any_address(client, office):
    ImportRunFactory(file_name="suspensions.csv")
    ImportRunFactory(file_name="graduation.csv", state="REFUSED", published_at=None)
    address = reverse("indicators:import-list")

    assert "graduation.csv" not in words(client.get(address, {"q": "suspens"}))
    assert "suspensions.csv" not in words(client.get(address, {"state": "REFUSED"}))
    assert client.get(address, {"state": "HACKED", "page": "-7", "format": "exe", "q": "\x00"}).status_code == 200
    csv = b"".join(client.get(address, {"format": "csv"}).streaming_content).decode()
    assert csv.count("\n") == 3
    assert client.get(address, {"format": "xlsx"}).status_code == 200


def test_the_empty_table_for_the_districts_figures_can_be_filled_in_and_taken(client, office):
    from python_calamine import CalamineWorkbook

    response = client.get(reverse("indicators:import-template"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    header = book.get_sheet_by_name("Values").to_python()[0]
    codes = book.get_sheet_by_name("Codes").to_python()

    assert header[:4] == ["indicator", "scope", "school_code", "fall_year"]
    assert any("DISTRICT_ALG1_G9" in row[1] for row in codes)
    row = ["ALG1_G9", "SCHOOL", "0640111", "2016", "", "ALL", "ALL", "DISTRICT_ALG1_G9", "60", "100", "60", "", ""]
    filled = ",".join(header) + "\n" + ",".join(row) + "\n"
    page, _job = check(client, ("ours.csv", filled.encode()))
    assert "1 file would bring 1 new and 0 restated values." in words(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_list_costs_the_same_for_one_and_for_twenty(client, office, django_assert_max_num_queries, language):
    client.cookies["language"] = language
    ImportRunFactory.create_batch(20)
    with django_assert_max_num_queries(12):
        client.get(reverse("indicators:import-list"))
