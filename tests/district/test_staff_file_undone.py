"""A staff file that was taken in is taken back: as it was before, where nobody changed it since."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.models import Membership, StaffUpload, User
from district.staff import undoing, uploads
from tests.factories import MembershipFactory, SchoolFactory

pytestmark = pytest.mark.django_db
HEAD = "email,name,role,school,starts_on,ends_on,language\n"


@pytest.fixture
def ana():
    return MembershipFactory(role=Role.ADMINISTRATOR, school=None, user__name="Ana Rivera").user


@pytest.fixture
def school():
    return SchoolFactory(code="0640611")


def taken_in(text, by):
    kept = uploads.keep(upload=SimpleUploadedFile("staff.csv", (HEAD + text).encode()), by=by)
    _report, seal = uploads.preview(kept)
    uploads.take_in(kept=kept, by=by, seal=seal, many_may_leave=True, with_invitations=False)
    return StaffUpload.objects.get(pk=kept.pk)


def take_back(kept, by):
    report, seal = undoing.preview(kept)
    undoing.undo(kept=kept, by=by, seal=seal)
    return report


def teacher(school, name, **more):
    email = f"{name.lower()}@hartford.example"
    more = {"starts_on": timezone.localdate() - timedelta(days=90), "from_file": True} | more
    return MembershipFactory(role=Role.SCHOOL_STAFF, school=school, user__email=email, user__name=name, **more)


def test_new_people_roles_names_and_days_are_as_before(ana, school):
    leaves, stays = teacher(school, "Lea"), teacher(school, "Sam")
    by_hand = teacher(school, "Hana", from_file=False)
    later = teacher(school, "Later", starts_on=timezone.localdate() + timedelta(days=20))
    kept = taken_in(
        "new@hartford.example,Nia New,SCHOOL_STAFF,0640611,,,\n"
        "sam@hartford.example,Samuel,SCHOOL_STAFF,0640611,,2027-06-30,\n"
        "hana@hartford.example,Hana,SCHOOL_STAFF,0640611,,,\n",
        ana,
    )
    assert not Membership.objects.filter(pk=later.pk).exists()
    report = take_back(kept, ana)
    for role, last, from_file in ((leaves, None, True), (stays, None, True), (by_hand, None, False)):
        role.refresh_from_db()
        assert (role.ends_on, role.from_file) == (last, from_file), role.user.name
    assert User.objects.get(pk=stays.user_id).name == "Sam"
    assert not User.objects.get(email="new@hartford.example").is_active
    assert not Membership.objects.filter(user__email="new@hartford.example").exists()
    assert Membership.objects.get(user=later.user).starts_on == later.starts_on
    assert report["stays"] == [] and StaffUpload.objects.get(pk=kept.pk).undone_by == ana


def test_what_somebody_changed_since_stays_and_is_named(ana, school):
    leaves, renamed = teacher(school, "Lea"), teacher(school, "Sam")
    kept = taken_in("sam@hartford.example,Samuel,SCHOOL_STAFF,0640611,,,\n", ana)
    MembershipFactory(role=Role.SCHOOL_STAFF, school=school, user=leaves.user, starts_on=timezone.localdate())
    User.objects.filter(pk=renamed.user_id).update(name="Samira")
    report = take_back(kept, ana)
    assert {tuple(line[::4]) for line in report["stays"]} == {("Lea", "otherwise"), ("Samira", "changed")}
    leaves.refresh_from_db()
    assert leaves.ends_on is not None and User.objects.get(pk=renamed.user_id).name == "Samira"


def test_an_account_that_is_in_use_stays(ana, school):
    kept = taken_in("new@hartford.example,Nia New,SCHOOL_STAFF,0640611,,,\n", ana)
    User.objects.filter(email="new@hartford.example").update(last_login=timezone.now())
    assert take_back(kept, ana)["stays"] == [["Nia New", "new@hartford.example", "", "", "came"]]
    assert User.objects.get(email="new@hartford.example").is_active


def test_it_is_taken_back_once_as_it_was_seen_and_within_a_month(ana, school, time_machine):
    teacher(school, "Lea")
    kept = taken_in("new@hartford.example,Nia New,SCHOOL_STAFF,0640611,,,\n", ana)
    with pytest.raises(uploads.ReportChanged):
        undoing.undo(kept=kept, by=ana, seal="")
    take_back(kept, ana)
    with pytest.raises(undoing.NotUndoable):
        undoing.undo(kept=kept, by=ana, seal="")
    other = taken_in("next@hartford.example,Nat Next,SCHOOL_STAFF,0640611,,,\n", ana)
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert not undoing.may_be_undone(other)


def test_the_page_says_before_what_it_does_and_after_what_it_did(client, ana, school, django_assert_max_num_queries):
    leaves = teacher(school, "Lea")
    kept = taken_in("new@hartford.example,Nia New,SCHOOL_STAFF,0640611,,,\n", ana)
    client.force_login(ana)
    assert reverse("district:staff-file-undo", args=[kept.pk]) in client.get(kept.get_absolute_url()).content.decode()
    with django_assert_max_num_queries(40):
        page = client.get(reverse("district:staff-file-undo", args=[kept.pk]))
    assert "Lea" in page.content.decode() and "Nia New" in page.content.decode()
    seal = page.context["form"].initial["seal"]
    assert client.post(reverse("district:staff-file-undo", args=[kept.pk]), {"seal": "x"}).url.endswith("/undo/")
    done = client.post(reverse("district:staff-file-undo", args=[kept.pk]), {"seal": seal}, follow=True)
    leaves.refresh_from_db()
    assert leaves.ends_on is None and "Taken back on" in done.content.decode()
