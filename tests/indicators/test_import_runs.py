"""What imports do to stored values: versions, confirmations, undoing, and the road of the district's own figures."""

import io
import random
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from district.models import School
from indicators.importing import runs
from indicators.models import ImportRun, IndicatorValue
from indicators.models.imports import RunState
from tests.factories import SchoolFactory, UserFactory
from tests.indicators.import_files import FIXTURES, HARTFORD, content

pytestmark = pytest.mark.django_db

CHRONIC = content("chronic_race.csv")
TABLE = content("district_table.csv")


@pytest.fixture(autouse=True)
def reference_data():
    call_command("load_indicators", verbosity=0)
    SchoolFactory(code="0640111", name="North School")
    SchoolFactory(code="0646111", name="South High School")


def bring(data, name="chronic.csv", by=None, **options):
    run = runs.new_run(file_name=name, data=data, district_code=HARTFORD, by=by, **options)
    return run, runs.store(run, data, by=by)


def books():
    """Everything stored, as text to compare; which import brought it is left out."""
    rows = IndicatorValue.objects.order_by("instrument", "fall_year", "scope", "dimension", "group", "version")
    return [
        (str(row), row.version, row.is_current, row.is_published, row.status, row.shown, str(row.shown_value))
        for row in rows.select_related("indicator")
    ]


def asian():
    return IndicatorValue.objects.filter(instrument="EDSIGHT_CHRONIC", group="AS").order_by("version")


def test_figures_of_the_state_are_public_at_once_and_shown_as_published():
    run, outcome = bring(CHRONIC)

    assert outcome.verdict == (4, 0, 0)
    assert (run.state, run.rows_read, run.rows_other_districts) == (RunState.PUBLISHED, 5, 1)
    shown = dict(IndicatorValue.objects.published().values_list("group", "shown"))
    assert shown == {"AS": "VALUE", "BL": "VALUE", "MU": "SUPPRESSED", "WH": "VALUE"}


def test_the_same_file_again_changes_nothing_and_leaves_no_trace():
    bring(CHRONIC)
    before = books()
    _run, outcome = bring(CHRONIC, "another name.csv")

    assert outcome.changes_nothing
    assert outcome.same_as is not None
    assert books() == before
    assert ImportRun.objects.count() == 1


def test_a_restated_figure_becomes_a_new_version_and_the_old_one_stays_readable():
    bring(CHRONIC)
    run, outcome = bring(CHRONIC.replace(b'"Asian",7.5', b'"Asian",8.5'))

    assert outcome.verdict == (0, 1, 3)
    assert [(str(v.value), v.version, v.is_current, v.is_published, v.status) for v in asian()] == [
        ("7.5000", 1, False, False, "FINAL"),
        ("8.5000", 2, True, True, "RESTATED"),
    ]
    assert run.values.count() == 1


def test_an_old_file_that_is_in_force_does_not_take_a_restatement_back():
    bring(CHRONIC)
    bring(CHRONIC.replace(b'"Asian",7.5', b'"Asian",8.5'))
    before = books()
    _run, outcome = bring(CHRONIC)

    assert outcome.changes_nothing
    assert books() == before


def test_undoing_puts_the_version_before_in_force_again():
    bring(CHRONIC)
    before = books()
    run, _outcome = bring(CHRONIC.replace(b'"Asian",7.5', b'"Asian","*"'))
    runs.undo(run=run, reason="The state withdrew the file.")

    assert books() == before
    run.refresh_from_db()
    assert (run.state, run.undo_reason) == (RunState.UNDONE, "The state withdrew the file.")
    with pytest.raises(runs.WrongState):
        runs.undo(run=run)


def test_undoing_the_first_of_two_leaves_the_second_in_force():
    first, _outcome = bring(CHRONIC)
    bring(CHRONIC.replace(b'"Asian",7.5', b'"Asian",8.5'))
    runs.undo(run=first)

    assert [(str(v.value), v.is_current, v.is_published) for v in asian()] == [("8.5000", True, True)]
    # The other three figures were confirmed by the second file, so they stay, under its name.
    assert IndicatorValue.objects.published().count() == 4


def test_what_another_file_confirms_stays_when_the_first_is_undone_and_goes_with_the_last():
    first, _outcome = bring(content("sanctions_doubled.csv"))
    second, outcome = bring(content("sanctions_doubled.csv").replace(b"East", b"Far East"))
    assert outcome.verdict == (0, 0, 4)
    before = books()
    runs.undo(run=first)

    assert books() == before
    assert set(IndicatorValue.objects.values_list("run", flat=True)) == {second.pk}
    runs.undo(run=second)
    assert books() == []


def test_an_undone_file_can_be_imported_again():
    run, _outcome = bring(CHRONIC)
    before = books()
    runs.undo(run=run)
    bring(CHRONIC)

    assert books() == before


def test_a_failure_in_the_middle_stores_nothing(monkeypatch):
    monkeypatch.setattr("indicators.importing.storing.CONFIRM", "SELECT no_such_column")
    with pytest.raises(Exception, match="no_such_column"):
        bring(CHRONIC)

    assert not IndicatorValue.objects.exists()
    assert not ImportRun.objects.exists()


def test_figures_of_the_district_are_entered_then_approved_then_published_with_both_names():
    entered_by, approved_by = UserFactory(), UserFactory()
    run, _outcome = bring(TABLE, "algebra.csv", by=entered_by)
    assert run.state == RunState.ENTERED
    assert not IndicatorValue.objects.published().exists()

    with pytest.raises(runs.WrongState):
        runs.publish(run=run, by=approved_by)
    runs.approve(run=run, by=approved_by)
    assert not IndicatorValue.objects.published().exists()
    runs.publish(run=run, by=approved_by)

    assert IndicatorValue.objects.published().count() == 3
    assert (run.started_by, run.approved_by, run.published_by) == (entered_by, approved_by, approved_by)
    with pytest.raises(runs.WrongState):
        runs.approve(run=run, by=approved_by)


def test_a_correction_that_is_not_published_leaves_the_public_figure_as_it_was():
    user = UserFactory()
    run, _outcome = bring(TABLE, by=user)
    runs.approve(run=run, by=user)
    runs.publish(run=run, by=user)
    correction, outcome = bring(TABLE.replace(b",660,1100,60,", b",700,1100,63.6,"), by=user)

    public = IndicatorValue.objects.published().get(instrument="DISTRICT_ALG1_G9", group="ALL")
    assert outcome.verdict == (0, 1, 2)
    assert (str(public.value), public.version) == ("60.0000", 1)
    runs.approve(run=correction, by=user)
    runs.publish(run=correction, by=user)
    public = IndicatorValue.objects.published().get(instrument="DISTRICT_ALG1_G9", group="ALL")
    assert (str(public.value), public.version) == ("63.6000", 2)
    runs.undo(run=correction, by=user)
    public = IndicatorValue.objects.published().get(instrument="DISTRICT_ALG1_G9", group="ALL")
    assert (str(public.value), public.version) == ("60.0000", 1)


def test_a_table_of_the_district_can_neither_bring_nor_change_a_figure_of_the_state():
    bring(CHRONIC)
    header = TABLE.splitlines()[0]
    row = b"CHRONIC_ABS,DISTRICT,,2014,,RACE_ETH,%s,EDSIGHT_CHRONIC,,,%s,,"
    table = b"\n".join(
        [header, row % (b"AS", b"7.5"), row % (b"BL", b"1.0"), row % (b"HI", b"2.0"), *TABLE.splitlines()[1:]]
    )
    run, outcome = bring(table + b"\n")

    assert outcome.verdict == (3, 0, 1)
    assert [(issue.line, issue.code) for issue in run.issues.all()] == [
        (3, "STATE_INSTRUMENT"),
        (4, "STATE_INSTRUMENT"),
    ]
    assert run.rows_refused == 2
    # Repeating a figure of the state makes the table no source for it.
    assert not run.confirmations.exists()


def test_an_export_taken_in_again_changes_nothing(tmp_path):
    bring(CHRONIC)
    bring(CHRONIC.replace(b'"Asian",7.5', b'"Asian",8.5'))
    bring(TABLE)
    call_command("export_indicators", out=tmp_path / "all.csv", verbosity=0)
    before = books()
    _run, outcome = bring((tmp_path / "all.csv").read_bytes(), "all.csv")

    assert outcome.changes_nothing
    assert [issue.code for issue in outcome.taken.issues] == ["OLDER_VERSION"]
    assert books() == before


def test_the_export_holds_every_version_without_suppression_or_trailing_zeros(tmp_path):
    bring(CHRONIC, "chronic.csv")
    bring(CHRONIC.replace(b'"Asian",7.5', b'"Asian",8.5'), "restated.csv")
    bring(content("chronic_grade_school.csv"), "schools.csv")
    call_command("export_indicators", fall_year=2014, out=tmp_path / "all.csv", verbosity=0)

    lines = (tmp_path / "all.csv").read_text().splitlines()
    assert "CHRONIC_ABS,DISTRICT,,2014,FINAL,RACE_ETH,AS,EDSIGHT_CHRONIC,,,7.5,REPORTED,FINAL,1,chronic.csv,6" in lines
    assert (
        "CHRONIC_ABS,DISTRICT,,2014,FINAL,RACE_ETH,AS,EDSIGHT_CHRONIC,,,8.5,REPORTED,RESTATED,2,restated.csv,6" in lines
    )
    assert "CHRONIC_ABS,DISTRICT,,2014,FINAL,RACE_ETH,MU,EDSIGHT_CHRONIC,,,,SUPPRESSED,FINAL,1,chronic.csv,8" in lines
    assert len(lines) == 6


# ------------------------------------------------------------------ large tables


def large_table(rows, value):
    """So many figures of the year to date, one for each day of many years."""
    header = TABLE.splitlines()[0].decode()
    days = (date(2000, 1, 1) + timedelta(days=number) for number in range(rows))
    line = "ALG1_G9,DISTRICT,,2016,RUNNING {day},ALL,ALL,DISTRICT_ALG1_G9,,,{value},,"
    return "\n".join([header, *(line.format(day=day, value=value) for day in days), ""]).encode()


def in_force():
    return set(IndicatorValue.objects.current().values_list("version", "value"))


def test_what_storing_a_table_costs_in_statements_does_not_depend_on_its_rows():
    def statements(rows, value):
        with CaptureQueriesContext(connection) as captured:
            bring(large_table(rows, value))
        return len(captured)

    bring(large_table(1, 10))
    assert statements(900, 20) == statements(2, 30)


def test_a_large_table_is_restated_and_undone_whole():
    bring(large_table(3000, 10))
    run, outcome = bring(large_table(3000, 20))
    assert outcome.verdict == (0, 3000, 0)
    assert in_force() == {(2, 20)}
    assert run.values.count() == 3000

    runs.undo(run=run)
    assert in_force() == {(1, 10)}
    assert IndicatorValue.objects.count() == 3000


def test_the_database_knows_of_a_large_import_before_it_is_published_or_undone():
    """Else it plans as if the table was still small, and what takes a second takes hours."""
    bring(large_table(3000, 10))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [IndicatorValue._meta.db_table])
        assert cursor.fetchone()[0] >= 3000


def test_what_is_set_for_comparing_does_not_outlast_it():
    bring(large_table(2, 10))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_nestloop'), current_setting('enable_mergejoin')")
        assert cursor.fetchone() == ("on", "on")


# ------------------------------------------------------------------ schools


def test_a_school_that_the_states_files_list_is_added_as_closed_when_its_first_value_comes():
    file = content("chronic_grade_school.csv").replace(b"0649999", b"0642411")
    _run, outcome = bring(file)

    clark = School.objects.get(code="0642411")
    assert (clark.name, str(clark.closed_on)) == ("Clark School", "2015-06-30")
    assert clark.profiles.get().grades_label() == "Pre-K–8"
    assert list(outcome.schools_added) == ["0642411"]


def test_a_school_that_nobody_knows_is_added_only_when_a_person_says_so():
    file = content("chronic_grade_school.csv")
    run, outcome = bring(file)
    assert (run.rows_refused, outcome.schools_added) == (1, {})
    assert not School.objects.filter(code="0649999").exists()

    _run, outcome = bring(file, create_schools=True)
    assert outcome.schools_added == {"0649999": "Unheard-of School"}
    assert outcome.verdict == (1, 0, 2)
    assert School.objects.get(code="0649999").closed_on is None


def test_a_school_of_another_town_is_never_added():
    file = content("chronic_grade_school.csv").replace(b"0649999", b"0159999")
    run, _outcome = bring(file, create_schools=True)

    assert [issue.code for issue in run.issues.all()] == ["UNKNOWN_SCHOOL"]
    assert not School.objects.filter(code="0159999").exists()


# ------------------------------------------------------------------ the commands


def test_the_command_says_per_file_what_became_of_it_and_fails_if_one_was_refused(tmp_path, capsys):
    broken = tmp_path / "broken.csv"
    broken.write_bytes(CHRONIC[:-40])
    with pytest.raises(CommandError, match="2 of 4 files refused"):
        call_command(
            "import_indicators",
            str(FIXTURES / "chronic_race.csv"),
            str(broken),
            str(FIXTURES / "college_school_without_code.csv"),
            str(FIXTURES / "sanctions_doubled.csv"),
        )
    told = capsys.readouterr().out

    assert "chronic_race.csv: EdSight: chronic absenteeism\n  rows read 5, of other districts 1" in told
    assert "values new 4, restated 0, same 0" in told
    assert "broken.csv" in told and "REFUSED: The file ends in the middle of a row." in told
    assert "line 11: The row names a school without its code." in told
    assert ImportRun.objects.filter(state=RunState.REFUSED).count() == 2
    assert IndicatorValue.objects.count() == 8


def test_a_dry_run_tells_the_same_and_stores_nothing(capsys):
    call_command("import_indicators", str(FIXTURES / "chronic_race.csv"), dry_run=True)

    assert "values new 4" in capsys.readouterr().out
    assert not ImportRun.objects.exists()
    assert not IndicatorValue.objects.exists()


def test_another_district_can_be_looked_at_and_not_stored(capsys):
    file = str(FIXTURES / "chronic_race.csv")
    with pytest.raises(CommandError, match="This portal serves district 0640011"):
        call_command("import_indicators", file, district="0430011")
    call_command("import_indicators", file, district="0430011", dry_run=True)
    assert "values new 1" in capsys.readouterr().out


def test_files_that_are_not_there_and_years_that_are_none_are_told():
    with pytest.raises(CommandError, match="1 of 1 files refused"):
        call_command("import_indicators", "no such file.csv", stderr=io.StringIO())
    with pytest.raises(CommandError, match="is no school year"):
        call_command("import_indicators", "x", fall_year=14)
    with pytest.raises(CommandError, match="There is no import 999"):
        call_command("undo_import", "999")


def test_an_import_is_undone_by_its_number():
    run, _outcome = bring(CHRONIC)
    call_command("undo_import", str(run.pk), verbosity=0)
    assert books() == []
    with pytest.raises(CommandError, match="is not in force"):
        call_command("undo_import", str(run.pk))


# ------------------------------------------------------------------ any history

FILES = [CHRONIC.replace(b'"Asian",7.5', b'"Asian",%d.0' % number) for number in range(3)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=8))
def test_after_any_history_the_newest_file_in_force_rules_and_nothing_is_left_of_those_undone(history):
    in_force = []  # (run, file), in the order they came
    for undoes, number in history:
        if undoes and in_force:
            run, _file = in_force.pop(number % len(in_force))
            runs.undo(run=run)
        elif number not in [file for _run, file in in_force]:
            run, _outcome = bring(FILES[number], f"{random.random()}.csv")
            in_force.append((run, number))
        else:
            before = books()
            bring(FILES[number])
            assert books() == before

    assert [float(one.value) for one in asian().filter(is_current=True)] == [file for _run, file in in_force[-1:]]
    assert list(asian().filter(is_current=True)) == list(asian().filter(is_published=True))
    assert IndicatorValue.objects.published().count() == (4 if in_force else 0)
    assert not IndicatorValue.objects.exclude(run__in=ImportRun.objects.in_force()).exists()
    for run, _file in in_force:
        runs.undo(run=run)
    assert books() == []
