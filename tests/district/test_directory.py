"""The state's education directory: schools by their code, changes from the day the file describes."""

import csv
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from district.directory.applying import apply
from district.directory.reading import read
from district.directory.reasons import FileRefused, sentence
from district.models import DirectoryUpload, District, School
from tests.district.directory_files import directory_file, district_row, row
from tests.factories import MembershipFactory, SchoolFactory

pytestmark = pytest.mark.django_db

CODE = "0640011"
FEBRUARY = date(2020, 2, 1)
THE_STATES_OWN = settings.BASE_DIR.parent / "shared/data/data-ct-gov/Education_Directory_2020.csv"


def take_in(*rows, as_of=FEBRUARY):
    return apply(read(directory_file(*rows), CODE), district_code=CODE, as_of=as_of)


def reasons(*rows, as_of=FEBRUARY):
    return [issue.reason for issue in take_in(*rows, as_of=as_of).issues]


def test_schools_come_by_code_with_their_facts():
    take_in(district_row(), row(), row(code="0646411", name="Classical Magnet School", grades=range(6, 13)))

    burns = School.objects.get(code="0640611")
    facts = burns.profile_on(FEBRUARY)
    assert (burns.name, burns.opened_on) == ("Burns Latino Studies Academy", date(1984, 7, 1))
    assert (facts.low_grade, facts.high_grade, facts.is_magnet) == (0, 8, False)
    assert facts.address == "195 Putnam Street, Hartford"
    assert School.objects.get(code="0646411").profile_on(date(2015, 10, 1)).grades_label() == "6–12"
    assert District.objects.get(code=CODE).name == "Hartford School District"


def test_other_hartfords_are_other_districts():
    planned = take_in(
        district_row(),
        row(code="1550111", name="Hartford Street School", **{"District Name": "West Hartford School District"}),
        row(code="0430111", name="Burns Latino Studies Academy", **{"District Name": "East Hartford School District"}),
    )

    assert planned.issues == []
    assert not School.objects.exists()


def test_the_same_file_again_changes_nothing():
    take_in(district_row(), row())
    planned = take_in(district_row(), row())

    assert (planned.new, planned.changed, len(planned.same)) == ([], [], 1)
    assert School.objects.get().profiles.count() == 1


def test_new_grades_and_names_begin_on_the_day_the_file_describes():
    take_in(district_row(), row(), as_of=date(2016, 9, 1))
    school = School.objects.get()
    school.profiles.update(tier="INTENSIVE", is_community_school=True)
    take_in(district_row(), row(name="Burns Elementary", grades=range(6)))

    before, after = school.profiles.order_by("starts_on")
    assert (before.ends_on, before.grades_label()) == (date(2020, 1, 31), "K–8")
    assert (after.starts_on, after.name, after.grades_label()) == (FEBRUARY, "Burns Elementary", "K–5")
    assert (after.tier, after.is_community_school) == ("INTENSIVE", True), "what the file does not say stays"
    school.refresh_from_db()
    assert school.name == "Burns Elementary"


def test_an_older_file_does_not_undo_what_is_known_of_later_years():
    take_in(district_row(), row(name="Burns today"), as_of=date(2024, 9, 1))
    School.objects.get().profiles.update(starts_on=date(2022, 7, 1))
    take_in(district_row(), row(name="Burns in 2020"))

    school = School.objects.get()
    assert school.name == "Burns today"
    assert school.profile_on(FEBRUARY).name == "Burns in 2020"
    assert school.profile_on(FEBRUARY).ends_on == date(2022, 6, 30)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"code": "640611"}, "not_a_code"),
        ({"name": " "}, "no_name"),
        ({"grades": [-1, 9, 10]}, "gap_in_grades"),
        ({"Grade 3": "yes"}, "not_a_flag"),
        ({"Interdistrict Magnet": ""}, "not_a_flag"),
        ({"Student Open Date": "last summer"}, "not_a_day"),
        ({"Student Open Date": "2021-07-01T00:00:00.000"}, "opens_later"),
        ({"Organization Type": "Public School Districts"}, "other_district_row"),
    ],
)
def test_a_row_that_is_not_understood_is_refused_and_said(cells, reason):
    planned = take_in(district_row(), row(**cells), row(code="0646411", name="Taken"))

    (issue,) = planned.issues
    assert (issue.reason, issue.line) == (reason, 3)
    assert "%(" not in sentence(vars(issue))
    assert [school.name for school in School.objects.all()] == ["Taken"]


def test_lines_are_counted_as_they_stand_in_the_file():
    """The Location cell spans three lines, so the second school begins on line 6."""
    found = read(directory_file(district_row(), row(), row(code="0646411", **{"Grade 3": "x"})), CODE)

    assert [issue.line for issue in found.issues] == [6]


def test_a_code_that_stands_twice_is_taken_once():
    assert reasons(district_row(), row(), row(name="Again")) == ["twice"]
    assert School.objects.get().name == "Burns Latino Studies Academy"


def test_closed_schools_stay_closed_and_missing_ones_stay_open():
    SchoolFactory(code="0640611", closed_on=date(2018, 6, 30))
    missing = SchoolFactory(code="0649911")
    planned = take_in(district_row(), row())

    assert [issue.reason for issue in planned.issues] == ["closed"]
    assert planned.not_listed == [missing]
    missing.refresh_from_db()
    assert missing.closed_on is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_directory"),
        (b"School,Code\nBurns,0640611\n", "no_directory"),
        ("Dirección".encode("latin-1"), "not_text"),
        (b"PK\x03\x04\0\0", "not_text"),
        (directory_file(row(code="0430111")), "no_district"),
        (directory_file(row())[:-60], "broken"),
    ],
)
def test_a_file_that_is_no_directory_is_refused_whole(content, reason):
    with pytest.raises(FileRefused) as refused:
        read(content, CODE)

    assert refused.value.reason == reason
    assert "%(" not in str(refused.value)


@given(content=st.binary(max_size=300), cut=st.integers(0, 900))
def test_no_file_at_all_makes_it_fall_over(content, cut):
    for broken in (content, directory_file(district_row(), row())[:cut] + content):
        try:
            read(broken, CODE)
        except FileRefused as refusal:
            assert str(refusal)


@pytest.fixture
def central(client):
    District.objects.create(code=CODE, name="Hartford Public Schools")
    client.force_login(MembershipFactory(district_wide=True).user)
    return client


def bring(client, *rows, content=None, as_of="2020-02-01"):
    upload = SimpleUploadedFile("directory.csv", content or directory_file(*rows), "text/csv")
    return client.post(reverse("district:directory-upload"), {"file": upload, "as_of": as_of}, follow=True)


def test_a_file_is_shown_before_it_is_taken_in(central):
    page = bring(central, district_row(), row(), row(code="0646411", **{"Grade 3": "x"}))

    assert [one["code"] for one in page.context["report"]["new"]] == ["0640611"]
    assert "must be 0 or 1" in page.content.decode()
    assert not School.objects.exists()
    kept = DirectoryUpload.objects.get()
    done = central.post(reverse("district:directory-apply", args=[kept.pk]), follow=True)
    assert School.objects.get().code == "0640611"
    assert [one["line"] for one in done.context["report"]["issues"]] == [6]


def test_a_file_is_taken_in_once(central):
    bring(central, district_row(), row())
    address = reverse("district:directory-apply", args=[DirectoryUpload.objects.get().pk])
    central.post(address)
    School.objects.get().profiles.update(name="Corrected by hand")
    central.post(address)

    assert School.objects.get().profiles.get().name == "Corrected by hand"


def test_changes_are_shown_in_words(central):
    bring(central, district_row(), row())
    central.post(reverse("district:directory-apply", args=[DirectoryUpload.objects.get().pk]))
    central.cookies["language"] = "es"
    page = bring(central, district_row(), row(grades=range(6)), as_of="2021-02-01")

    (changed,) = page.context["report"]["changed"]
    assert [(field["before"], field["after"]) for field in changed["fields"]] == [("8", "5")]


@pytest.mark.parametrize(
    ("content", "as_of", "field"),
    [(b"a,b\n1,2\n", "2020-02-01", "file"), (None, "2999-01-01", "as_of"), (None, "soon", "as_of")],
)
def test_a_wrong_file_or_day_is_said_beside_the_field(central, content, as_of, field):
    page = bring(central, district_row(), row(), content=content, as_of=as_of)

    assert field in page.context["form"].errors
    assert not DirectoryUpload.objects.exists()


def test_the_command_changes_nothing_in_a_dry_run(tmp_path, capsys):
    path = tmp_path / "directory.csv"
    path.write_bytes(directory_file(district_row(), row()))
    call_command("import_directory", str(path), "--dry-run", "--as-of", "2020-02-01")
    assert "1 new" in capsys.readouterr().out
    assert not School.objects.exists()

    call_command("import_directory", str(path), "--as-of", "2020-02-01")
    assert School.objects.count() == 1


def test_the_command_says_what_is_wrong_with_a_file(tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("import_directory", str(tmp_path / "nothing.csv"))


@pytest.mark.skipif(not THE_STATES_OWN.exists(), reason="the published file is not beside the repository")
def test_the_published_file_gives_hartford_its_46_schools():
    found = read(THE_STATES_OWN.read_bytes(), CODE)
    planned = apply(found, district_code=CODE, as_of=FEBRUARY)

    assert (found.rows_read, found.rows_other_districts) == (1241, 1194)
    assert (len(planned.new), planned.issues) == (46, [])
    with THE_STATES_OWN.open(encoding="utf-8", newline="") as lines:
        ours = {
            line["Organization Code"]: line
            for line in csv.DictReader(lines)
            if line["Town"] and line["Organization Code"].startswith("064") and line["Organization Code"] != CODE
        }
    assert {school.code: school.name for school in School.objects.all()} == {
        code: line["School Name"] for code, line in ours.items()
    }
    magnets = School.objects.filter(profiles__is_magnet=True).values_list("code", flat=True)
    assert set(magnets) == {code for code, line in ours.items() if line["Interdistrict Magnet"] == "1"}
    assert School.objects.get(code="0643911").profile_on(FEBRUARY).grades_label() == "11–12"
