"""Files that people bring: the virus scanner (one that speaks clamd's own protocol), quarantine, quotas, disguises."""

import io
import socketserver
import struct
import threading
import zipfile

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from district import evidence, virus_scan
from district.forms.evidence import WithEvidence
from district.forms.files import ReadFileField
from district.models import EvidenceFile
from district.models.evidence import Scan
from tests.factories import UserFactory

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
# The harmless file by which scanners are tried out (eicar.org); in two parts, so that no scanner takes this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
INFECTED = PDF[:9] + EICAR + PDF[9:]


class Clamd(socketserver.BaseRequestHandler):
    """INSTREAM as clamd does it: pieces with their length before them, a piece of no length at the end."""

    def handle(self):
        assert self.read(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!I", self.read(4))[0]:
            data += self.read(length)
        self.server.seen.append(len(data))
        if self.server.says is not None:
            return self.request.sendall(self.server.says)
        found = EICAR in data
        self.request.sendall(b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0")

    def read(self, size):
        data = b""
        while len(data) < size:
            data += self.request.recv(size - len(data))
        return data


@pytest.fixture
def clamd(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.says, server.seen = None, []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


@pytest.fixture
def nobody_answers(settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:9"  # "discard": nothing listens there


def a_file(content=PDF, name="flyer.pdf"):
    return SimpleUploadedFile(name, content)


def keep(content=PDF):
    return evidence.keep(upload=a_file(content), by=UserFactory())


def content_of(kept):
    answer = evidence.response_or_404(kept)
    try:
        return b"".join(answer.streaming_content)
    finally:
        answer.file_to_stream.close()


class EvidenceForm(WithEvidence, forms.Form):
    def __init__(self, by, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_evidence(by)


def test_a_clean_file_is_scanned_whole_and_kept(db, clamd):
    kept = keep(PDF + b"%" * 200_000 + b"%%EOF")
    assert (kept.scan, kept.is_held) == (Scan.CLEAN, False)
    assert kept.scanned_at and clamd.seen == [kept.size]
    assert content_of(kept).startswith(PDF)


def test_an_infected_file_is_refused_beside_the_field_and_not_kept(db, clamd):
    form = EvidenceForm(UserFactory(), {}, {"upload": a_file(INFECTED)})
    assert form.errors == {"upload": ["The virus scanner found “Eicar-Signature” in this file. It was not taken."]}
    assert not EvidenceFile.objects.exists()


def test_a_file_that_the_scanner_could_not_be_asked_about_waits_and_nobody_gets_it(db, nobody_answers):
    kept = keep()
    assert kept.scan == Scan.WAITING
    assert kept.shown_name == "flyer.pdf (Waits for the virus check)"
    with pytest.raises(Http404):
        evidence.response_or_404(kept)
    assert evidence.scan_waiting() == 0  # still nobody there: it goes on waiting


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: nonsense\0", b"OK\0"])
def test_what_is_no_verdict_never_makes_a_file_clean(db, clamd, says):
    clamd.says = says
    assert keep().scan == Scan.WAITING


def test_once_the_scanner_is_back_a_clean_file_leaves_quarantine_and_an_infected_one_is_taken_away(
    db, clamd, settings, django_capture_on_commit_callbacks
):
    address, settings.CLAMD_URL = settings.CLAMD_URL, "tcp://127.0.0.1:9"
    clean, infected = keep(), keep(INFECTED)
    settings.CLAMD_URL = address
    with django_capture_on_commit_callbacks(execute=True):
        assert evidence.scan_waiting() == 2
    clean.refresh_from_db()
    infected.refresh_from_db()
    assert (clean.scan, infected.scan, infected.found) == (Scan.CLEAN, Scan.INFECTED, "Eicar-Signature")
    assert clean.file.storage.exists(clean.file.name)
    assert not infected.file.storage.exists(infected.file.name)
    with pytest.raises(Http404):
        evidence.response_or_404(infected)
    assert evidence.scan_waiting() == 0


def test_files_that_came_before_there_was_a_scanner_are_scanned_a_few_at_a_time(
    db, clamd, settings, monkeypatch, django_capture_on_commit_callbacks
):
    address, settings.CLAMD_URL = settings.CLAMD_URL, ""
    lost, clean, infected, later = keep(), keep(), keep(INFECTED), keep()
    lost.file.storage.delete(lost.file.name)
    assert evidence.scan_waiting() == 0
    settings.CLAMD_URL = address
    monkeypatch.setattr(evidence, "OLD_SCANNED_AT_ONCE", 2)
    with django_capture_on_commit_callbacks(execute=True):
        assert evidence.scan_waiting() == 2
    states = dict(EvidenceFile.objects.values_list("pk", "scan"))
    assert [states[one.pk] for one in (lost, clean, infected, later)] == ["NONE", "CLEAN", "INFECTED", "NONE"]
    assert (evidence.scan_waiting(), evidence.scan_waiting()) == (1, 0)


def test_a_table_is_not_read_before_the_scanner_has_seen_it(clamd, nobody_answers, settings):
    with pytest.raises(ValidationError, match="does not answer"):
        ReadFileField().clean(a_file())
    settings.CLAMD_URL = f"tcp://127.0.0.1:{clamd.server_address[1]}"
    with pytest.raises(ValidationError, match="Eicar"):
        ReadFileField().clean(a_file(INFECTED))
    upload = ReadFileField().clean(a_file())
    assert upload.read() == PDF  # from its beginning


def test_without_a_scanner_nothing_is_called_clean(db):
    assert not virus_scan.is_set_up()
    assert keep().scan == Scan.NONE
    assert evidence.scan_waiting() == 0


def test_the_scanner_may_listen_at_a_socket_of_the_machine(tmp_path, settings):
    path = str(tmp_path / "clamd.ctl")
    with socketserver.ThreadingUnixStreamServer(path, Clamd) as server:
        server.says, server.seen = None, []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.CLAMD_URL = f"unix://{path}"
        assert virus_scan.scan(io.BytesIO(EICAR)).found == "Eicar-Signature"
        assert virus_scan.scan(io.BytesIO(b"")).found == ""
        server.shutdown()


def test_nobody_can_fill_the_disk(db, monkeypatch):
    person = UserFactory()
    evidence.keep(upload=a_file(), by=person)
    evidence.room_for(a_file(), person)
    monkeypatch.setattr(evidence, "MOST_BYTES_A_DAY", len(PDF) + 10)
    form = EvidenceForm(person, {}, {"upload": a_file()})
    assert "Go on tomorrow" in form.errors["upload"][0]
    monkeypatch.setattr(evidence, "MOST_BYTES_A_DAY", 10**9)
    monkeypatch.setattr(evidence, "MOST_A_DAY", 1)
    with pytest.raises(ValidationError, match="Go on tomorrow"):
        evidence.room_for(a_file(), person)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", b"<html><script>alert(1)</script></html>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("drawing.jpg", b"<?xml version='1.0'?><svg onload='alert(1)'/>"),
        ("flyer.pdf", b"%PDF-1.4 <script>"),
        ("run.pdf", b"MZ" + b"\0" * 100),
        ("run.png", b"#!/bin/sh\n"),
        ("archive.docx", b"PK\x03\x04" + b"\0" * 50),
    ],
)
def test_disguises_are_seen_through(name, content):
    with pytest.raises(ValidationError):
        evidence.check(a_file(content, name))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.pdf", "/etc/cron.d/x", "a\0b.pdf", "x" * 300, ".htaccess"]
)
def test_the_name_of_a_file_leads_nowhere(db, name):
    upload = a_file()
    upload._name = name  # as a program sends it that does not go by Django's own cleaning
    kept = evidence.keep(upload=upload, by=UserFactory())
    assert kept.file.name.startswith("evidence/") and ".." not in kept.file.name
    assert len(kept.original_name) <= 200 and "\0" not in kept.original_name
    answer = evidence.response_or_404(kept)
    answer.file_to_stream.close()
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment") and "\n" not in disposition


def workbook(*words):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        cells = "".join(f"<si><t>{word}</t></si>" for word in words)
        parts.writestr("xl/sharedStrings.xml", f"<sst>{cells}</sst>")
    return package.getvalue()


@pytest.mark.parametrize("heading", ["Student Name", "SASID", "Date of Birth", "Nombre del estudiante"])
def test_a_workbook_that_lists_children_is_no_evidence(heading):
    with pytest.raises(ValidationError, match="about single children"):
        evidence.check(a_file(workbook("Grade", heading, "Room"), "list.xlsx"))


def test_a_workbook_of_counts_is(monkeypatch):
    assert evidence.check(a_file(workbook("Students", "Families", "Student group", "Grade"), "counts.xlsx")) == "xlsx"


def test_the_words_of_a_workbook_are_read_no_further_than_is_safe(monkeypatch):
    monkeypatch.setattr(evidence, "MOST_WORDS", 1000)
    assert evidence.check(a_file(workbook("x" * 20_000_000, "SASID"), "bomb.xlsx")) == "xlsx"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(evidence, "MOST_UNPACKED", 1000)
    with pytest.raises(ValidationError):
        evidence.check(a_file(workbook("x" * 2000), "bomb.xlsx"))
