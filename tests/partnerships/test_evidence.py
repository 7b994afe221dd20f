import io
import zipfile
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from district import evidence
from district.access import Role
from district.models import EvidenceFile
from tests.factories import ActivityFactory, MembershipFactory, SchoolYearFactory
from tests.partnerships.test_changing import edit, errors, filled

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 64


@pytest.fixture
def activity(client):
    SchoolYearFactory(fall_year=2025)
    principal = MembershipFactory(role=Role.PRINCIPAL)
    client.force_login(principal.user)
    return ActivityFactory(school=principal.school, no_indicator_reason="A first meeting")


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def workbook():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "Families")
    return buffer.getvalue()


DOCX = {"word__document.xml": "<w/>", "[Content_Types].xml": "<t/>"}


def upload(client, activity, name, content, **changes):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(edit(activity), filled(client, activity) | {"upload": file} | changes)


@pytest.mark.parametrize(
    ("name", "content", "stored_as", "content_type"),
    [
        ("flyer.pdf", PDF, "flyer.pdf", "application/pdf"),
        ("photo.jpeg", JPG, "photo.jpg", "image/jpeg"),
        ("plan.png", PNG, "plan.png", "image/png"),
        ("counts.xlsx", workbook(), "counts.xlsx", evidence.TAKEN["xlsx"]),
        ("agenda.docx", zipped(**DOCX), "agenda.docx", evidence.TAKEN["docx"]),
        ("page.html", PDF, "page.html.pdf", "application/pdf"),  # what it is counts, not what it is called
    ],
)
def test_what_a_file_really_is_decides(client, activity, name, content, stored_as, content_type):
    response = upload(client, activity, name, content)

    assert response.status_code == 302, errors(response)
    activity.refresh_from_db()
    assert (activity.evidence.original_name, activity.evidence.content_type) == (stored_as, content_type)
    assert "flyer" not in activity.evidence.file.name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", b"<html><script>alert(1)</script></html>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("program.jpg", b"MZ\x90\x00" + b"\0" * 200),
        ("cut.pdf", PDF[:20]),
        ("archive.docx", zipped(**{"notes.txt": "hello"})),
        ("macros.docx", zipped(**DOCX, **{"word__vbaProject.bin": "x"})),
        ("broken.xlsx", workbook()[:200]),
        ("bomb.xlsx", zipped(**{"xl__workbook.xml": "<w/>", "xl__sheet.xml": "0" * (evidence.MOST_UNPACKED + 1)})),
        ("empty.pdf", b""),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_nothing_is_kept(client, activity, name, content):
    response = upload(client, activity, name, content, notes="Typed text")

    assert "upload" in errors(response)
    assert "Typed text" in response.content.decode()
    assert not EvidenceFile.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, activity, settings):
    settings.EVIDENCE_MAX_BYTES = 100

    assert "The most is" in errors(upload(client, activity, "flyer.pdf", PDF + b"\0" * 100 + b"%%EOF"))["upload"][0]


def test_a_good_file_need_not_be_chosen_again_when_something_else_is_wrong(client, activity):
    response = upload(client, activity, "flyer.pdf", PDF, title="")

    form = response.context["form"]
    assert "flyer.pdf" in response.content.decode()
    kept = {"title": "Reading night", "kept_upload": form["kept_upload"].value()}
    client.post(edit(activity), filled(client, activity) | kept)

    activity.refresh_from_db()
    assert activity.evidence.original_name == "flyer.pdf"


def test_somebody_elses_file_cannot_be_taken_over(client, activity):
    other = MembershipFactory()
    theirs = evidence.keep(upload=SimpleUploadedFile("theirs.pdf", PDF), by=other.user)

    for ticket in (evidence.ticket(theirs), "forged", "1:2"):
        client.post(edit(activity), filled(client, activity) | {"kept_upload": ticket})

    activity.refresh_from_db()
    assert activity.evidence is None


def test_evidence_leaves_as_an_attachment_that_no_browser_runs(client, activity):
    upload(client, activity, 'a"b\r\n.pdf', PDF)

    response = client.get(reverse("partnerships:activity-evidence", args=[activity.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"


def test_evidence_of_another_school_is_not_there(client, activity):
    upload(client, activity, "flyer.pdf", PDF)
    client.force_login(MembershipFactory().user)

    assert client.get(reverse("partnerships:activity-evidence", args=[activity.pk])).status_code == 404


def test_a_file_can_be_taken_away_again(client, activity):
    upload(client, activity, "flyer.pdf", PDF)
    client.post(edit(activity), filled(client, activity) | {"remove_evidence": "on"})

    activity.refresh_from_db()
    assert activity.evidence is None
    assert client.get(reverse("partnerships:activity-evidence", args=[activity.pk])).status_code == 404


def test_files_of_forms_that_were_never_saved_are_swept_away(client, activity, django_capture_on_commit_callbacks):
    person = activity.logged_by
    unused = evidence.keep(upload=SimpleUploadedFile("unused.pdf", PDF), by=person)
    activity.evidence = evidence.keep(upload=SimpleUploadedFile("used.pdf", PDF), by=person)
    activity.save()

    assert evidence.sweep() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert evidence.sweep(now=timezone.now() + timedelta(days=3)) == 1

    assert [kept.original_name for kept in EvidenceFile.objects.all()] == ["used.pdf"]
    assert not unused.file.storage.exists(unused.file.name)
