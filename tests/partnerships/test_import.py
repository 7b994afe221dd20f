"""Activities from a spreadsheet: what is taken, what is refused and why, and that nothing is logged twice."""

import csv
import io
import uuid
import zipfile
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from district.access import Role
from district.history import history_of
from indicators.models import StaleCell
from partnerships.importing import sheets, taking
from partnerships.importing.activities import ACTIVITIES
from partnerships.importing.kinds import refusal_labels
from partnerships.importing.words import plain
from partnerships.models import Activity, Upload, YearlyReach
from tests.factories import (
    ActivityFactory,
    InitiativeFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolYearFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
IMPORT = reverse("partnerships:upload-add", args=["activities"])
LIST = reverse("partnerships:activity-list")
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def this_school_year():
    return SchoolYearFactory(
        fall_year=TODAY.year, starts_on=TODAY - timedelta(days=300), ends_on=TODAY + timedelta(days=30)
    )


@pytest.fixture
def staff(client):
    person = MembershipFactory(role=Role.SCHOOL_STAFF, school__code="0999911", school__name="Burns School")
    client.force_login(person.user)
    return person


@pytest.fixture
def central(client):
    person = MembershipFactory(district_wide=True)
    client.force_login(person.user)
    return person


def lines(*rows, separator=","):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue()


HEAD = ("Date", "Type", "Title", "Families")


def row(day=TODAY, activity_type="Workshop for families", title="Reading at home", families="21"):
    return str(day), activity_type, title, families


def bring(client, content, name="events.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), "key": uuid.uuid4()})


def brought(client, *rows, head=HEAD):
    """The page of a table with these rows below the header."""
    response = bring(client, lines(head, *rows))
    assert response.status_code == 302, response.context["form"].errors
    return response.url


def told(client, page, state):
    """(line, (heading, sentence, address)) of each thing that the page says of the rows in a state."""
    rows = client.get(page, {"rows": state}).context["rows"]
    return [(row.line, reason) for row, _text, found in rows for reason in found if row.state == state]


def reasons(client, page):
    return [text for _line, (_label, text, _url) in told(client, page, "REFUSED")]


def questions(client, page):
    return [text for _line, (_label, text, _url) in told(client, page, "ASKED")]


def refusal(response):
    assert response.status_code == 200
    return str(response.context["form"].errors)


# ------------------------------------------------------------------ logging


def test_nothing_is_logged_before_it_is_confirmed_and_then_all_of_it(client, staff):
    initiative = InitiativeFactory(code="1.4")
    page = brought(client, [*row(), "1.4"], [*row(title="Math night", families=""), ""], head=(*HEAD, "Initiatives"))
    assert not Activity.objects.exists()

    client.post(page)

    first, second = Activity.objects.order_by("pk")
    assert (first.school, first.activity_type, first.title, first.families_total, first.held_on, first.logged_by) == (
        *(staff.school, "WORKSHOP", "Reading at home", 21, TODAY, staff.user),
    )
    assert list(first.initiatives.all()) == [initiative]
    assert second.families_total is None, "empty is not known, which is not zero"


def test_confirming_twice_logs_once(client, staff):
    page = brought(client, row(), row(title="Math night"))

    client.post(page)
    client.post(page)

    assert Activity.objects.count() == 2


def test_what_was_logged_from_a_table_has_its_history_and_marks_its_figures(client, staff):
    page = brought(client, row())
    StaleCell.objects.all().delete()

    client.post(page)

    entry = history_of(Activity.objects.get())[0]
    assert entry.who == staff.user.name and "events.csv" in entry.note
    assert StaleCell.objects.exists()


def test_the_queries_of_logging_do_not_grow_with_the_rows(client, staff):
    InitiativeFactory(code="1.4")

    def cost(total):
        rows = [[*row(title=f"Evening {total}-{number}"), "1.4"] for number in range(total)]
        page = brought(client, *rows, head=(*HEAD, "Initiatives"))
        with CaptureQueriesContext(connection) as queries:
            client.post(page)
        return len(queries)

    cost(2), Activity.objects.all().delete()
    few = cost(2)
    Activity.objects.all().delete()
    assert cost(60) == few
    assert Activity.objects.count() == 60


def test_cells_can_be_pasted(client, staff):
    response = client.post(
        IMPORT, {"key": uuid.uuid4(), "grid": lines(HEAD, row(), row(title='The "big"\nevening'), separator="\t")}
    )

    client.post(response.url)

    assert set(Activity.objects.values_list("title", flat=True)) == {"Reading at home", 'The "big" evening'}


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_downloaded_list_can_be_brought_back(client, central, file_format, language):
    school = SchoolFactory(code="0640011")
    values = {"held_on": TODAY, "rating_linked_to_learning": 3, "reason_linked_to_learning": "Grade 3 reading"}
    counts = {"families_total": 21, "hours_total": "1.50", "feedback_mean": "4.25", "enrolled_total": 9}
    ActivityFactory(school=school, title="=Reading", audience="BOTH", **values, **counts).initiatives.add(
        InitiativeFactory(code="2.1")
    )
    ActivityFactory(school=None, title="Uniforms", activity_type="SUPPLIES", held_on=TODAY, sets_given_total=400)
    fields = ("school", "title", "audience", "activity_type", *values, *counts, "sets_given_total", "initiatives")
    before = sorted(Activity.objects.values_list(*fields), key=str)
    client.cookies["language"] = language
    client.post(reverse("set_language"), {"language": language})
    content = b"".join(client.get(LIST, {"format": file_format}).streaming_content)
    Activity.objects.all().delete()

    page = bring(client, content, f"list.{file_format}").url
    assert reasons(client, page) == []
    client.post(page)

    assert sorted(Activity.objects.values_list(*fields), key=str) == before


def test_no_two_headings_are_the_same_in_any_language():
    for language in ("en", "es"):
        with translation.override(language):
            headings = [plain(label) for label in (ACTIVITIES.labels() | refusal_labels()).values()]
        assert len(headings) == len(set(headings))


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_template_comes_back_as_a_table_without_rows(client, central, file_format):
    SchoolFactory(), InitiativeFactory()

    content = b"".join(client.get(IMPORT, {"format": file_format}).streaming_content)

    assert "no rows" in refusal(bring(client, content, f"template.{file_format}"))


# ------------------------------------------------------------------ rows that are refused


def changed(**values):
    return dict(zip(HEAD, row(), strict=True)) | values


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"Date": ""}, "required"),
        ({"Date": "14/31/2025"}, "no date"),
        ({"Date": "31.10.2025"}, "no date"),
        ({"Date": str(TODAY + timedelta(days=1))}, "in the future"),
        ({"Date": "1999-10-14"}, "No school year"),
        ({"Type": "Picnic"}, "no type of activity"),
        ({"Type": "Uniforms and school supplies"}, "families' privacy"),
        ({"Families": "-1"}, "greater than or equal to 0"),
        ({"Families": "20001"}, "less than or equal to"),
        ({"Families": "about 20"}, "whole number"),
        ({"Families": "9" * 1500}, "less than or equal to"),
        ({"Hours": "20001"}, "less than or equal to"),
        ({"Mean of feedback (1 to 5)": "5.5"}, "less than or equal to"),
        ({"Title": "x" * 141}, "at most 140"),
        ({"School code": "0649999"}, "no school with the code 0649999"),
        ({"School code": "0"}, "Only the central office"),
        ({"School": "Some other school"}, "Give the code"),
        ({"Initiatives": "1.4, 9.9"}, "no initiative “9.9”"),
        ({"Hours": "NaN"}, "number"),
        ({"Linked to learning (0 to 3)": "4"}, "0, 1, 2 or 3"),
        ({"Linked to learning (0 to 3)": "3"}, "needs a reason"),
        ({"People enrolled": "3", "People who completed": "4"}, "complete than enrolled"),
        ({"Whose capacity grows": "Nobody"}, "whose capacity grows"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_with_its_reason(client, staff, values, reason):
    InitiativeFactory(code="1.4")
    cells = changed(**values)

    page = brought(client, list(cells.values()), head=list(cells))

    assert any(reason in text for text in reasons(client, page)), reasons(client, page)
    client.post(page, {"choice": "without-asked"})
    assert not Activity.objects.exists()


def test_a_row_for_a_closed_year_is_refused(client, staff, this_school_year):
    this_school_year.locked_at, this_school_year.locked_by = timezone.now(), UserFactory()
    this_school_year.save()

    assert "is closed" in reasons(client, brought(client, row()))[0]


def test_a_year_closed_between_looking_and_confirming_is_closed(client, staff, this_school_year):
    page = brought(client, row())
    this_school_year.locked_at, this_school_year.locked_by = timezone.now(), UserFactory()
    this_school_year.save()

    client.post(page)

    assert not Activity.objects.exists()


def test_a_school_code_that_a_spreadsheet_made_a_number_is_still_the_school(client, central):
    school = SchoolFactory(code="0640011")

    client.post(brought(client, [*row(), "640011"], head=(*HEAD, "School code")))

    assert Activity.objects.get().school == school


def test_who_logs_for_several_schools_must_name_one(client, central):
    SchoolFactory()

    assert "Give the code" in reasons(client, brought(client, row()))[0]


def test_a_reason_is_read_in_the_language_of_the_reader(client, staff):
    client.post(reverse("set_language"), {"language": "es"})

    page = brought(client, row(activity_type="Taller para familias"), row(TODAY + timedelta(days=1)))

    assert client.get(page).context["totals"]["RIGHT"] == 1
    assert "futuro" in reasons(client, page)[0]


def test_with_a_wrong_row_nothing_is_logged_unless_the_person_says_so(client, staff):
    page = brought(client, row(), row(activity_type="Picnic"))

    client.post(page)
    client.post(page, {"choice": "nothing"})
    assert not Activity.objects.exists()

    client.post(page, {"choice": "without-asked"})
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_refused_rows_are_a_file_that_can_be_corrected_and_brought_again(client, staff, file_format):
    page = brought(client, row(), row(activity_type="Picnic", title="=Evil"))
    client.post(page, {"choice": "without-asked"})

    content = b"".join(client.get(page, {"format": file_format}).streaming_content)
    lines_left = list(sheets.rows_of(sheets.lines_of_file(content), ACTIVITIES))

    assert [cells["activity_type"] for _line, cells in lines_left] == ["Picnic"]
    assert lines_left[0][1]["title"] == "=Evil"
    again = bring(client, content, f"again.{file_format}").url
    assert "no type of activity" in reasons(client, again)[0]


def test_a_row_wider_than_the_header_is_refused(client, staff):
    page = brought(client, [*row(), "more", "and more"])

    assert "no heading" in reasons(client, page)[0]


# ------------------------------------------------------------------ questions


def test_what_looks_logged_already_is_asked_about_and_logged_only_if_meant(client, staff):
    ActivityFactory(school=staff.school, held_on=TODAY, title="Reading at home")
    page = brought(client, row(), row(title="Café", activity_type="Community café"))

    assert "is logged for the same day" in questions(client, page)[0]
    client.post(page), client.post(page, {"choice": "nothing"})
    assert Activity.objects.count() == 1
    client.post(page, {"choice": "with-asked"})
    assert Activity.objects.count() == 3


def test_a_row_that_repeats_another_is_asked_about(client, staff):
    assert questions(client, brought(client, row(), row(title="READING  at home"))) == ["Line 2 says the same."]


def test_a_name_and_a_crowd_are_asked_about(client, staff):
    YearlyReach.objects.create(school=staff.school, fall_year=TODAY.year, families_enrolled=50, stated_by=staff.user)

    asked = questions(client, brought(client, row(title="Visit to student Maria", families="900")))

    assert len(asked) == 2 and "Maria" in asked[0] and "900" in asked[1]


# ------------------------------------------------------------------ tables that are refused


def workbook(cells):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for place, value in cells.items():
            sheet.write(place, value)
    return buffer.getvalue()


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 2**20))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n,,\n", "empty"),
        (b"Date,Type\n", "no rows"),
        (b"Date,Type,Mood\n2025-10-14,WORKSHOP,good\n", "“Mood” is not known"),
        (b"Date,Type,Fecha,date\n2025-10-14,WORKSHOP,x,y\n", "twice"),
        (b"Date,Title\n2025-10-14,Reading\n", "“Type” is missing"),
        (b"%PDF-1.7 x", "PDF"),
        (b"<html><table>", "web page"),
        (b"Date,Type\n2025-10-14,\x00\n", "bytes"),
        ("Date,Type\n".encode("utf-16"), "no rows"),
        (b'Date,Type\n2025-10-14,"WORK', "Line 2"),
        (b"PK\x03\x04rubbish", "cannot be opened"),
        (bomb(), "unpacks to more"),
        (workbook({"A1": "Date", "B1": "Type", "XFD1048576": "far away"}), "cells"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused_whole(client, staff, content, reason):
    response = bring(client, content) if content else client.post(IMPORT)

    assert reason in refusal(response) or not content
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "grid", ['Date\tType\n2025-10-14\t"WORK', "just words", "Date\tType\n\x00\tx", "x" * 1_000_001]
)
def test_a_pasted_grid_that_cannot_be_understood_is_refused(client, staff, grid):
    refusal(client.post(IMPORT, {"key": uuid.uuid4(), "grid": grid}))
    assert not Upload.objects.exists()


def test_a_file_and_a_grid_at_once_are_refused(client, staff):
    both = {"key": uuid.uuid4(), "file": SimpleUploadedFile("a.csv", lines(HEAD, row()).encode()), "grid": "x"}

    assert "not both" in refusal(client.post(IMPORT, both))


def test_hostile_cells_stay_text(client, staff):
    nasty = ["=HYPERLINK(1)", "<script>alert(1)</script>", "_x0000_\x01", "\u202eoops", "'; DROP TABLE x; --"]
    page = bring(
        client,
        workbook(
            {"A1": "Date", "B1": "Type", "C1": "Title"}
            | {
                f"{letter}{number}": value
                for number, title in enumerate(nasty, start=2)
                for letter, value in zip("ABC", (str(TODAY), "WORKSHOP", title), strict=True)
            }
        ),
        "nasty.xlsx",
    ).url

    shown = client.get(page)
    client.post(page)

    assert b"<script>alert" not in shown.content
    assert Activity.objects.count() == len(nasty)


# ------------------------------------------------------------------ whose table it is


def test_a_table_is_its_owners_alone(client, staff):
    page = brought(client, row())
    client.force_login(MembershipFactory(role=Role.SCHOOL_STAFF, school=staff.school).user)

    assert client.get(page).status_code == client.post(page).status_code == 404
    assert not Activity.objects.exists()


def test_tables_are_forgotten_after_a_month(client, staff):
    brought(client, row())
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=31))

    brought(client, row(title="Another"))

    assert taking.sweep() == 1
    assert Upload.objects.count() == 1
