"""The district's staff file: what it would change is seen first, all of it happens or nothing, and no file touches who
runs the portal."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from district import standing_in
from district.access import Role
from district.models import Membership, OutgoingMail, StaffUpload, User
from district.staff import uploads
from district.staff.applying import ManyLeave, apply
from district.staff.planning import plan
from district.staff.reading import read
from district.staff.reasons import StaffFileRefused, sentence
from tests.factories import MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

HEAD = "email,name,role,school,starts_on,ends_on,language"
ANA = "ana@hartford.example,Ana Rivera,SCHOOL_STAFF,0640001"


def csv(*lines, head=HEAD):
    return "\n".join([head, *lines]).encode()


@pytest.fixture
def school():
    return SchoolFactory(code="0640001", name="Burns")


@pytest.fixture
def today():
    return timezone.localdate()


def held(**which):
    return list(Membership.objects.filter(**which).values_list("user__email", "role", "from_file"))


def test_a_new_person_gets_an_account_a_role_from_today_and_an_invitation_in_both_languages(school, today):
    planned, invited = apply(read(csv(ANA + ",2015-08-20,,es")), on=today)

    role = Membership.objects.get(user__email="ana@hartford.example")
    assert (role.role, role.school, role.starts_on, role.from_file) == (Role.SCHOOL_STAFF, school, today, True)
    assert invited == [role.user] and role.user.preferred_language == "es"
    assert [one.email for one in planned.people] == ["ana@hartford.example"]


def test_the_same_file_a_second_time_changes_nothing(school, today):
    apply(read(csv(ANA)), on=today)
    again = plan(read(csv(ANA)), today)
    assert (again.same_total, again.people, again.roles, again.changed, again.leaves) == (1, [], [], [], [])


def test_who_is_no_longer_named_loses_the_role_that_a_file_gave_and_no_other(school, today):
    apply(read(csv(ANA, "bob@hartford.example,Bob,PRINCIPAL,0640001")), on=today - timedelta(days=30))
    by_hand = MembershipFactory(role=Role.SCHOOL_STAFF, school=school)
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=school, user__email="chair@hartford.example")

    planned, _invited = apply(read(csv(ANA)), on=today)
    assert [role.user.email for role in planned.leaves] == ["bob@hartford.example"]
    bob = Membership.objects.get(user__email="bob@hartford.example")
    assert bob.ends_on == today - timedelta(days=1)
    for role in (by_hand, chair):
        role.refresh_from_db()
        assert role.ends_on is None


def test_a_role_given_by_hand_is_kept_by_the_file_from_then_on(school, today):
    MembershipFactory(
        role=Role.SCHOOL_STAFF, school=school, user__email="ana@hartford.example", user__name="Ana Rivera"
    )
    planned, _invited = apply(read(csv(ANA)), on=today)
    assert len(planned.taken_over) == 1 and planned.same_total == 1
    assert held() == [("ana@hartford.example", "SCHOOL_STAFF", True)]


def test_names_and_last_days_are_brought_up_to_date(school, today):
    apply(read(csv(ANA)), on=today)
    planned, _invited = apply(read(csv("ANA@hartford.example,Ana R. Diaz,SCHOOL_STAFF,0640001,,2099-06-30")), on=today)
    role = Membership.objects.get()
    assert (role.user.name, role.ends_on) == ("Ana R. Diaz", date(2099, 6, 30))
    assert len(planned.changed) == len(planned.renamed) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("no address,Ana,SCHOOL_STAFF,0640001", "no e-mail address"),
        ("a@x.example,,SCHOOL_STAFF,0640001", "name is missing"),
        ("a@x.example,Ana,KING,0640001", "no role that a staff file gives"),
        ("a@x.example,Ana,ADMINISTRATOR,0640001", "given by hand"),
        ("a@x.example,Ana,CENTRAL_OFFICE,", "given by hand"),
        ("a@x.example,Ana,SCHOOL_STAFF,0649999", "no open school"),
        ("a@x.example,Ana,SCHOOL_STAFF,0640001,soon", "no day"),
        ("a@x.example,Ana,SCHOOL_STAFF,0640001,2026-08-01,2026-07-01", "before the first day"),
        (ANA, "on line 2 already"),
        ("ana@hartford.example,Another Name,PRINCIPAL,0640001", "another name"),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_its_line(school, today, line, words):
    planned = plan(read(csv(ANA, line)), today)
    (issue,) = planned.issues
    assert issue.line == 3 and words in sentence(vars(issue))
    assert len(planned.roles) == 1


def test_nobody_loses_a_role_because_their_row_was_not_understood(school, today):
    apply(read(csv(ANA, "bob@hartford.example,Bob,SCHOOL_STAFF,0640001")), on=today)
    planned = plan(read(csv(ANA, "bob@hartford.example,Bob,SCHOOL_STAFF,0640001,soon")), today)
    assert planned.leaves == []


def test_a_shut_account_is_not_opened_by_a_file(school, today):
    UserFactory(email="ana@hartford.example", is_active=False)
    planned, invited = apply(read(csv(ANA)), on=today)
    assert [issue.reason for issue in planned.issues] == ["shut"] and not invited and not held()


def test_who_stands_in_in_the_role_is_left_to_a_person(school, today):
    own = MembershipFactory(role=Role.PRINCIPAL, school=school)
    ana = UserFactory(email="ana@hartford.example", name="Ana Rivera")
    standing_in.lend(membership=own, to=ana, starts_on=today, ends_on=today + timedelta(days=5))
    planned, _invited = apply(read(csv(ANA.replace("SCHOOL_STAFF", "PRINCIPAL"))), on=today)
    assert [issue.reason for issue in planned.issues] == ["stands_in"]


def test_a_file_that_is_cut_off_is_held_back_until_somebody_says_that_it_is_whole(school, today):
    everybody = [f"p{number}@hartford.example,Person {number},SCHOOL_STAFF,0640001" for number in range(14)]
    apply(read(csv(*everybody)), on=today)
    with pytest.raises(ManyLeave):
        apply(read(csv(everybody[0])), on=today)
    assert Membership.objects.current(today).count() == 14
    planned, _invited = apply(read(csv(everybody[0])), on=today, many_may_leave=True)
    assert len(planned.leaves) == 13


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "not plain text"),
        (b"email,name\n", "no column"),
        (csv(), "nobody who works at a school"),
        (csv('"broken'), "breaks off"),
        (b"PK\x03\x04 no archive", "cannot be opened"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(content, words):
    with pytest.raises(StaffFileRefused, match=words):
        read(content)


ORGS = "sourcedId,status,name,type,identifier\no1,active,Burns,school,0640001\no9,active,District,district,064\n"


def roster(users, roles=None):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("export/orgs.csv", ORGS)
        archive.writestr("export/users.csv", users)
        if roles:
            archive.writestr("export/roles.csv", roles)
    return held.getvalue()


def test_oneroster_of_version_1_2_is_read_and_students_are_passed_over(school, today):
    users = (
        "sourcedId,status,enabledUser,givenName,familyName,email\n"
        "u1,active,true,Ana,Rivera,ana@hartford.example\nu2,active,true,Kid,Small,kid@hartford.example\n"
        "u3,active,false,Gone,Away,gone@hartford.example\nu4,active,true,Eva,Boss,eva@hartford.example\n"
    )
    roles = (
        "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
        "r1,active,u1,primary,principal,2020-07-01,2099-06-30,o1\nr2,active,u2,primary,student,,,o1\n"
        "r3,active,u3,primary,teacher,,,o1\nr4,active,u4,primary,districtAdministrator,,,o9\n"
        "r5,tobedeleted,u4,primary,teacher,,,o1\n"
    )
    found = read(roster(users, roles))
    assert [(one.email, one.role, one.school, one.ends_on) for one in found.listed] == [
        ("ana@hartford.example", Role.PRINCIPAL, "0640001", date(2099, 6, 30))
    ]
    assert [issue.reason for issue in found.issues] == ["by_hand"]
    assert found.rows_passed_over == 4
    apply(found, on=today)
    assert set(User.objects.values_list("email", flat=True)) == {"ana@hartford.example"}


def test_oneroster_of_version_1_1_names_several_schools_in_one_cell(school, today):
    users = (
        "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,email\n"
        'u1,,true,"o1,0640002",teacher,Ana,Rivera,ana@hartford.example\nu2,,true,o1,guardian,Ma,Pa,\n'
    )
    found = read(roster(users))
    assert {one.school for one in found.listed} == {"0640001", "0640002"} and found.rows_passed_over == 1


def test_a_oneroster_file_whose_content_is_damaged_is_refused_in_words():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.csv", "sourcedId\n" * 200)
        archive.writestr("orgs.csv", "sourcedId\n")
    content = bytearray(held.getvalue())
    content[39:44] = b"\xff" * 5  # behind the head of the first member: its packed content
    with pytest.raises(StaffFileRefused, match="cannot be opened"):
        read(bytes(content))


def test_a_oneroster_file_without_schools_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("users.csv", "sourcedId\n")
    with pytest.raises(StaffFileRefused, match="orgs.csv"):
        read(held.getvalue())


@pytest.fixture
def administrator(client):
    user = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    client.force_login(user)
    return user


def bring(client, content, name="staff.csv"):
    return client.post(reverse("district:staff-file-upload"), {"file": SimpleUploadedFile(name, content)})


def test_the_page_shows_what_would_change_then_takes_it_in_once_and_forgets_the_file(client, administrator, school):
    page = client.get(bring(client, csv(ANA, "x,y,z,q")).url)
    said = page.content.decode()
    assert "Ana Rivera" in said and "Line 3" in said and "Burns" in said
    assert not User.objects.filter(email="ana@hartford.example").exists()

    kept = page.context["kept"]
    sent = {"seal": page.context["form"]["seal"].initial or page.context["form"].initial["seal"]}
    sent["with_invitations"] = "on"
    address = reverse("district:staff-file-apply", args=[kept.pk])
    client.post(address, sent)
    assert User.objects.filter(email="ana@hartford.example").exists()
    assert OutgoingMail.objects.filter(address="ana@hartford.example").count() == 1
    kept = StaffUpload.objects.get()
    assert not kept.file and kept.applied_by == administrator
    assert "Ana Rivera" in client.get(kept.get_absolute_url()).content.decode()
    assert "already" in client.post(address, sent, follow=True).content.decode()


def test_a_report_that_is_no_longer_true_is_shown_again_before_anything_happens(administrator, school, today):
    kept = uploads.keep(upload=SimpleUploadedFile("s.csv", csv(ANA)), by=administrator)
    _report, seal = uploads.preview(kept)
    apply(read(csv("bob@hartford.example,Bob,SCHOOL_STAFF,0640001")), on=today)
    with pytest.raises(uploads.ReportChanged):
        uploads.take_in(kept=kept, by=administrator, seal=seal)
    assert {email for email, _role, _from_file in held()} == {administrator.email, "bob@hartford.example"}
    kept.refresh_from_db()
    assert kept.applied_at is None


def test_the_page_says_beside_the_field_why_a_file_is_refused(client, administrator):
    assert "no column" in bring(client, b"a,b\n1,2\n").content.decode()


def test_the_command_takes_a_file_in_by_night_or_says_what_it_would_do(school, tmp_path, capsys):
    file = tmp_path / "staff.csv"
    file.write_bytes(csv(ANA))
    call_command("import_staff", file, "--dry-run")
    assert not held() and "Nothing was changed" in capsys.readouterr().out
    call_command("import_staff", file)
    assert len(held()) == 1 and OutgoingMail.objects.count() == 1
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("import_staff", tmp_path / "none.csv")
