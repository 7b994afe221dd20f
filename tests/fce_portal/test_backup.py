"""Backups: whole or not at all, proven, rotated; and a restore that touches nothing before all of it holds."""

import json
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.models import AuditEntry, Backup, EvidenceFile, Notice, School
from district.models.backups import BackupCause, BackupProof, BackupState
from fce_portal import tasks
from fce_portal.backup import checking, digests, files, making, programs, restoring, rotation, runs, scratch, versions
from fce_portal.backup.digests import Content
from fce_portal.backup.errors import BackupError
from fce_portal.home import items_for
from tests.factories import BackupFactory, MembershipFactory, SchoolFactory


def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR, school=None).user


def a_file(media, name="evidence/1a2b", content=b"a flyer"):
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(settings, tmp_path):
    settings.BACKUP_FOLDER = str(tmp_path / "backups")
    settings.BACKUP_TRIAL_DAYS = 0
    return tmp_path / "backups"


# ------------------------------------------------------------------ one whole round


@pytest.mark.django_db(transaction=True)
def test_a_portal_is_backed_up_restored_over_another_one_and_is_the_same_again(media, folder, monkeypatch):
    person = administrator()
    school = SchoolFactory(name="Burr")
    evidence = EvidenceFile.objects.create(
        file="evidence/1a2b", original_name="flyer.pdf", content_type="application/pdf", size=7, sha256="0" * 64,
        uploaded_by=person,
    )  # fmt: skip
    a_file(media)
    runs.back_up_and_rotate(BackupCause.SCHEDULE)
    made = Backup.objects.get()
    assert (made.state, made.proof, made.files, made.lost_files) == (BackupState.DONE, BackupProof.SUMS, 1, 0)
    path = folder / made.name
    assert subprocess.run(["sha256sum", "--check", "files.sha256"], cwd=path, capture_output=True).returncode == 0
    assert sorted(one.name for one in folder.iterdir()) == [made.name]

    School.objects.filter(pk=school.pk).update(name="Somebody changed this")
    (media / "evidence/1a2b").unlink()
    later = a_file(media, "evidence/later", b"came after")
    with pytest.raises(BackupError, match="holds data"):
        restoring.restore(path)
    assert School.objects.get(pk=school.pk).name == "Somebody changed this"

    monkeypatch.setattr(restoring, "verify", lambda: [("verify_rollups", True)])
    done = restoring.restore(path, replace=True)
    try:
        assert School.objects.get(pk=school.pk).name == "Burr"
        assert (media / EvidenceFile.objects.get(pk=evidence.pk).file.name).read_bytes() == b"a flyer"
        assert Backup.objects.get().state == BackupState.DONE, "the snapshot shows it as being made"
        assert not later.exists() and (done.set_aside / "evidence/later").read_bytes() == b"came after"
        assert done.is_right
        assert AuditEntry.objects.get(kind="RESTORED").about == made.name, "the trail says that time was turned back"
        with scratch.cursor_of(done.old_database) as cursor:
            cursor.execute("SELECT name FROM district_school")
            assert cursor.fetchall() == [("Somebody changed this",)]
    finally:
        scratch.drop(done.old_database)


@pytest.mark.django_db(transaction=True)
def test_what_one_commits_while_the_backup_is_made_is_in_it_wholly_or_not_at_all(media, folder, monkeypatch):
    """The database is shown as of the snapshot; a file that came after it does no harm."""
    SchoolFactory(name="Before")
    contents = digests.contents

    def write_meanwhile(cursor, only=None):
        SchoolFactory(name="Meanwhile")
        a_file(media, "evidence/meanwhile")
        return contents(cursor, only)

    monkeypatch.setattr(digests, "contents", write_meanwhile)
    with making.alone() as beside:
        path, told = making.make(beside, folder, "portal-2026-11-26T083000Z")
    monkeypatch.setattr(digests, "contents", contents)
    assert told.tables["district_school"].rows == 1
    checking.check_by_restoring(path)  # what pg_dump wrote is what was counted


# ------------------------------------------------------------------ what goes wrong


@pytest.fixture
def a_backup(db, media, folder):
    a_file(media)
    with making.alone() as beside:
        return making.make(beside, folder, "portal-2026-11-26T083000Z")[0]


@pytest.mark.parametrize("part", ["database.dump", "files.sha256", "files/evidence/1a2b"])
def test_a_damaged_part_is_found_before_anything_is_touched(a_backup, part):
    path = a_backup / part
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(BackupError, match="damaged"):
        restoring.restore(a_backup, replace=True)
    path.unlink()
    with pytest.raises(BackupError, match="cannot be read"):
        checking.check(a_backup)


def test_a_folder_that_is_no_backup_is_refused(tmp_path):
    with pytest.raises(BackupError, match="is no backup"):
        checking.check(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(BackupError, match="cannot be read"):
        checking.check(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(BackupError, match="newer portal"):
        checking.check(tmp_path)


def test_a_backup_of_a_newer_portal_or_of_a_newer_postgresql_is_refused(a_backup):
    path = a_backup / "manifest.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps(told | {"migrations": told["migrations"] | {"plans": ["0999_of_tomorrow"]}}))
    with pytest.raises(BackupError, match="newer portal.*plans.0999_of_tomorrow"):
        restoring.restore(a_backup, replace=True)
    newer = checking.manifest.read(a_backup)
    newer.migrations, newer.postgres = told["migrations"], "99.1"
    with pytest.raises(BackupError, match="PostgreSQL 99"):
        restoring.require_readable(newer)


def test_an_older_backup_is_to_be_brought_forward(db):
    migrations = versions.applied(connection)
    assert not versions.missing_there(migrations) and not versions.unknown_here(migrations)
    assert versions.missing_there(migrations | {"district": ["0001_initial"]})


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_fails_leaves_nothing_and_is_told(media, folder, monkeypatch):
    person = administrator()
    monkeypatch.setattr(programs, "program", lambda name, major: "/bin/false")
    with pytest.raises(BackupError, match="pg_dump failed"):
        runs.back_up_and_rotate(BackupCause.SCHEDULE)
    assert list(folder.iterdir()) == []
    failed = Backup.objects.get()
    assert failed.state == BackupState.FAILED and "pg_dump failed" in failed.reason
    assert Notice.objects.get(recipient=person).kind == "backup.failed"
    assert [item.kind for item in items_for(person) if "backup" in item.sentence] == ["bad"]


@pytest.mark.django_db(transaction=True)
def test_what_was_written_but_does_not_hold_is_not_called_a_backup(media, folder, monkeypatch):
    def damage(path):
        raise BackupError("damaged")

    monkeypatch.setattr(checking, "check", damage)
    with pytest.raises(BackupError):
        runs.back_up_and_rotate(BackupCause.SCHEDULE)
    assert making.whole(folder) == [] and [one.name[:7] for one in folder.iterdir()] == ["broken-"]


def test_a_full_disk_is_said_before_and_while_it_fills(db, media, folder, monkeypatch):
    with making.alone() as beside:
        usage = making.shutil._ntuple_diskusage(total=10, used=9, free=1)
        monkeypatch.setattr(making.shutil, "disk_usage", lambda path: usage)
        with pytest.raises(BackupError, match="0 MB free"):
            making.make(beside, folder, making.new_name())
        monkeypatch.undo()
    with pytest.raises(BackupError, match="full"), making.usable(folder):
        raise OSError(28, "No space left on device")


def test_two_backups_are_not_made_at_once(db):
    with making.alone(), pytest.raises(BackupError, match="being made"), making.alone():
        pass


def test_the_rest_of_a_killed_backup_is_cleared_away_and_its_record_settled(db, media, folder):
    (folder / ".partial-portal-2026-11-25T083000Z").mkdir(parents=True)
    BackupFactory(state=BackupState.RUNNING, finished_at=None)
    runs.settle_lost()
    assert Backup.objects.get().reason == runs.LOST
    with making.alone() as beside:
        path, _told = making.make(beside, folder, making.new_name())
    assert list(folder.iterdir()) == [path]


def test_a_record_whose_file_is_lost_is_said(db, media, folder):
    person = administrator()
    EvidenceFile.objects.create(
        file="evidence/gone",
        original_name="a.pdf",
        content_type="application/pdf",
        size=1,
        sha256="",
        uploaded_by=person,
    )
    with connection.cursor() as cursor:
        assert files.named_by_records(cursor) == {"evidence/gone"}


# ------------------------------------------------------------------ programs


def test_programs_of_another_version_than_the_server_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(programs, "candidates", lambda name: ["/usr/bin/pg_dump"])
    monkeypatch.setattr(programs, "major_of", lambda path: 15)
    assert programs.program("pg_dump", 15) == "/usr/bin/pg_dump"
    with pytest.raises(BackupError, match=r"PostgreSQL 18.*found: 15 \(/usr/bin/pg_dump\).*postgresql-client-18"):
        programs.program("pg_dump", 18)


def test_the_password_of_the_database_is_not_in_the_command_line(db, monkeypatch):
    started = {}
    monkeypatch.setattr(programs.subprocess, "Popen", lambda command, **options: started.update(options, all=command))
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "secret")
    programs.start("/bin/true", "--format=custom", database="other")
    assert started["env"]["PGPASSWORD"] == "secret"
    assert "--dbname=other" in started["all"] and "secret" not in " ".join(started["all"])


# ------------------------------------------------------------------ files


def test_a_file_that_the_last_backup_has_is_linked_and_one_that_changed_is_copied(media, tmp_path):
    a_file(media, "evidence/same")
    changed = a_file(media, "evidence/changed", b"old")
    first, second = tmp_path / "first", tmp_path / "second"
    taken = {}
    files.copy_in(first, taken)
    files.write_sums(first, taken)
    changed.write_bytes(b"new and longer")
    again = {}
    files.copy_in(second, again, first)
    inode = {name: [(one / "files/evidence" / name).stat().st_ino for one in (first, second)] for name in
             ("same", "changed")}  # fmt: skip
    assert inode["same"][0] == inode["same"][1] and inode["changed"][0] != inode["changed"][1]
    assert again["evidence/same"] == taken["evidence/same"] and again["evidence/changed"] != taken["evidence/changed"]


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b"])
def test_a_list_of_files_that_leaves_its_folder_is_refused(tmp_path, name):
    (tmp_path / "files.sha256").write_text(f"{'0' * 64}  files/{name}\n")
    with pytest.raises(BackupError, match="damaged"):
        files.sums_of(tmp_path)


# ------------------------------------------------------------------ digests


def test_equal_digests_mean_equal_content_whatever_the_order(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE one (a int, b text); INSERT INTO one VALUES (1, 'x'), (2, 'y'), (2, 'y')")
        cursor.execute("CREATE TABLE two (a int, b text); INSERT INTO two VALUES (2, 'y'), (1, 'x'), (2, 'y')")
        cursor.execute("CREATE TABLE odd (a int, b text); INSERT INTO odd VALUES (1, 'y'), (2, 'x'), (2, 'y')")
        found = digests.contents(cursor, {"one", "two", "odd"})
    assert found["one"] == found["two"] != found["odd"]
    assert found["one"].rows == found["odd"].rows == 3


def test_differences_are_said_table_by_table():
    one, other = Content(2, "a"), Content(2, "b")
    assert digests.differences({"t": one}, {"t": one}) == []
    assert digests.differences({"t": one, "u": one, "v": one}, {"t": other, "u": Content(3, "a"), "w": one}) == [
        "t: 2 rows, but their content differs",
        "u: expected 2 rows, found 3",
        "v: missing",
        "w: not expected",
    ]


# ------------------------------------------------------------------ rotation


def test_the_rotation_keeps_the_newest_of_each_day_week_and_month():
    nights = [datetime(2026, 11, 26, 8, 30, tzinfo=UTC) - timedelta(days=back) for back in range(400)]
    keep = rotation.kept(nights, daily=7, weekly=5, monthly=12)
    assert keep >= set(nights[:7])
    assert 7 + 12 <= len(keep) <= 7 + 5 + 12
    assert {timezone.localtime(one).month for one in keep} == set(range(1, 13))
    assert rotation.kept([], daily=1, weekly=1, monthly=1) == set()
    assert rotation.kept(nights, daily=0, weekly=0, monthly=0) == {nights[0]}, "the newest stays, whatever is set"


def test_two_of_one_day_count_as_one_and_the_later_stays():
    morning, noon = datetime(2026, 11, 26, 12, tzinfo=UTC), datetime(2026, 11, 26, 17, tzinfo=UTC)
    assert rotation.kept([morning, noon], daily=7, weekly=5, monthly=12) == {noon}


def test_rotating_removes_backups_alone(db, settings, tmp_path):
    settings.BACKUP_KEEP_DAILY, settings.BACKUP_KEEP_WEEKLY, settings.BACKUP_KEEP_MONTHLY = 1, 0, 0
    old, new = "portal-2026-11-25T083000Z", "portal-2026-11-26T083000Z"
    for name in (old, new, "portal-of-my-own", "notes"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").touch()
    BackupFactory(name=old)
    assert runs.rotate(tmp_path) == [old]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["notes", new, "portal-of-my-own"]
    assert Backup.objects.get(name=old).removed_at


# ------------------------------------------------------------------ the record and its page


def test_the_database_keeps_records_of_backups_straight(db):
    BackupFactory(state=BackupState.RUNNING, proof=BackupProof.NONE, finished_at=None)
    for wrong in [
        {"state": BackupState.RUNNING, "proof": BackupProof.NONE, "finished_at": None},  # a second one
        {"state": BackupState.FAILED, "proof": BackupProof.NONE},  # without a reason
        {"reason": "disk full"},
        {"finished_at": None},
        {"state": BackupState.FAILED, "reason": "x", "proof": BackupProof.SUMS},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            BackupFactory(**wrong)


def test_a_good_backup_that_grows_old_is_told_once_a_day(db, folder):
    person = administrator()
    BackupFactory(started_at=timezone.now() - timedelta(hours=20))
    runs.tell_if_late()
    assert not Notice.objects.exists()
    Backup.objects.update(started_at=timezone.now() - timedelta(hours=30))
    for _hour in range(2):
        tasks.watch_backups()
    assert Notice.objects.get().recipient == person
    assert any("older than a day" in item.sentence for item in items_for(person))


def test_without_a_folder_the_administrator_reads_so_first_of_all(db, settings, client):
    settings.BACKUP_FOLDER = ""
    person = administrator()
    assert any("No folder for backups" in item.sentence for item in items_for(person))
    client.force_login(person)
    assert "No backups are made" in client.get(reverse("backups")).content.decode()
    assert "No folder for backups is set" in client.post(reverse("backup-make"), follow=True).content.decode()
    with pytest.raises(BackupError, match="BACKUP_FOLDER"):
        runs.back_up_and_rotate(BackupCause.SCHEDULE)


def test_the_page_tells_what_was_made_and_starts_one_once(db, client, folder, django_assert_max_num_queries):
    client.force_login(administrator())
    for back in range(30):
        BackupFactory(started_at=timezone.now() - timedelta(days=back + 1))
    BackupFactory(state=BackupState.FAILED, proof=BackupProof.NONE, reason="The disk of /backups is full.")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("backups"), {"page": "999999999999"}).content.decode()
    assert "The disk of /backups is full." not in page, "the last page was asked for"
    assert "The disk of /backups is full." in client.get(reverse("backups")).content.decode()
    assert "A backup is made now" in client.post(reverse("backup-make"), follow=True).content.decode()
    assert "being made already" in client.post(reverse("backup-make"), follow=True).content.decode()


def test_the_next_one_begins_at_half_past_the_hour_that_is_set(folder, settings):
    settings.BACKUP_HOUR = 3
    before, after = datetime(2026, 11, 26, 8, tzinfo=UTC), datetime(2026, 11, 26, 9, tzinfo=UTC)  # 3:00, 4:00
    assert runs.next_at(before).isoformat() == "2026-11-26T03:30:00-05:00"
    assert runs.next_at(after).isoformat() == "2026-11-27T03:30:00-05:00"


def test_commands_say_what_is_wrong_in_one_sentence(db, tmp_path):
    with pytest.raises(CommandError, match="is no backup.*Nothing was changed"):
        call_command("restore", str(tmp_path))
