"""The staff file that the district's system leaves by night: nothing happens before somebody has looked and said so."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.urls import reverse

from district.access import Role
from district.models import Membership, StaffUpload
from district.staff import nightly, uploads
from district.tasks import look_for_staff_file
from fce_portal.home import items_for
from tests.factories import MembershipFactory, SchoolFactory
from tests.services import wait_for

pytestmark = pytest.mark.django_db

HEAD = b"email,name,role,school\n"
ANA = b"ana@hartford.example,Ana Rivera,SCHOOL_STAFF,0640001\n"
BOB = b"bob@hartford.example,Bob Stone,PRINCIPAL,0640001\n"


@pytest.fixture
def school():
    return SchoolFactory(code="0640001", name="Burns")


@pytest.fixture
def folder(settings, tmp_path):
    settings.STAFF_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def administrator(client):
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    client.force_login(person)
    return person


def leave(folder, name, content, seconds_ago=3600):
    path = folder / name
    path.write_bytes(content)
    when = time.time() - seconds_ago
    os.utime(path, (when, when))
    return path


def told(person):
    return [item.sentence for item in items_for(person) if "staff file" in item.sentence]


def test_what_the_file_would_change_waits_for_somebody_and_is_taken_in_by_them(client, school, folder, administrator):
    leave(folder, "staff.csv", HEAD + ANA)
    look_for_staff_file()

    (kept,) = StaffUpload.objects.all()
    assert not Membership.objects.filter(from_file=True).exists()
    assert told(administrator) == ["A staff file came by night: look at what it would change."]
    page = client.get(kept.get_absolute_url()).content.decode()
    assert "Ana Rivera" in page and "Take the staff file in" in page
    assert "came by night" in client.get(reverse("district:staff-file-upload")).content.decode()

    _report, seal = uploads.preview(kept)
    client.post(reverse("district:staff-file-apply", args=[kept.pk]), {"seal": seal})
    assert Membership.objects.get(from_file=True).user.email == "ana@hartford.example"
    assert told(administrator) == []
    kept.refresh_from_db()
    assert kept.applied_by == administrator and kept.uploaded_by is None


def test_the_same_file_the_next_night_is_not_looked_at_again(client, school, folder, administrator):
    leave(folder, "staff.csv", HEAD + ANA)
    assert nightly.look() is not None
    assert nightly.look() is None
    kept = StaffUpload.objects.get()
    uploads.take_in(kept=kept, by=administrator, seal=uploads.preview(kept)[1])
    leave(folder, "staff-2.csv", HEAD + ANA, seconds_ago=1800)
    assert nightly.look() is None and StaffUpload.objects.count() == 1


def test_a_file_that_would_change_nothing_bothers_nobody(school, folder, administrator):
    leave(folder, "staff.csv", HEAD + ANA)
    kept = nightly.look()
    uploads.take_in(kept=kept, by=administrator, seal=uploads.preview(kept)[1])
    leave(folder, "staff.csv", HEAD + b"\n" + ANA)
    assert nightly.look() is None
    assert told(administrator) == []


def test_a_newer_file_takes_the_place_of_one_that_nobody_took_in(
    school, folder, administrator, django_capture_on_commit_callbacks
):
    leave(folder, "monday.csv", HEAD + ANA, seconds_ago=90_000)
    first = nightly.look()
    assert first.file.storage.exists(first.file.name)
    leave(folder, "tuesday.csv", HEAD + ANA + BOB)
    with django_capture_on_commit_callbacks(execute=True):
        second = nightly.look()
    assert list(StaffUpload.objects.all()) == [second]
    assert not first.file.storage.exists(first.file.name)


@pytest.mark.parametrize("older", [HEAD + ANA + BOB, b"cut off"], ids=["waits", "cannot be read"])
def test_so_does_a_newer_one_that_would_change_nothing(school, folder, administrator, older):
    leave(folder, "sunday.csv", HEAD + ANA, seconds_ago=200_000)
    kept = nightly.look()
    uploads.take_in(kept=kept, by=administrator, seal=uploads.preview(kept)[1])
    leave(folder, "monday.csv", older, seconds_ago=90_000)
    assert nightly.look() is not None and told(administrator)
    leave(folder, "tuesday.csv", HEAD + b"\n" + ANA)
    assert nightly.look() is None and told(administrator) == []


def test_one_that_somebody_brought_by_hand_stays_where_it_is(school, folder, administrator):
    by_hand = StaffUpload.objects.create(file_name="mine.csv", uploaded_by=administrator)
    leave(folder, "staff.csv", HEAD + ANA)
    nightly.look()
    assert StaffUpload.objects.filter(pk=by_hand.pk).exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"name,email\nAna,ana@hartford.example\n", "it has no column “role”"),
        (HEAD + b"\xff\xfe", "not plain text"),
        (HEAD, "names nobody"),
        (b"PK\x03\x04 cut off", "cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(
    client, school, folder, administrator, content, sentence
):
    leave(folder, "staff.csv", content)
    kept = nightly.look()
    assert told(administrator) == ["The staff file that came by night cannot be read."]
    page = client.get(kept.get_absolute_url())
    assert page.status_code == 200 and sentence in page.content.decode()
    assert "Take the staff file in" not in page.content.decode()
    answer = client.post(reverse("district:staff-file-apply", args=[kept.pk]), {"seal": "x"})
    assert answer.status_code == 404 and not Membership.objects.filter(from_file=True).exists()
    assert nightly.look() is None


def test_a_file_that_is_too_large_is_not_read(school, folder, administrator, monkeypatch):
    monkeypatch.setattr(uploads, "SIZE_LIMIT", 2**20)
    leave(folder, "staff.csv", HEAD + b" " * (2**20))
    assert nightly.look().why_refused == "The file is larger than 1 MB."


def test_what_is_still_on_its_way_hidden_or_no_staff_file_is_left_alone(school, folder):
    leave(folder, "staff.csv", HEAD + ANA, seconds_ago=5)
    leave(folder, ".staff.csv", HEAD + ANA)
    leave(folder, "readme.txt", HEAD + ANA)
    (folder / "old.csv").mkdir()
    assert nightly.look() is None


def test_without_a_folder_nothing_is_looked_for_and_one_that_is_gone_fails_loudly(settings):
    settings.STAFF_FOLDER = ""
    assert nightly.look() is None
    settings.STAFF_FOLDER = "/nowhere"
    with pytest.raises(FileNotFoundError):
        nightly.look()


def test_who_does_not_look_after_people_is_told_nothing(school, folder):
    leave(folder, "staff.csv", HEAD + ANA)
    nightly.look()
    assert told(MembershipFactory(role=Role.PRINCIPAL, school=school).user) == []


@pytest.mark.django_db(transaction=True)
def test_one_that_is_taken_in_at_that_moment_is_not_thrown_away(school, folder, administrator):
    leave(folder, "monday.csv", HEAD + ANA, seconds_ago=90_000)
    kept = nightly.look()
    leave(folder, "tuesday.csv", HEAD + ANA + BOB)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            uploads.take_in(kept=kept, by=administrator, seal=uploads.preview(kept)[1])
            night = pool.submit(in_a_connection_of_its_own, nightly.look)
            wait_for(waits_for_a_lock)
        newer = night.result(30)
    assert set(StaffUpload.objects.all()) == {kept, newer}


def in_a_connection_of_its_own(work):
    try:
        return work()
    finally:
        connection.close()


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks AS held JOIN pg_stat_activity AS who USING (pid) "
            "WHERE NOT held.granted AND who.datname = current_database()"
        )
        return cursor.fetchone()[0]
