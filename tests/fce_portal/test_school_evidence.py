"""The evidence of a school and year: what the portal holds for each requirement, what is missing, and one zip of it."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, time
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from district.access import Role
from district.models import DataArchive, EvidenceFile
from district.models.jobs import JobState
from fce_portal import tasks
from fce_portal.school_evidence import gathering, making
from fce_portal.school_evidence.requirements import REQUIREMENTS
from governance.duties import Evidence
from governance.duty_catalogue import DUTIES, Source
from governance.models import Posting
from plans.title_one import acts
from tests.factories import (
    ActivityFactory,
    CouncilMeetingFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolProfileFactory,
    SchoolYearFactory,
    SignOffFactory,
    SpendingEntryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    SchoolYearFactory(fall_year=2025)
    school = SchoolFactory(name="Burr")
    SchoolProfileFactory(school=school, is_title1=True)
    return school


@pytest.fixture
def principal(school):
    return MembershipFactory(role=Role.PRINCIPAL, school=school).user


def annual_meeting(school, person, settings, **changes):
    (settings.MEDIA_ROOT / "evidence").mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "evidence/1a2b").write_bytes(b"the slides")
    evidence = EvidenceFile.objects.create(
        file="evidence/1a2b", original_name="=slides.pdf", content_type="application/pdf", size=10, sha256="",
        uploaded_by=person,
    )  # fmt: skip
    asked = {"school": school, "held_on": date(2025, 10, 8), "activity_type": "TITLE1_ANNUAL_MEETING"}
    return ActivityFactory(**asked | {"families_total": 60, "evidence": evidence} | changes)


def standing(school, code, fall_year=2025):
    return next(one for one in gathering.standings(school, fall_year) if one.requirement.code == code)


def test_every_requirement_has_a_statute_and_every_duty_of_the_council_is_one():
    codes = [one.code for one in REQUIREMENTS]
    assert len(codes) == len(set(codes)) and all(one.statute for one in REQUIREMENTS)
    assert {f"duty-{code.lower()}" for code in DUTIES} <= set(codes)


def test_what_was_logged_shows_a_requirement_in_its_year_alone(school, principal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    annual_meeting(school, principal, settings)
    shown = standing(school, "annual-meeting").shown
    assert [(one.day, "60 families" in one.what, one.has_file) for one in shown] == [(date(2025, 10, 8), True, True)]
    assert standing(school, "annual-meeting", 2024).is_missing
    assert standing(SchoolFactory(), "annual-meeting").shown == []


def test_what_has_no_record_is_missing_where_it_is_asked_for(school):
    assert standing(school, "compact").is_missing
    assert not standing(school, "conferences").is_missing, "only elementary grades have to"
    assert not standing(school, "minutes").is_missing, "there is no council"
    elsewhere = SchoolFactory()
    assert not standing(elsewhere, "compact").is_missing, "Title I does not serve this school"
    CouncilMeetingFactory(council__school=school)
    assert standing(school, "minutes").is_missing


def test_many_records_cost_no_more_queries_than_few(school, principal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    meeting = CouncilMeetingFactory(council__school=school, held_on=date(2025, 10, 1))
    annual_meeting(school, principal, settings)
    with CaptureQueriesContext(connection) as few:
        gathering.standings(school, 2025)
    for day in range(2, 8):
        CouncilMeetingFactory(council=meeting.council, held_on=date(2025, 10, day))
        ActivityFactory(school=school, held_on=date(2025, 10, day), activity_type="WORKSHOP")
    with CaptureQueriesContext(connection) as many:
        gathering.standings(school, 2025)
    assert len(many) == len(few) <= 26


def test_the_archive_has_an_index_says_what_is_missing_and_holds_the_files(
    school, principal, settings, tmp_path, client
):
    settings.MEDIA_ROOT, settings.PORTAL_VAR = tmp_path / "media", tmp_path
    annual_meeting(school, principal, settings)
    client.force_login(principal)
    page = reverse("school-evidence", args=[school.code, 2025])
    assert "no record yet" in client.get(page).content.decode()
    assert "is being made" in client.post(page, follow=True).content.decode()
    assert "being made already" in client.post(page, follow=True).content.decode()
    tasks.make_school_evidence(DataArchive.objects.get().job_id)
    archive = DataArchive.objects.get()
    assert archive.job.state == JobState.DONE, archive.job.message

    content = b"".join(client.get(reverse("data-archive-file", args=[archive.pk])).streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert zipped.read("annual-meeting/01-=slides.pdf") == b"the slides"
        index = zipped.read("index.html").decode()
        rows = list(csv.reader(io.StringIO(zipped.read("index.csv").decode("utf-8-sig"))))
    assert 'href="annual-meeting/01-%3Dslides.pdf"' in index and "20 U.S.C. 6318(c)(1)" in index
    of = {row[1]: row for row in rows}
    assert of["Annual Title I meeting"][3:] == [
        "On record", of["Annual Title I meeting"][4], "2025-10-08", "annual-meeting/01-=slides.pdf",
    ]  # fmt: skip
    assert of["School-family compact"][3:] == ["Missing", "", "", ""]
    assert (
        archive.name in client.get(page).content.decode() or "Download the archive" in client.get(page).content.decode()
    )


def test_a_file_that_the_store_lost_is_said_and_stops_nothing(school, principal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    annual_meeting(school, principal, settings)
    (settings.MEDIA_ROOT / "evidence/1a2b").unlink()
    one = standing(school, "annual-meeting")
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as zipped:
        name, trouble = making.put(zipped, one, 1, one.shown[0])
    assert name == "" and "lost" in trouble


def test_a_spreadsheet_runs_no_formula():
    assert making.harmless("=1+1") == "'=1+1" and making.harmless("Burr") == "Burr"


@pytest.mark.parametrize("year", [0, 1999, 99999999999])
def test_a_year_that_the_portal_does_not_know_is_not_there(school, principal, client, year):
    client.force_login(principal)
    assert client.get(reverse("school-evidence", args=[school.code, year])).status_code == 404


def test_the_evidence_of_another_school_is_not_there(school, principal, client):
    client.force_login(principal)
    theirs = SchoolFactory()
    assert client.get(reverse("school-evidence", args=[theirs.code, 2025])).status_code == 404
    archive = DataArchive.objects.create(asked_by=principal, school=theirs, fall_year=2025)
    assert client.get(reverse("data-archive-file", args=[archive.pk])).status_code == 404
    assert client.get(reverse("data-archives")).status_code == 403


def test_a_signed_document_brings_its_form_and_the_file_that_was_signed(
    school, principal, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    file = annual_meeting(school, principal, settings).evidence
    council = CouncilMeetingFactory(council__school=school).council
    form = SignOffFactory(council=council, evidence=file)
    signed = Evidence("D2", Source.SIGN_OFF, date(2025, 11, 20), "Signed", ("", [school.code, form.pk]), counts=True)
    lead_up = Evidence("D2", Source.ITEM, date(2025, 11, 1), "On the agenda", ("", []), counts=False)
    monkeypatch.setattr(gathering.duties, "evidence_of", lambda council, fall_year: [lead_up, signed])
    draft, signature = standing(school, "duty-d2").shown
    assert (draft.day, draft.evidence) == (form.dated_on, file)
    assert signature.name == f"sign-off-draft-budget-2026-27-{form.pk}.pdf" and signature.content().startswith(b"%PDF")


def test_minutes_that_came_late_or_are_not_posted_are_said_and_warn(school, principal, client, time_machine):
    time_machine.move_to(datetime(2025, 12, 1, 15, tzinfo=UTC))
    kept = CouncilMeetingFactory(council__school=school, held_on=date(2025, 9, 10), starts_at=time(18))
    post = partial(Posting.objects.create, kind="MINUTES", recorded_by=principal)
    post(meeting=kept, posted_at=datetime(2025, 9, 12, 15, tzinfo=UTC))
    assert standing(school, "minutes").state == gathering.State.ON_RECORD

    tardy = CouncilMeetingFactory(council=kept.council, held_on=date(2025, 10, 8), starts_at=time(18))
    post(meeting=tardy, posted_at=datetime(2025, 10, 30, 15, tzinfo=UTC))
    assert standing(school, "minutes").state == gathering.State.PARTLY
    assert ["posted late" in one.what for one in standing(school, "minutes").shown] == [False, True]

    CouncilMeetingFactory(council=kept.council, held_on=date(2025, 11, 5), starts_at=time(18))
    assert ["November 5, 2025: not posted" in one.what for one in standing(school, "minutes").wanting] == [True]
    client.force_login(principal)
    page = client.get(reverse("school-evidence", args=[school.code, 2025])).content.decode()
    assert "Late or not all there" in page and "November 5, 2025: not posted" in page


def test_the_index_of_the_archive_says_once_what_is_missing_however_many_meetings_lack_it(school):
    meeting = CouncilMeetingFactory(council__school=school, held_on=date(2025, 9, 10), starts_at=time(18))
    CouncilMeetingFactory(council=meeting.council, held_on=date(2025, 10, 8), starts_at=time(18))
    minutes = standing(school, "minutes")
    assert minutes.is_missing and len(minutes.wanting) == 2
    rows = [(minutes, one, "", "") for one in minutes.wanting]
    archive = DataArchive(school=school, fall_year=2025)
    assert making.index(archive, rows).count("<li>") == 1


def test_money_is_told_in_dollars_and_a_reversal_as_one(school, principal):
    spent = SpendingEntryFactory(school=school, what="Books", amount=1241)
    acts.reverse_entry(entry=spent, on=spent.spent_on, reason="Wrong school", by=principal)
    told = sorted(one.what for one in standing(school, "reserve", spent.budget.school_year_id).shown)
    assert told == [f"Books: $1,241.00, invoice {spent.reference}",
                    f"Reversal of Books: −$1,241.00, invoice {spent.reference}"]  # fmt: skip
