"""Each format on a small file of its own: what is taken, what is left, and that marks keep their meaning."""

import io

import pytest
import xlsxwriter

from indicators.importing import reading
from indicators.importing.families import FAMILIES
from tests.indicators.import_files import FIXTURES, figures, reasons, taken_from


def test_a_district_file_by_race_gives_one_value_for_each_group_and_leaves_east_hartford():
    taken = taken_from("chronic_race.csv")

    assert taken.format_code == "EDSIGHT_CHRONIC_ABSENTEEISM"
    assert (taken.rows_read, taken.rows_other_districts, taken.rows_refused) == (5, 1, 0)
    assert figures(taken) == {
        ("EDSIGHT_CHRONIC", "DISTRICT", "", 2014, "RACE_ETH", "AS"): (None, None, "7.5", "REPORTED"),
        ("EDSIGHT_CHRONIC", "DISTRICT", "", 2014, "RACE_ETH", "BL"): (None, None, "22.0", "REPORTED"),
        ("EDSIGHT_CHRONIC", "DISTRICT", "", 2014, "RACE_ETH", "MU"): (None, None, None, "SUPPRESSED"),
        ("EDSIGHT_CHRONIC", "DISTRICT", "", 2014, "RACE_ETH", "WH"): (None, None, "0.0", "REPORTED"),
    }
    assert [one.line for one in taken.observations] == [6, 7, 8, 9]


def test_a_school_file_is_matched_by_code_and_an_unknown_school_is_refused_by_its_line():
    taken = taken_from("chronic_grade_school.csv")

    assert {(one.school_code, one.group) for one in taken.observations} == {("0640111", "K"), ("0640111", "01")}
    assert reasons(taken) == [(8, "UNKNOWN_SCHOOL")]
    assert taken.issues[0].details == {"code": "0649999", "name": "Unheard-of School"}


def test_the_statewide_file_has_no_codes_and_gives_the_state():
    assert figures(taken_from("chronic_state.csv")) == {
        ("EDSIGHT_CHRONIC", "STATE", "", 2014, "ALL", "ALL"): (None, None, "10.6", "REPORTED")
    }


def test_later_exports_have_a_count_beside_the_rate():
    assert figures(taken_from("chronic_with_counts.csv")) == {
        ("EDSIGHT_CHRONIC", "DISTRICT", "", 2018, "ALL", "ALL"): ("4321", None, "25.4", "REPORTED")
    }


def test_counts_stay_where_the_rate_is_suppressed_and_a_cohort_where_both_are():
    found = figures(taken_from("graduates.csv"))

    assert found["EDSIGHT_COHORT4", "DISTRICT", "", 2013, "RACE_ETH", "AM"] == ("24", "25", None, "SUPPRESSED")
    assert found["EDSIGHT_COHORT4", "DISTRICT", "", 2013, "RACE_ETH", "HI"] == (None, "19", None, "SUPPRESSED")
    assert found["EDSIGHT_COHORT4", "DISTRICT", "", 2013, "RACE_ETH", "BL"] == ("350", "500", "70.0", "REPORTED")


def test_those_who_did_not_graduate_are_two_instruments_of_their_own():
    at = ("SCHOOL", "0646111", 2013, "ALL", "ALL")
    assert figures(taken_from("non_graduates_school.csv")) == {
        ("EDSIGHT_COHORT4_STILL", *at): ("20", "100", "20.0", "REPORTED"),
        ("EDSIGHT_COHORT4_OTHER", *at): (None, "100", None, "SUPPRESSED"),
    }


def test_college_entrance_and_persistence_are_two_instruments_and_an_unquoted_star_is_suppressed():
    at = ("DISTRICT", "", 2011, "ALL", "ALL")
    assert figures(taken_from("college.csv")) == {
        ("EDSIGHT_COLLEGE_ENTRANCE", *at): (None, None, "51.5", "REPORTED"),
        ("EDSIGHT_COLLEGE_PERSISTENCE", *at): (None, None, None, "SUPPRESSED"),
    }


def test_a_school_named_without_its_code_is_never_matched_by_name():
    taken = taken_from("college_school_without_code.csv")

    assert taken.observations == []
    assert taken.refusal.code == "NOTHING_TAKEN"
    assert reasons(taken) == [(11, "NO_SCHOOL_CODE"), (12, "NO_SCHOOL_CODE")]
    assert taken.rows_other_districts == 1


def test_a_doubled_district_row_without_its_code_is_not_added_to_the_district():
    taken = taken_from("sanctions_doubled.csv")

    assert figures(taken)["EDSIGHT_OSS_EVENTS", "DISTRICT", "", 2014, "ALL", "ALL"] == (None, None, "400", "REPORTED")
    assert figures(taken)["EDSIGHT_BUS_SUSPENSIONS", "DISTRICT", "", 2014, "ALL", "ALL"][2:] == ("0", "REPORTED")
    assert len(taken.observations) == 4
    assert reasons(taken) == [(7, "NO_DISTRICT_CODE")]


def test_incidents_are_read_by_the_names_of_their_columns():
    found = figures(taken_from("incidents_state.csv"))

    assert len(found) == 10
    assert found["EDSIGHT_INCIDENT_WEAPONS", "STATE", "", 2013, "ALL", "ALL"] == (None, None, "8", "REPORTED")


def test_wide_enrollment_has_a_group_in_each_column_and_its_total_row_is_no_district():
    taken = taken_from("enrollment_lunch_school.csv")
    at = ("ENROLLMENT_OCT", "SCHOOL", "0640111", 2014)

    assert figures(taken) == {
        (*at, "SES", "FREE"): (None, None, "200", "REPORTED"),
        (*at, "SES", "NOT_ELIG"): (None, None, "50", "REPORTED"),
        (*at, "SES", "REDUCED"): (None, None, None, "SUPPRESSED"),
        (*at, "ALL", "ALL"): (None, None, "260", "REPORTED"),
    }
    assert taken.rows_other_districts == 1


def test_smarter_balanced_takes_grade_3_and_each_percent_belongs_to_the_count_on_its_left():
    taken = taken_from("smarter_balanced.csv")
    found = figures(taken)
    at = ("DISTRICT", "", 2014, "ELL", "NOT_EL")

    assert found["SBAC_ELA_L34", *at] == ("28", "88", "31.8", "REPORTED")
    assert found["SBAC_ELA_L3", *at] == (None, "88", None, "SUPPRESSED")
    assert found["SBAC_ELA_L1", *at] == ("40", "88", "45.5", "REPORTED")
    assert found["SBAC_ELA_PARTICIPATION", *at] == ("90", "100", "90.0", "REPORTED")
    assert found["SBAC_ELA_SCORE", *at] == (None, "88", "2390", "REPORTED")
    assert found["SBAC_ELA_L34", "DISTRICT", "", 2014, "ELL", "EL"] == ("0", "50", "0.0", "REPORTED")
    assert reasons(taken) == [(8, "GRADE_FEEDS_NOTHING")]


def test_sat_subjects_are_instruments_of_their_own_and_an_unknown_subject_is_refused():
    taken = taken_from("sat.csv")
    at = ("DISTRICT", "", 2015, "ALL", "ALL")

    assert figures(taken)["SAT_ELA_L34", *at] == ("30", "100", "30.0", "REPORTED")
    assert figures(taken)["SAT_MATH_L34", *at] == ("20", "100", "20.0", "REPORTED")
    assert reasons(taken) == [(8, "UNKNOWN_SUBJECT")]


def test_suspension_rates_take_their_year_from_the_file_name():
    assert figures(taken_from("suspension-rates__2014-15_lunch.csv")) == {
        ("EDSIGHT_SUSPENDED_STUDENTS", "DISTRICT", "", 2014, "SES", "FRPM"): ("2900", None, "16.4", "REPORTED")
    }


@pytest.mark.parametrize(
    ("file_name", "fall_year", "found"),
    [
        ("rates.csv", None, "YEAR_NEEDED"),
        ("rates 2012-13 or 2013-14.csv", None, "YEAR_NEEDED"),
        ("rates 2012-14.csv", None, "YEAR_NEEDED"),
        ("rates 2012-13.csv", 2014, "YEAR_CONFLICT"),
        ("rates.csv", 2012, 2012),
        ("rates 2012-13.csv", 2012, 2012),
    ],
)
def test_without_a_year_in_its_name_such_a_file_needs_one_from_a_person(file_name, fall_year, found):
    taken = taken_from("suspension-rates__2014-15_lunch.csv", file_name=file_name, fall_year=fall_year)

    assert (taken.refusal.code if taken.refusal else taken.observations[0].fall_year) == found


def test_where_the_district_code_is_left_out_schools_are_matched_by_their_own_code():
    taken = taken_from("suspension_schools_2014-15.csv")

    assert [one.school_code for one in taken.observations] == ["0640111"]
    # The name beside our own school's code is our district's; a row of that name with a code we do not know is told.
    assert reasons(taken) == [(4, "UNKNOWN_SCHOOL")]
    assert taken.rows_other_districts == 1


def test_not_reported_is_not_suppressed_and_grades_not_known_are_a_group():
    found = figures(taken_from("suspension_rates_state.csv", fall_year=2014))

    assert found["EDSIGHT_SUSPENDED_STUDENTS", "STATE", "", 2014, "GRADE", "UNKNOWN"] == (
        "10",
        None,
        None,
        "SUPPRESSED",
    )
    data = b'"District","District Code","Count","%"\r\n"H","=""0640011""","N/A","N/A"\r\n\r\n'
    taken = taken_from("suspension_rates_state.csv", data=data, fall_year=2014)
    assert [one.figures for one in taken.observations] == [(None, None, None, "NOT_REPORTED")]


def test_accountability_rates_are_fractions_and_graduation_lags_a_year():
    taken = taken_from("accountability.csv")
    found = figures(taken)

    assert found["NEXTGEN_IND4", "DISTRICT", "", 2018, "ALL", "ALL"][2] == "25.000100"
    assert found["NEXTGEN_IND4", "DISTRICT", "", 2018, "HIGH_NEEDS", "HN"][2] == "27.000000"
    assert found["NEXTGEN_IND8", "DISTRICT", "", 2017, "ALL", "ALL"][2] == "70.000000"
    assert found["NEXTGEN_IND10", "STATE", "", 2017, "ALL", "ALL"][2] == "70.900000"
    assert found["NEXTGEN_IND8", "SCHOOL", "0640111", 2017, "ALL", "ALL"] == (None, None, None, "NOT_REPORTED")
    assert taken.rows_other_districts == 1


def test_attendance_has_three_years_side_by_side_and_an_empty_cell_is_suppressed():
    taken = taken_from("attendance.csv")
    found = figures(taken)

    assert found["ATTENDANCE_RATE", "DISTRICT", "", 2021, "ALL", "ALL"] == (None, "16000", "85.6400", "REPORTED")
    assert found["ATTENDANCE_RATE", "DISTRICT", "", 2020, "HOUSING", "HOMELESS"] == (None, None, None, "SUPPRESSED")
    running = {(one.fall_year, one.period, str(one.as_of_date)) for one in taken.observations}
    assert running == {(2021, "RUNNING", "2022-06-30"), (2020, "FINAL", "None"), (2019, "FINAL", "None")}


def test_the_long_publication_joins_the_lines_of_one_rate_and_matches_the_town_not_the_name():
    found = figures(taken_from("long_graduation.csv"))
    at = ("", 2013, "ALL", "ALL")

    assert found["CTDATA_COHORT4", "DISTRICT", *at] == ("980", "1370", "71.5", "REPORTED")
    assert found["CTDATA_COHORT4_OTHER", "DISTRICT", *at] == (None, "1370", None, "SUPPRESSED")
    assert found["CTDATA_COHORT4_STILL", "STATE", *at] == (None, "43000", None, "NOT_REPORTED")
    assert len(found) == 6
    assert set(figures(taken_from("long_suspension.csv"))) == {
        ("CTDATA_SUSPENSION_RATE", "DISTRICT", "", 2009, "RACE_ETH", "AS"),
        ("CTDATA_SUSPENSION_RATE", "DISTRICT", "", 2009, "RACE_ETH", "WH"),
    }


def excel_export(rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.add_worksheet("Cover").write(0, 0, "not this one")
        sheet = workbook.add_worksheet("Results")
        for number, row in enumerate([["Student Group", "District", "School", "School Year", "Student Count*"], *rows]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def test_the_excel_export_is_matched_by_the_code_in_the_name_of_the_school():
    data = excel_export(
        [
            ["White", "Hartford School District", "North School (0640111)", "2023-24", 12],
            ["Asian", "Hartford School District", "North School (0640111)", "2023-24", ""],
            ["Asian", "Hartford School District", "New School (0649997)", "2023-24", 7],
            ["Asian", "East Hartford School District", "East School (0430911)", "2023-24", 7],
        ]
    )
    taken = taken_from("export.xlsx", data=data)

    assert figures(taken) == {
        ("ENROLLMENT_OCT", "SCHOOL", "0640111", 2023, "RACE_ETH", "WH"): (None, None, "12", "REPORTED"),
        ("ENROLLMENT_OCT", "SCHOOL", "0640111", 2023, "RACE_ETH", "AS"): (None, None, None, "SUPPRESSED"),
    }
    assert reasons(taken) == [(4, "UNKNOWN_SCHOOL")]
    assert taken.rows_other_districts == 1


def test_the_districts_own_table_says_what_it_means_itself():
    taken = taken_from("district_table.csv")

    assert (taken.format_code, taken.source_kind) == ("PORTAL_TABLE", "DISTRICT")
    assert [
        (one.value, one.display_status, one.status, one.period, str(one.as_of_date)) for one in taken.observations
    ] == [
        (60, "REPORTED", "FINAL", "FINAL", "None"),
        (30, "REPORTED", "PRELIMINARY", "FINAL", "None"),
        (None, "SUPPRESSED", "FINAL", "RUNNING", "2016-11-15"),
    ]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,EDSIGHT_CHRONIC,,,60,,", "UNKNOWN_INSTRUMENT", "instrument"),
        ("ALG1_G9,TOWN,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,60,,", "UNKNOWN_SCOPE", "scope"),
        ("ALG1_G9,SCHOOL,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,60,,", "BAD_SCHOOL_CODE", "school_code"),
        ("ALG1_G9,DISTRICT,0640111,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,60,,", "BAD_SCHOOL_CODE", "school_code"),
        ("ALG1_G9,SCHOOL,0640999,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,60,,", "UNKNOWN_SCHOOL", ""),
        ("ALG1_G9,DISTRICT,,2016-17,,ALL,ALL,DISTRICT_ALG1_G9,,,60,,", "NOT_A_YEAR", "fall_year"),
        ("ALG1_G9,DISTRICT,,２０１６,,ALL,ALL,DISTRICT_ALG1_G9,,,60,,", "NOT_A_YEAR", "fall_year"),
        ("ALG1_G9,DISTRICT,,2016,WEEKLY,ALL,ALL,DISTRICT_ALG1_G9,,,60,,", "UNKNOWN_PERIOD", "period"),
        ("ALG1_G9,DISTRICT,,2016,RUNNING May,ALL,ALL,DISTRICT_ALG1_G9,,,60,,", "NOT_A_DATE", "period"),
        ("ALG1_G9,DISTRICT,,2016,,ELL,WHITE,DISTRICT_ALG1_G9,,,60,,", "UNKNOWN_GROUP", "group"),
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,60.1.2,,", "NOT_A_NUMBER", "value"),
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,=1+1,,", "NOT_A_NUMBER", "value"),
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,-1,,", "NEGATIVE", "value"),
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,100.1,,", "ABOVE_HUNDRED", "value"),
        ("OSS_COUNT,DISTRICT,,2016,,ALL,ALL,DISTRICT_OSS_EVENTS,,,3.5,,", "NOT_A_WHOLE_NUMBER", "value"),
        ("OSS_COUNT,DISTRICT,,2016,,ALL,ALL,DISTRICT_OSS_EVENTS,,,999999999,,", "TOO_LARGE_A_NUMBER", "value"),
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,-5,,60,,", "NEGATIVE", "numerator"),
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,9,5,60,,", "NUMERATOR_ABOVE_DENOMINATOR", "numerator"),
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,60,SUPPRESSED,", "STATUS_AND_VALUE", "display_status"),
        ("ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,60,,GUESSED", "UNKNOWN_STATUS", "status"),
        ("ALG1_G9,DISTRICT,,2016", "RAGGED_ROW", ""),
    ],
)
def test_a_wrong_row_of_the_districts_table_is_named_by_line_and_column(line, code, column):
    header, good, *_rest = (FIXTURES / "district_table.csv").read_text().splitlines()
    taken = taken_from("table.csv", data="\n".join([header, line, good, ""]).encode())

    assert [(issue.line, issue.code, issue.column) for issue in taken.issues] == [(2, code, column)]
    assert len(taken.observations) == 1


def test_a_row_with_several_wrong_cells_is_refused_once_for_the_first_of_them():
    header, good, *_rest = (FIXTURES / "district_table.csv").read_text().splitlines()
    wrong = "ALG1_G9,TOWN,,2016,WEEKLY,ALL,ALL,DISTRICT_ALG1_G9,9,5,about half,,"
    taken = taken_from("table.csv", data="\n".join([header, wrong, good, wrong, ""]).encode())

    assert reasons(taken) == [(2, "NUMERATOR_ABOVE_DENOMINATOR"), (4, "NUMERATOR_ABOVE_DENOMINATOR")]
    assert taken.rows_refused == 2


LONG_TABLE = """\
scope,indicator,instrument,value,fall_year,school_code,dimension,group,version
DISTRICT,ALG1_G9,DISTRICT_ALG1_G9,60,2014,,ALL,ALL,1
DISTRICT,ALG1_G9,DISTRICT_ALG1_G9,61,2014,,ALL,ALL,3
DISTRICT,ALG1_G9,DISTRICT_ALG1_G9,101,2014,,ELL,EL,
DISTRICT,ALG1_G9,DISTRICT_ALG1_G9,*,2014,,SPED,SWD,

DISTRICT,ALG1_G9,DISTRICT_ALG1_G9,62,2014,,ALL,ALL,2
DISTRICT,ALG1_G9,DISTRICT_ALG1_G9,40
"DISTRICT
",ALG1_G9,DISTRICT_ALG1_G9,30.5,2015,,ELL, EL,,,,
SCHOOL,SSP_ADULT,DISTRICT_SSP_ADULT,,2015,640111,ALL,ALL,
SCHOOL,SSP_ADULT,DISTRICT_SSP_ADULT,50,2015,640111,ALL,ALL,
DISTRICT,ALG1_G9,DISTRICT_ALG1_G9,30.5,2015,,ELL,EL,
"""


@pytest.mark.parametrize("rows_at_once", [1, 2, 3, 1000])
def test_a_long_table_is_read_in_parts_and_it_does_not_matter_where_one_ends(rows_at_once, monkeypatch):
    monkeypatch.setattr(reading, "ROWS_AT_ONCE", rows_at_once)
    taken = taken_from("long.csv", data=LONG_TABLE.encode())

    assert figures(taken) == {
        ("DISTRICT_ALG1_G9", "DISTRICT", "", 2014, "ALL", "ALL"): (None, None, "61", "REPORTED"),
        ("DISTRICT_ALG1_G9", "DISTRICT", "", 2014, "SPED", "SWD"): (None, None, None, "SUPPRESSED"),
        ("DISTRICT_ALG1_G9", "DISTRICT", "", 2015, "ELL", "EL"): (None, None, "30.5", "REPORTED"),
    }
    assert reasons(taken) == [
        (2, "OLDER_VERSION"),
        (4, "ABOVE_HUNDRED"),
        (7, "OLDER_VERSION"),
        (8, "RAGGED_ROW"),
        (11, "CONFLICT_IN_FILE"),
        (12, "CONFLICT_IN_FILE"),
        (13, "DOUBLE_ROW"),
    ]
    assert taken.rows_read == 10


@pytest.mark.parametrize(("name", "code"), [("directory.csv", "DIRECTORY"), ("civil_rights.csv", "CRDC")])
def test_files_that_the_portal_knows_and_does_not_take_say_why(name, code):
    assert taken_from(name).refusal.code == code


def test_every_format_is_recognised_by_content_whatever_the_file_is_called():
    recognised = {taken_from(path.name, file_name="x", fall_year=2014).format_code for path in FIXTURES.glob("*.csv")}

    assert recognised - {""} == {family.code for family in FAMILIES} - {"EDSIGHT_EXCEL_ENROLLMENT"}


def test_rows_that_contradict_each_other_are_both_refused_and_repeated_ones_taken_once():
    text = (FIXTURES / "chronic_race.csv").read_bytes().decode()
    asian = '"Hartford School District","=""0640011""","Asian",7.5\r\n'
    black = '"Hartford School District","=""0640011""","Black or African American",22.0\r\n'
    text = text.replace(asian, asian + asian).replace(black, black + black.replace("22.0", "23.0"))
    taken = taken_from("chronic_race.csv", data=text.encode())

    assert {one.group for one in taken.observations} == {"AS", "MU", "WH"}
    assert reasons(taken) == [(7, "DOUBLE_ROW"), (8, "CONFLICT_IN_FILE"), (9, "CONFLICT_IN_FILE")]
    assert taken.rows_refused == 2


def test_many_refusals_of_one_reason_are_told_by_the_first_ones_and_their_number():
    header = (FIXTURES / "district_table.csv").read_text().splitlines()[0]
    bad = "ALG1_G9,DISTRICT,,2016,,ALL,ALL,DISTRICT_ALG1_G9,,,a lot,,"
    taken = taken_from("table.csv", data="\n".join([header, *[bad] * 400, ""]).encode())

    kept = taken.kept_issues()
    assert taken.rows_refused == 400
    assert len(kept) == 51
    assert kept[-1].details["more"] == 350 and kept[-1].line == 401


def test_a_report_that_lost_one_of_its_columns_is_not_taken_for_the_report():
    text = (FIXTURES / "chronic_with_counts.csv").read_bytes().replace(b'"Student Count"', b'"Students"')
    assert taken_from("chronic_with_counts.csv", data=text).refusal.code == "NOT_RECOGNISED"
