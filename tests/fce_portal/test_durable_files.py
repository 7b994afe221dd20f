"""What somebody was told is kept is on the disk: a power cut does not leave a row that names an empty file."""

import os
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db.models import FileField

from fce_portal import secret_key
from fce_portal.durable_files import DurableFileStorage
from fce_portal.embedded import postgres_config
from fce_portal.on_disk import put_in_place
from tests.settings import BASE_DIR


@pytest.fixture
def written(monkeypatch, tmp_path, settings):
    """What was sent down to the disk, in order, with the size that it had then."""
    settings.MEDIA_ROOT = tmp_path / "media"
    sent, real = [], os.fsync

    def fsync(handle):
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        sent.append((path.relative_to(tmp_path).as_posix(), path.is_dir() or path.stat().st_size))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return sent


def test_a_file_is_on_the_disk_with_its_folders_before_anything_names_it(written):
    name = default_storage.save("evidence/ab12", ContentFile(b"minutes" * 9))
    assert written == [(f"media/{name}", 63), ("media/evidence", True), ("media", True)]


def test_a_large_file_that_was_moved_into_place_is_too(written):
    with TemporaryUploadedFile("large.pdf", "application/pdf", 5, None) as upload:
        upload.write(b"%PDF-")
        upload.seek(0)
        name = default_storage.save("evidence/cd34", upload)
    assert (f"media/{name}", 5) in written
    with default_storage.open(name) as kept:
        assert kept.read() == b"%PDF-"


def test_all_that_records_keep_in_files_goes_through_that_storage():
    """`__class__` is that of the storage behind Django's lazy one."""
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    storages = {field.storage.__class__ for field in fields if isinstance(field, FileField)}
    assert storages == {DurableFileStorage}


def test_the_key_of_a_first_run_is_on_the_disk_before_it_has_its_name(written, tmp_path):
    secret_key.kept_in(tmp_path)
    (draft, size), folder = written
    assert draft.startswith("secret_key.") and size > 50 and folder == (".", True)


def test_what_is_whole_takes_its_name_on_the_disk(written, tmp_path):
    draft, target = tmp_path / ".archive.partial", tmp_path / "archive.zip"
    draft.write_bytes(b"PK")
    put_in_place(draft, target)
    assert written == [(".archive.partial", 2), (".", True)] and target.read_bytes() == b"PK"


def test_no_module_gives_a_file_its_name_without_the_disk():
    """But for what is put aside or doomed, and for a backup, which sends all that is in it to the disk before."""
    elsewhere = {"on_disk.py", "backup/making.py", "backup/restoring.py", "backup/runs.py", "embedded/valkey.py"}
    apps = ("district", "plans", "partnerships", "governance", "indicators", "fce_portal")
    found = {
        path.relative_to(BASE_DIR / "fce_portal").as_posix() if app == "fce_portal" else path.name
        for app in apps
        for path in (BASE_DIR / app).rglob("*.py")
        if re.search(r"\.rename\(|os\.(rename|replace)\(|shutil\.move\(|draft\.replace\(", path.read_text())
    }
    assert found == elsewhere


def test_the_database_of_a_first_run_waits_for_its_disk():
    """Neither is said anywhere, so PostgreSQL's own "on" holds; the servers of tests say "off"."""
    lasting, of_tests = (
        postgres_config.configuration("/tmp", durable=True),
        postgres_config.configuration("/tmp", durable=False),
    )
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        assert name not in lasting and f"{name} = off" in of_tests
