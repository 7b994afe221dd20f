"""Files that are broken, cut off, hostile or of another kind: each is refused with its reason, none is guessed at."""

import io
import re
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from indicators.importing import workbooks
from indicators.importing.issues import SENTENCES, sentence
from indicators.importing.observations import Ask
from indicators.importing.taking import take
from tests.indicators.import_files import FIXTURES, HARTFORD, OUR_SCHOOLS, content, taken_from

CHRONIC = content("chronic_race.csv")


def refusal(data, name="chronic_race.csv"):
    found = taken_from(name, data=data).refusal
    return found and found.code


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "EMPTY_FILE"),
        (b" \r\n\r\n", "EMPTY_FILE"),
        (b"%PDF-1.7 ...", "NOT_A_TABLE"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old workbook", "NOT_A_TABLE"),
        (b'{"type": "FeatureCollection"}', "MAP_OR_JSON"),
        (b"<!doctype html><title>Sign in</title>", "WEB_PAGE"),
        (CHRONIC.decode().encode("utf-16"), "WRONG_ENCODING"),
        (CHRONIC.replace(b"Asian", b"As\x81an"), "WRONG_ENCODING"),
        (CHRONIC.replace(b"Asian", b"As\x00ian"), "NUL_BYTES"),
        (CHRONIC.replace(b'"Asian"', b'"Asi"an'), "MALFORMED_CSV"),
        (b"a,b\r\n1,2\r\n", "NOT_RECOGNISED"),
        (CHRONIC[: CHRONIC.index(b'"Hartford')].rsplit(b"\r\n", 2)[0] + b"\r\n\r\n", "NO_ROWS"),
        (CHRONIC.replace(b", 2014-15", b", last year"), "NO_YEAR_IN_TITLE"),
        (CHRONIC.replace(b", 2014-15", b", 2014-16"), "NO_YEAR_IN_TITLE"),
        (CHRONIC.replace(b'"Race/Ethnicity","%', b'"Hair","%'), "UNKNOWN_COLUMN"),
    ],
)
def test_what_is_no_whole_known_table_is_refused_with_its_reason(data, reason):
    assert refusal(data) == reason


def test_a_file_larger_than_the_limit_is_not_even_read(settings):
    settings.IMPORT_MAX_BYTES = 2**20
    assert refusal(b"x" * (2**20 + 1)) == "TOO_LARGE"


def test_utf_8_with_a_mark_and_windows_1252_are_read_and_the_latter_is_told():
    assert refusal(b"\xef\xbb\xbf" + CHRONIC) is None
    accented = CHRONIC.replace(b"East Hartford", b"Acad\xe9mie Hartford")
    taken = taken_from("chronic_race.csv", data=accented)
    assert taken.refusal is None
    assert [(issue.line, issue.code) for issue in taken.issues] == [(0, "READ_AS_WINDOWS_1252")]


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("*.csv")))
def test_a_file_cut_off_anywhere_never_gives_a_figure_that_the_whole_file_does_not_say(name):
    """Cut at every byte: refused, or cut between two lines of a file that does not tell its end."""
    whole = {one.cell: one.figures for one in taken_from(name, fall_year=2014).observations}
    data = content(name)
    for end in range(len(data)):
        cut = taken_from(name, data=data[:end], fall_year=2014)
        told = {one.cell: one.figures for one in cut.observations}
        assert all(whole[cell] == figures for cell, figures in told.items()), data[:end][-80:]
        if end < len(data) - 2 and data[:end].startswith(b'"') and b"\r\n" in data:
            assert cut.refusal, data[:end][-80:]


def test_a_formula_in_a_name_stays_text():
    taken = taken_from(
        "chronic_grade_school.csv",
        data=content("chronic_grade_school.csv").replace(b'"North School"', b'"=HYPERLINK(""http://x"")"'),
    )
    assert taken.school_names["0640111"] == '=HYPERLINK("http://x")'
    assert len(taken.observations) == 2


def workbook(rows, sheet="Results"):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for (row, column), cell in rows.items():
            page.write(row, column, cell)
    return buffer.getvalue()


def test_a_workbook_that_unpacks_to_gigabytes_is_measured_and_not_opened(monkeypatch):
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 2 * 2**20)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (3 * 2**20))
    assert len(buffer.getvalue()) < 10_000
    assert refusal(buffer.getvalue()) == "ZIP_BOMB"


def test_an_archive_that_lies_about_its_sizes_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>" * 5000)
    lying = buffer.getvalue().replace((55000).to_bytes(4, "little"), (11).to_bytes(4, "little"))
    assert lying != buffer.getvalue()
    assert refusal(lying) == "BROKEN_WORKBOOK"


def test_a_workbook_with_one_cell_in_the_last_corner_is_not_spread_out_in_memory():
    assert refusal(workbook({(0, 0): "Student Group", (1048575, 16383): 1})) == "TOO_MANY_CELLS"


def test_an_archive_of_many_parts_or_of_something_else_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(workbooks.MAX_ENTRIES + 1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", "<worksheet/>")
    assert refusal(buffer.getvalue()) == "TOO_MANY_PARTS"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("letter.txt", "no workbook")
    assert refusal(buffer.getvalue()) == "NOT_A_TABLE"


def test_numbers_and_codes_of_a_workbook_are_read_as_people_type_them():
    book = workbook({(0, 0): 640011, (0, 1): 25.1, (0, 2): True, (0, 3): "007", (0, 4): "=1+1"}, sheet="Any")
    name, rows = workbooks.read(book)
    assert (name, rows) == ("Any", [(1, ["640011", "25.1", "TRUE", "007", "0"])])


def test_a_csv_saved_again_by_a_spreadsheet_program_is_still_understood():
    """Codes lost their wrapping and zeros, lines got empty cells, the empty last line is gone."""
    resaved = CHRONIC.decode().replace('"=""0640011"""', "640011").replace('"=""0430011"""', "430011")
    lines = [
        line + "," * (3 - line.count('",')) if line.startswith('"Chronic') else line for line in resaved.split("\r\n")
    ]
    data = "\n".join(line.replace('"', "") if "Hartford" in line else line for line in lines).rstrip("\n") + "\n"
    taken = taken_from("x.csv", data=data.encode())
    assert taken.refusal is None
    assert len(taken.observations) == 4


# ------------------------------------------------------------------ anything at all

# Made once: a workbook holds the moment it was made, and hypothesis must find the same bytes each time.
BOOK = workbook({(0, 0): "Student Group", (0, 1): "District", (1, 0): "White", (1, 1): 5})

VALID = [content(path.name) for path in sorted(FIXTURES.glob("*.csv"))]
HOLES = re.compile(r"%\((\w+)\)s")
ASK = Ask(HARTFORD, "file 2014-15.csv", None, OUR_SCHOOLS)
HOSTILE = st.sampled_from(
    [
        "\x00",
        "=cmd|' /C calc'!A0",
        "<script>",
        "'; DROP TABLE x;--",
        "\ud7ff",
        "1e999",
        "NaN",
        "-0",
        "９",
        "\r",
        '"',
        ",",
        "*" * 999,
    ]
)


def check_any(data):
    taken = take(data, ASK, may_add=lambda code: True)
    for issue in [*taken.kept_issues(), *([taken.refusal] if taken.refusal else [])]:
        assert issue.code in SENTENCES
        # The file's own text may hold "%(", so the holes are looked for in the sentence and not in the result.
        assert set(HOLES.findall(str(SENTENCES[issue.code]))) <= {"column", *issue.details}, issue
        assert sentence(issue)
        assert len(issue.text) <= 300
    for one in taken.observations:
        assert one.value is None or 0 <= one.value < 10**8
        assert (one.value is None) == (one.display_status != "REPORTED")


@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused_and_never_an_error(data):
    check_any(data)
    check_any(b"PK\x03\x04" + data)


@given(st.sampled_from(VALID), st.data())
def test_a_real_file_with_bytes_changed_is_taken_or_refused_and_never_an_error(data, draw):
    changed = bytearray(data)
    for _times in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(changed) - 1))
        changed[at : at + draw.draw(st.integers(0, 4))] = draw.draw(st.binary(max_size=4))
    check_any(bytes(changed))


@given(st.sampled_from(VALID), st.data())
def test_a_real_file_with_hostile_cells_is_taken_or_refused_and_never_an_error(data, draw):
    cells = data.decode().split(",")
    for _times in range(draw.draw(st.integers(1, 4))):
        cells[draw.draw(st.integers(0, len(cells) - 1))] = draw.draw(HOSTILE | st.text(max_size=30))
    check_any(",".join(cells).encode(errors="surrogatepass"))


@given(st.data())
def test_a_workbook_with_bytes_changed_is_taken_or_refused_and_never_an_error(draw):
    good = bytearray(BOOK)
    for _times in range(draw.draw(st.integers(1, 8))):
        good[draw.draw(st.integers(4, len(good) - 1))] = draw.draw(st.integers(0, 255))
    check_any(bytes(good))


@given(st.dictionaries(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]), st.binary()))
def test_a_workbook_of_any_parts_is_taken_or_refused_and_never_an_error(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    check_any(buffer.getvalue())
