"""Leaving with one's data: everything in open formats, and the same portal made of it again."""

import csv
import io
import json
import os
import zipfile

import pytest
from django.db import connection, transaction
from django.urls import reverse

from district.access import Role
from district.models import ArchiveDownload, DataArchive, EvidenceFile, Membership, OutgoingMail, School, User
from district.models.jobs import JobState
from fce_portal import tasks
from fce_portal.backup import digests, restoring
from fce_portal.backup.errors import BackupError
from fce_portal.takeaway import asked, reading, tables, writing
from tests.factories import ActivityFactory, DataArchiveFactory, MembershipFactory, SchoolFactory


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PORTAL_VAR = tmp_path
    return settings.MEDIA_ROOT


def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR, school=None).user


def a_small_district(media):
    """One person with a password, one school that changed its name, an activity, a file, a letter that waits."""
    person = administrator()
    person.set_password("hartford-demo")
    person.save()
    school = SchoolFactory(name='Burr, "the old one"\nin two lines')
    school.name = "Burr"
    school.save()
    ActivityFactory(school=school, title="")
    (media / "evidence").mkdir(parents=True)
    (media / "evidence/1a2b").write_bytes(b"a flyer")
    EvidenceFile.objects.create(
        file="evidence/1a2b", original_name="ñandú, =1+1.pdf", content_type="application/pdf", size=7, sha256="",
        uploaded_by=person,
    )  # fmt: skip
    OutgoingMail.objects.create(kind="LETTER", key="letter", address="a@b.example", letter={"link": "secret-link"})
    return person


def content_of_all():
    with transaction.atomic(), connection.cursor() as cursor:
        return digests.contents(cursor, {table.name for table in tables.tables() if table.is_whole})


def empty_all(media):
    with transaction.atomic(), connection.cursor() as cursor:
        names = ", ".join(f'"{table.name}"' for table in tables.tables())
        cursor.execute(f"TRUNCATE {names} CASCADE")
    (media / "evidence/1a2b").unlink()


@pytest.mark.django_db(transaction=True)
def test_a_portal_made_of_the_archive_is_the_same_with_its_history_and_without_its_secrets(
    media, tmp_path, monkeypatch
):
    monkeypatch.setattr(restoring, "verify", list)
    person = a_small_district(media)
    before = content_of_all()
    path = tmp_path / "all.zip"
    package = writing.write(path)

    with zipfile.ZipFile(path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        users = list(csv.DictReader(io.StringIO(archive.read("data/district_user.csv").decode())))
        evidence = list(csv.DictReader(io.StringIO(archive.read("data/district_evidencefile.csv").decode())))
    assert person.password.encode() not in everything and b"secret-link" not in everything
    assert {one["password"] for one in users} == {"!"}
    assert evidence[0]["original_name"] == "ñandú, =1+1.pdf"
    assert b"a flyer" in everything and package["lostFiles"] == []

    with pytest.raises(BackupError, match="holds data already"):
        reading.read(path)
    empty_all(media)
    reading.read(path)
    assert content_of_all() == before
    assert School.objects.get().name == "Burr"
    assert (media / "evidence/1a2b").read_bytes() == b"a flyer"
    again = User.objects.get(pk=person.pk)
    assert again.email == person.email and not again.has_usable_password()
    assert not OutgoingMail.objects.exists()
    assert Membership.objects.filter(user=again, role=Role.ADMINISTRATOR).exists()
    assert SchoolFactory().pk > School.objects.earliest("pk").pk, "the next number is a free one"


@pytest.fixture
def an_archive(transactional_db, media, tmp_path):
    a_small_district(media)
    path = tmp_path / "all.zip"
    writing.write(path)
    return path


def changed(path, **members):
    """A copy of the archive with other content; None leaves a member out."""
    copy = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = members.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return copy


def test_a_damaged_or_foreign_archive_changes_nothing(an_archive, tmp_path):
    names = {"files/evidence/1a2b": b"another flyer", "data/district_school.csv": None, "datapackage.json": b"{}"}
    words = ["damaged", "missing in the archive", "no archive of a portal"]
    for (name, content), said in zip(names.items(), words, strict=True):
        with pytest.raises(BackupError, match=said):
            reading.read(changed(an_archive, **{name: content}))
    with zipfile.ZipFile(an_archive) as archive:
        package = json.loads(archive.read("datapackage.json"))
    for changes, said in [
        ({"format": 99}, "newer portal"),
        ({"migrations": {"plans": ["0999_of_tomorrow"]}}, "another version"),
        ({"resources": package["resources"][1:]}, "not those of this portal"),
    ]:
        with pytest.raises(BackupError, match=said):
            reading.read(changed(an_archive, **{"datapackage.json": json.dumps(package | changes)}))
    with pytest.raises(BackupError, match="outside of its folder"):
        reading.read(changed(an_archive, **{"files.sha256": f"{'0' * 64}  files/../../etc/passwd\n"}))
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with pytest.raises(BackupError, match="cannot be read"):
        reading.read(tmp_path / "no.zip")


def test_the_dictionary_explains_every_column_in_both_languages(an_archive):
    with zipfile.ZipFile(an_archive) as archive:
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            header = archive.read(resource["path"]).split(b"\n", 1)[0].decode().strip()
            assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    resources = {one["name"]: one for one in package["resources"]}
    fields = {one["name"]: one for one in resources["partnerships_activity"]["schema"]["fields"]}
    assert all(one["titles"]["en"] and one["titles"]["es"] for one in fields.values())
    assert fields["activity_type"]["labels"]["WORKSHOP"]["es"] != fields["activity_type"]["labels"]["WORKSHOP"]["en"]
    assert fields["held_on"]["type"] == "date" and fields["school_id"]["type"] == "integer"
    reference = {"resource": "district_school", "fields": ["id"]}
    assert {"fields": ["school_id"], "reference": reference} in resources["partnerships_activity"]["schema"][
        "foreignKeys"
    ]
    assert not resources.keys() & tables.LEFT_OUT.keys()


def test_whatever_opens_doors_is_left_out(db):
    """A new table or column with a secret has to be thought of here."""
    suspicious = ("password", "secret", "token", "authenticator", "emailconfirmation", "django_session", "usersession")
    columns = {f"{table.name}.{column}" for table in tables.tables() for column in table.columns}
    assert {name for name in columns if any(word in name for word in suspicious)} == {"district_user.password"}


@pytest.mark.django_db(transaction=True)
def test_an_archive_is_asked_for_made_downloaded_and_the_download_is_noted(media, client):
    person = a_small_district(media)
    client.force_login(person)
    page = client.post(reverse("data-archive-make"), follow=True).content.decode()
    assert "is being made" in page
    assert "being made already" in client.post(reverse("data-archive-make"), follow=True).content.decode()
    archive = DataArchive.objects.get()
    assert client.get(reverse("data-archive-file", args=[archive.pk])).status_code == 404
    assert client.get(reverse("data-archive-progress", args=[archive.pk])).status_code == 200
    tasks.make_data_archive(archive.job_id)
    archive.refresh_from_db()
    assert archive.job.state == JobState.DONE and archive.job.done == archive.job.total > 300
    assert client.get(reverse("data-archive-progress", args=[archive.pk])).status_code == 286
    response = client.get(reverse("data-archive-file", args=[archive.pk]))
    content = b"".join(response.streaming_content)
    assert zipfile.is_zipfile(io.BytesIO(content)) and response["Cache-Control"] == "private, no-store"
    assert [one.person for one in ArchiveDownload.objects.all()] == [person]
    assert str(person) in client.get(reverse("data-archives")).content.decode()


def test_after_a_week_the_file_goes_and_the_record_stays(db, media, client):
    client.force_login(administrator())
    archive = DataArchiveFactory()
    archive.path.parent.mkdir(parents=True)
    archive.path.write_bytes(b"old")
    assert client.get(reverse("data-archive-file", args=[archive.pk])).status_code == 404
    assert asked.sweep() == 0, "what is younger than a day may be in the making"
    os.utime(archive.path, (0, 0))
    assert asked.sweep() == 1 and not archive.path.exists()
    assert "Its week is over" in client.get(reverse("data-archives")).content.decode()
