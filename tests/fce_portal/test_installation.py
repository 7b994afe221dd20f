"""`manage.py check_installation` and `send_test_mail`: what is missing is said in words, and by the exit code."""

import smtplib
import ssl
import urllib.error
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from district import virus_scan
from district.access import Role
from district.models import TaskRun, User
from district.models.backups import BackupProof
from district.models.runs import RunState
from fce_portal.backup import programs, scratch
from fce_portal.installation import (
    address_look,
    backups_look,
    database_look,
    looks,
    machine_look,
    mail_look,
    people_look,
    processes_look,
    settings_look,
)
from fce_portal.installation.findings import Kind, good, missing
from fce_portal.version import portal_version
from tests.factories import BackupFactory, MembershipFactory
from tests.mail_server import MailServer


def said(findings):
    """{kind: all sentences of that kind}."""
    found = dict.fromkeys(Kind, "")
    for finding in findings:
        found[finding.kind] += f"{finding.sentence}\n"
    return found


# ------------------------------------------------------------------ the command


def test_the_command_says_what_is_missing_and_ends_with_one(monkeypatch, capsys):
    def breaks():
        yield good("Half of it was there.")
        raise DatabaseError("no such table\nLINE 1: …")

    monkeypatch.setattr(looks, "LOOKS", [("Disk", lambda: [missing("The disk is full.")]), ("Tables", breaks)])
    with pytest.raises(SystemExit) as ended:
        call_command("check_installation")
    told = capsys.readouterr().out
    assert ended.value.code == 1
    assert f"FCE Portal {portal_version()}" in told
    assert "MISSING  The disk is full." in told and "ok       Half of it was there." in told
    assert "could not be looked at: DatabaseError: no such table\n" in told
    assert "Missing: 2." in told


def test_where_nothing_is_missing_the_command_ends_with_zero(monkeypatch, capsys):
    monkeypatch.setattr(looks, "LOOKS", [("Disk", lambda: [good("Room enough.")])])
    call_command("check_installation")
    assert "Nothing is missing." in capsys.readouterr().out


@pytest.mark.django_db
def test_a_first_run_on_one_machine_can_be_looked_at_whole(broker, monkeypatch):
    monkeypatch.setattr(processes_look, "PING_SECONDS", 0.1)
    names = [name for name, _found in looks.findings()]
    sentences = [finding.sentence for _name, found in looks.findings() for finding in found]
    assert len(names) == len(looks.LOOKS)
    assert not any("could not be looked at" in sentence for sentence in sentences), sentences


# ------------------------------------------------------------------ each matter


def test_production_without_its_built_files_is_told(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert list(settings_look.built()) == []
    settings.PRODUCTION = True
    assert "deploy/build" in said(settings_look.built())[Kind.MISSING]
    (tmp_path / "staticfiles.json").touch()
    assert said(settings_look.built())[Kind.MISSING] == ""


def test_any_host_name_at_all_is_refused(settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert "ALLOWED_HOSTS" in said(settings_look.look())[Kind.MISSING]


@pytest.mark.django_db
def test_a_database_that_does_not_fit_is_told(monkeypatch):
    monkeypatch.setattr(database_look, "LASTING", [])
    assert said(database_look.look())[Kind.MISSING] == ""
    monkeypatch.setattr(programs, "server_version", lambda: (14, "14.9"))
    monkeypatch.setattr(programs, "program", lambda name, major: "/usr/bin/true")
    monkeypatch.setattr(database_look, "migrations_are_missing", lambda: True)
    monkeypatch.setattr(scratch, "may_make", lambda: False)
    told = said(database_look.look())[Kind.MISSING]
    assert "14.9 is too old" in told and "manage.py prepare" in told and "CREATEDB" in told
    monkeypatch.undo()
    monkeypatch.setattr(database_look, "EXTENSIONS", {"btree_gist", "of_tomorrow"})
    assert "lacks the extensions of_tomorrow" in said(database_look.look())[Kind.MISSING]


@pytest.mark.django_db
def test_a_database_that_does_not_wait_for_its_disk_is_told():
    """As the one of these tests, which is thrown away."""
    told = said(database_look.look())[Kind.MISSING]
    assert "power cut" in told and "fsync = off, full_page_writes = off, synchronous_commit = off" in told
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
    assert "synchronous_commit" not in said(database_look.look())[Kind.MISSING]


@pytest.mark.django_db
def test_each_process_that_does_not_answer_is_named(broker, monkeypatch):
    monkeypatch.setattr(processes_look, "workers_alive", lambda: {"celery"})
    told = said(processes_look.look())
    assert "“worker” answers" in told[Kind.GOOD] and "“rollups”" in told[Kind.MISSING]
    assert "No task of the schedule has run ever" in told[Kind.MISSING]

    now = timezone.now()
    TaskRun.objects.create(name="seal-audit", slot="1", state=RunState.DONE, started_at=now, finished_at=now)
    assert "The schedule runs" in said(processes_look.look())[Kind.GOOD]
    TaskRun.objects.update(started_at=now - timedelta(hours=1), finished_at=now - timedelta(hours=1))
    assert "portal-beat" in said(processes_look.look())[Kind.MISSING]
    broker.stop()
    assert "broker" in said(processes_look.look())[Kind.MISSING]


def test_a_scanner_that_is_set_up_has_to_answer(settings, monkeypatch):
    assert "not scanned" in said(processes_look.scanner())[Kind.ADVICE]
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    assert "quarantine" in said(processes_look.scanner())[Kind.MISSING]
    monkeypatch.setattr(virus_scan, "answers", lambda: True)
    assert said(processes_look.scanner())[Kind.GOOD]


class Address:
    """What a browser would be answered; a sentence where nothing answers."""

    def __init__(self, https, http):
        self.answers = {"https": https, "http": http}

    def __call__(self, url):
        return self.answers[url.partition(":")[0]]


def answer(status=200, **headers):
    return SimpleNamespace(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})


REDIRECT = answer(301, Location="https://portal.hartford.example/healthz")


@pytest.mark.parametrize(
    ("https", "http", "kind", "words"),
    [
        (answer(Strict_Transport_Security="max-age=31536000"), REDIRECT, Kind.GOOD, "HTTP leads to HTTPS"),
        (answer(Strict_Transport_Security="max-age=31536000"), answer(200), Kind.MISSING, "Port 80 does not lead"),
        (answer(Strict_Transport_Security="max-age=31536000"), "refused", Kind.ADVICE, "port 80"),
        (answer(), REDIRECT, Kind.MISSING, "HSTS"),
        (answer(400), REDIRECT, Kind.MISSING, "answers 400"),
        ("the certificate is not good.", REDIRECT, Kind.MISSING, "certificate is not good"),
    ],
)
def test_the_address_is_asked_as_a_browser_asks(settings, monkeypatch, https, http, kind, words):
    settings.PRODUCTION, settings.PORTAL_URL = True, "https://portal.hartford.example"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(address_look, "ask", Address(https, http))
    monkeypatch.setattr(address_look, "certificate", lambda address: [])
    found = said(address_look.look())
    assert words in found[kind]
    assert bool(found[Kind.MISSING]) is (kind == Kind.MISSING)


def test_an_address_without_tls_or_proxy_is_refused(settings, monkeypatch):
    assert list(address_look.look()) == [], "a first run on one machine has none"
    settings.PRODUCTION, settings.PORTAL_URL = True, "http://portal.hartford.example"
    assert "https://" in said(address_look.look())[Kind.MISSING]
    settings.PORTAL_URL = "https://portal.hartford.example"
    monkeypatch.setattr(address_look, "ask", Address("nothing.", "nothing."))
    assert "TRUSTED_PROXIES is 0" in said(address_look.look())[Kind.MISSING]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ssl.SSLCertVerificationError("bad"), "certificate"),
        (address_look.socket.gaierror(-2, "unknown"), "DNS"),
        (ConnectionRefusedError(), "does the proxy run"),
        (TimeoutError("timed out"), "timed out"),
    ],
)
def test_why_the_address_cannot_be_reached_is_said_in_words(monkeypatch, error, words):
    def refuse(*arguments, **options):
        raise urllib.error.URLError(error)

    monkeypatch.setattr(address_look.urllib.request, "build_opener", lambda *handlers: SimpleNamespace(open=refuse))
    assert words in address_look.ask("https://portal.hartford.example")


@pytest.fixture
def mail_server(settings):
    server = MailServer().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "portal@hartfordschools.org"
    yield server
    server.stop()


@pytest.mark.django_db
def test_the_mail_server_is_asked_and_one_that_is_down_is_told(mail_server, settings):
    assert "takes the portal's sign-in" in said(mail_look.look())[Kind.GOOD]
    settings.DEFAULT_FROM_EMAIL = "portal@hartford.example"
    assert "DEFAULT_FROM_EMAIL" in said(mail_look.look())[Kind.MISSING]
    mail_server.stop()
    assert "cannot be reached" in said(mail_look.look())[Kind.MISSING]
    assert mail_server.taken == []


def test_a_folder_is_no_mail_server(settings):
    assert "EMAIL_URL" in said(mail_look.look())[Kind.ADVICE]
    settings.PRODUCTION = True
    assert "EMAIL_URL" in said(mail_look.look())[Kind.MISSING]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), "refuses user or password"),
        (ssl.SSLError(1, "wrong version number"), "465 with smtp+ssl"),
        (smtplib.SMTPNotSupportedError("STARTTLS extension not supported"), "STARTTLS"),
        (smtplib.SMTPDataError(554, b"spam"), "554 spam"),
        (smtplib.SMTPRecipientsRefused({}), "does not take mail"),
        (TimeoutError("timed out"), "firewall"),
    ],
)
def test_what_a_mail_server_has_against_it_is_said_in_words(error, words):
    assert words in mail_look.in_words(error, SimpleNamespace(host="mail.example", port=587))


def test_a_test_mail_arrives_or_it_is_said_why_not(mail_server, capsys):
    call_command("send_test_mail", "ana@example.org")
    (mail,) = mail_server.taken
    assert mail["To"] == "ana@example.org" and portal_version() in mail.get_payload()
    mail_server.refused = "nobody@example.org"
    with pytest.raises(CommandError, match="does not take mail"):
        call_command("send_test_mail", "nobody@example.org")
    with pytest.raises(CommandError, match="valid email"):
        call_command("send_test_mail", "ana")


@pytest.mark.django_db
def test_backups_are_looked_at_from_the_first_day(settings, tmp_path):
    settings.BACKUP_FOLDER = ""
    assert "BACKUP_FOLDER" in said(backups_look.look())[Kind.MISSING]
    settings.BACKUP_FOLDER = str(tmp_path)
    assert "no backup yet" in said(backups_look.look())[Kind.MISSING]
    made = BackupFactory(folder=str(tmp_path))
    assert "not there any more" in said(backups_look.look())[Kind.MISSING]
    (tmp_path / made.name).mkdir()
    told = said(backups_look.look())
    assert told[Kind.MISSING] == "" and "No backup was restored for a trial" in told[Kind.ADVICE]
    BackupFactory(proof=BackupProof.RESTORED, started_at=timezone.now() - timedelta(days=2))
    assert "trial" not in said(backups_look.look())[Kind.ADVICE]
    made.delete()
    assert "older than a day" in said(backups_look.look())[Kind.MISSING]


@pytest.mark.django_db
def test_administrators_and_their_second_factors_are_counted(settings):
    assert "create_administrator" in said(people_look.look())[Kind.MISSING]
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    assert "has signed in yet" in said(people_look.look())[Kind.ADVICE]
    User.objects.update(last_login=timezone.now())
    settings.PRODUCTION, settings.SECOND_FACTOR_ROLES = True, []
    told = said(people_look.look())
    assert "Only one administrator" in told[Kind.ADVICE] and "SECOND_FACTOR_ROLES" in told[Kind.MISSING]
    settings.SECOND_FACTOR_ROLES = ["ADMINISTRATOR"]
    assert "without a second factor yet: 1" in said(people_look.look())[Kind.ADVICE]
    person.authenticator_set.create(type="totp", data={})
    assert "Every administrator has a second factor" in said(people_look.look())[Kind.GOOD]


def test_secrets_that_others_may_read_are_told(settings, tmp_path, monkeypatch):
    settings.BASE_DIR = settings.PORTAL_VAR = tmp_path
    settings.BACKUP_FOLDER = str(tmp_path / "backups")
    monkeypatch.setattr(machine_look, "SECRETS", [".env"])
    (tmp_path / ".env").touch(mode=0o644)
    (tmp_path / "backups").mkdir(mode=0o700)
    assert f"chmod 0600 {tmp_path / '.env'}" in said(machine_look.secrets())[Kind.MISSING]
    (tmp_path / ".env").chmod(0o600)
    assert said(machine_look.secrets())[Kind.MISSING] == ""
    (tmp_path / "backups").chmod(0o755)
    assert "chmod 0700" in said(machine_look.secrets())[Kind.MISSING]


@pytest.mark.parametrize(("free", "kind"), [(10 * 2**20, Kind.MISSING), (2 * 2**30, Kind.ADVICE), (2**40, Kind.GOOD)])
def test_a_disk_that_fills_is_told_before_it_is_full(monkeypatch, settings, tmp_path, free, kind):
    settings.PORTAL_VAR, settings.MEDIA_ROOT, settings.BACKUP_FOLDER = tmp_path, tmp_path / "media", ""
    monkeypatch.setattr(machine_look.shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    assert [finding.kind for finding in machine_look.disks()] == [kind]


# ------------------------------------------------------------------ the version


def test_a_folder_for_staff_files_that_is_not_there_is_told(settings, tmp_path):
    settings.STAFF_FOLDER = ""
    assert list(machine_look.staff_folder()) == []
    settings.STAFF_FOLDER = str(tmp_path)
    assert list(machine_look.staff_folder()) == []
    settings.STAFF_FOLDER = str(tmp_path / "gone")
    assert "no staff file is looked at" in said(machine_look.staff_folder())[Kind.MISSING]


@pytest.mark.django_db
def test_the_version_is_told_to_those_who_run_the_portal_and_to_nobody_else(client, settings, broker):
    words = f"Version {portal_version()} of the portal"
    assert words not in client.get("/help/").content.decode()
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR, school=None).user)
    assert words in client.get("/help/").content.decode()
    assert "version" not in client.get("/readyz").json()
    settings.METRICS_TOKEN = "secret"
    watcher = {"Authorization": "Bearer secret"}
    assert client.get("/readyz", headers=watcher).json()["version"] == portal_version()
    assert (
        f'portal_build_info{{version="{portal_version()}"}} 1.0'
        in client.get("/metrics", headers=watcher).content.decode()
    )
