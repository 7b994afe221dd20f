"""The district beside the state and other districts, from the state's own files."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from district.access import Role
from district.models import District
from indicators.charts import Words
from indicators.charts.named_lines import BETWEEN_NAMES, apart, lines
from indicators.importing import runs
from indicators.models import IndicatorValue, PeerDistrict, PeerFigure, PeerSetting
from indicators.models.imports import RunState
from indicators.peers.reading import Peers
from tests.factories import IndicatorFactory, MembershipFactory
from tests.indicators.import_files import HARTFORD, content, taken_from
from tests.indicators.pages import csv_rows, tables
from tests.indicators.shared_files import EDSIGHT, FOLDER

HEAD = '"Chronic Absenteeism, {year}"\r\n"All Districts, All Students"\r\n\r\n"District","District Code",'
HEAD += '"% Chronically Absent"'
NEW_HAVEN, BRIDGEPORT = "0930011", "0150011"


def absence(*rows, year="2014-15"):
    """A file of the state with these (name, code, cell)."""
    lines = [HEAD.format(year=year), *(f'"{name}","=""{code}""",{cell}' for name, code, cell in rows)]
    return "\r\n".join([*lines, "", ""]).encode()


OURS = ("Hartford School District", HARTFORD, "25.7")


@pytest.fixture
def indicator(db):
    District.objects.create(code=HARTFORD, name="Hartford Public Schools")
    return IndicatorFactory(code="CHRONIC_ABS", primary_instrument="EDSIGHT_CHRONIC")


def brought(data, name="absence.csv"):
    run = runs.new_run(file_name=name, data=data, district_code=HARTFORD)
    outcome = runs.store(run, data)
    assert not outcome.is_refused, runs.first_reason(outcome)
    return run


def published():
    return {(one.district_id, one.fall_year): one.value for one in PeerFigure.objects.published()}


# ---------------------------------------------------------------------- files


def test_a_file_of_all_districts_brings_the_others_along_and_ours_stays_as_it_was(indicator):
    run = brought(absence(OURS, ("New Haven School District", NEW_HAVEN, "25.6"), ("Avon", "0040011", '"*"')))

    assert [(one.scope, str(one.value)) for one in IndicatorValue.objects.all()] == [("DISTRICT", "25.7000")]
    assert (run.rows_read, run.rows_other_districts, run.values_new) == (3, 2, 1)
    found = {one.district_id: (one.value, one.display_status) for one in PeerFigure.objects.all()}
    assert found == {NEW_HAVEN: (Decimal("25.6"), "REPORTED"), "0040011": (None, "SUPPRESSED")}
    assert PeerDistrict.objects.get(pk=NEW_HAVEN).short_name == "New Haven"


def test_an_undone_import_takes_its_figures_along_and_the_one_before_speaks_again(indicator):
    brought(absence(OURS, ("New Haven School District", NEW_HAVEN, "25.6")))
    second = brought(absence(OURS, ("New Haven School District", NEW_HAVEN, "25.9")))
    assert str(published()[NEW_HAVEN, 2014]) == "25.9000"

    runs.undo(run=second)
    assert str(published()[NEW_HAVEN, 2014]) == "25.6000"


def test_the_same_file_brings_its_figures_once(indicator):
    data = absence(OURS, ("New Haven School District", NEW_HAVEN, "25.6"))
    brought(data)
    again = runs.new_run(file_name="again.csv", data=data, district_code=HARTFORD)
    assert runs.store(again, data).changes_nothing
    assert PeerFigure.objects.count() == 1


def test_a_file_that_was_taken_in_before_others_were_kept_brings_them_when_it_comes_again(indicator):
    data = absence(OURS, ("New Haven School District", NEW_HAVEN, "25.6"))
    brought(data)
    PeerFigure.objects.all().delete()

    run = brought(data)
    assert (run.state, run.values_new, run.summary["peer_figures"]) == (RunState.PUBLISHED, 0, 1)
    assert published().keys() == {(NEW_HAVEN, 2014)}


def test_a_file_of_other_districts_alone_is_worth_storing(indicator):
    run = brought(absence(("New Haven School District", NEW_HAVEN, "25.6")))
    assert run.summary["peer_figures"] == 1


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([("New Haven", NEW_HAVEN, "25.6"), ("New Haven", NEW_HAVEN, "25.6")], {NEW_HAVEN}),
        ([("New Haven", NEW_HAVEN, "25.6"), ("New Haven", NEW_HAVEN, "26.1")], set()),
        ([("New Haven", NEW_HAVEN, "a lot"), ("Bridgeport", BRIDGEPORT, "19.0")], {BRIDGEPORT}),
        ([("New Haven", "", "25.6"), ("The state", "0000000", "10.6")], set()),
    ],
    ids=["said twice alike", "said twice differently", "not a figure", "without a code of its own"],
)
def test_what_cannot_be_read_of_another_district_is_left_out_and_is_no_fault_of_our_file(rows, kept):
    taken = taken_from("absence.csv", data=absence(OURS, *rows))
    assert {one.district_code for one in taken.peers} == kept
    assert len(taken.observations) == 1


@pytest.mark.parametrize("name", ["chronic_race.csv", "chronic_grade_school.csv", "sanctions_doubled.csv"])
def test_groups_schools_and_counts_of_others_are_not_kept(name):
    assert taken_from(name).peers == []


def test_a_levels_file_gives_the_figure_of_the_grade_that_feeds_the_indicator():
    found = taken_from("smarter_balanced.csv").peers
    assert {one.instrument for one in found} <= {"SBAC_ELA_L34"}


def test_accountability_results_give_the_rates_of_a_district_in_the_year_of_the_class():
    line = b'2018.000000,"New Haven School District","=""0930011""","District","=""0000000""","DistrictTot",60.1,'
    rates = b'0.190000,0.200000,0.600000,0.170000,0.760000,0.755000,"."'
    data = content("accountability.csv")
    data = data.rstrip(b"\r\n") + b"\r\n" + line + rates + b',"2018-19"\r\n\r\n'
    found = {(o.instrument, o.fall_year): (o.value, o.display_status) for o in taken_from("a.csv", data=data).peers}
    assert float(found["NEXTGEN_IND4", 2018][0]) == 19
    assert float(found["NEXTGEN_IND8", 2017][0]) == 75.5
    assert found["NEXTGEN_IND10", 2017] == (None, "NOT_REPORTED")
    assert len(found) == 6  # high needs is a group


def test_attendance_gives_the_whole_years_of_a_district_and_not_the_running_one():
    found = taken_from("attendance.csv").peers
    assert all(one.instrument == "ATTENDANCE_RATE" for one in found)


# ---------------------------------------------------------------------- beside each other


@pytest.fixture
def world(indicator):
    for year, ours, theirs in (("2013-14", "26.6", "24.7"), ("2014-15", "25.7", "25.6")):
        rows = [(*OURS[:2], ours), ("New Haven School District", NEW_HAVEN, theirs)]
        rows.append(("Bridgeport School District", BRIDGEPORT, '"*"' if year == "2013-14" else "19.0"))
        brought(absence(*rows, year=year))
    state = b'"Chronic Absenteeism, 2014-15"\r\n"State of Connecticut, All Students"\r\n\r\n'
    brought(state + b'"District","% Chronically Absent"\r\n"State of Connecticut",10.6\r\n\r\n')
    return indicator


def test_the_district_stands_beside_the_state_and_the_large_cities_by_name(world):
    found = Peers(world)
    assert [(row.short_name, [f and f.text for f in (row.figure(y) for y in found.years)]) for row in found.rows] == [
        ("Hartford", ["26.6%", "25.7%"]),
        ("Connecticut", [None, "10.6%"]),
        ("Bridgeport", ["*", "19.0%"]),
        ("New Haven", ["24.7%", "25.6%"]),
    ]
    assert [change for _row, change in found.change_rows] == ["−0.9", "", "", "+0.9"]


def test_across_a_changed_definition_no_line_is_drawn_and_no_change_is_said(world):
    assert [len(line.runs) for line in Peers(world).chart.lines] == [1, 0, 0, 1]
    world.breaks = [2014]
    found = Peers(world)
    assert [len(line.runs) for line in found.chart.lines] == [0, 0, 0, 0] and len(found.chart.breaks) == 1
    assert {change for _row, change in found.change_rows} == {""} and not found.change_label
    assert "From 2014–15 on another definition counts." in found.notes


def test_the_sentence_names_the_series_and_judges_nobody(world):
    assert Peers(world).sentence == (
        "Chronic absenteeism, EdSight in 2014–15: Hartford 25.7%, the state 10.6%. "
        "The other districts shown lie between 19.0% and 25.6%."
    )


def test_a_hidden_figure_is_a_gap_of_its_line_and_said_in_words(world):
    found = Peers(world)
    bridgeport = next(line for line in found.chart.lines if line.name == "Bridgeport")
    assert (bridgeport.runs, len(bridgeport.dots)) == ([], 1)
    assert "Bridgeport School District: 2013–14: suppressed to protect" in found.description


def test_a_reader_chooses_five_at_most_and_unknown_codes_are_nobody(world):
    assert [one.pk for one in Peers(world, codes=[NEW_HAVEN, "9999999", "x"]).chosen] == [NEW_HAVEN]
    for number in range(7):
        brought(absence((f"Town {number}", f"00{number}0011", "5.0")), f"{number}.csv")
    found = Peers(world, codes=[f"00{number}0011" for number in range(7)])
    assert [one.name for one in found.chosen] == ["Town 0", "Town 1", "Town 2", "Town 3", "Town 4"]


def test_what_the_district_settled_is_shown_first(world):
    PeerSetting.objects.create(pk=1, districts=[NEW_HAVEN])
    assert [one.pk for one in Peers(world).chosen] == [NEW_HAVEN]


def test_the_page_shows_the_table_and_its_file_in_a_bounded_number_of_queries(
    client, world, django_assert_max_num_queries
):
    address = reverse("indicators:peers", args=["CHRONIC_ABS"])
    with django_assert_max_num_queries(14):
        page = client.get(address, {"district": [NEW_HAVEN], "instrument": "nonsense"})
    assert tables(page)["peers"][1:] == [
        ["Hartford Public Schools", "26.6%", "25.7%", "−0.9", "–"],
        ["State of Connecticut", "—", "10.6%", "–", "–"],
        ["New Haven School District", "24.7%", "25.6%", "+0.9", "–"],
    ]
    rows = csv_rows(client.get(address, {"format": "csv"}))
    hidden = next(row for row in rows if row["district_code"] == BRIDGEPORT and row["fall_year"] == "2013")
    assert (hidden["value"], hidden["published_as"]) == ("", "SUPPRESSED")


def test_without_files_the_page_says_what_belongs_there(client, indicator):
    page = client.get(reverse("indicators:peers", args=["CHRONIC_ABS"]))
    assert "No figures of other districts yet" in page.content.decode()
    assert client.get(reverse("indicators:peers", args=["NOTHING"])).status_code == 404


def test_an_indicator_leads_to_other_districts_only_where_figures_of_any_are_published(client, world):
    beside = reverse("indicators:peers", args=["CHRONIC_ABS"])
    assert beside in client.get(world.get_absolute_url()).content.decode()

    bare = IndicatorFactory(code="COLLEGE_ACCEPT", position=9, primary_instrument="DISTRICT_COLLEGE_ACCEPT")
    page = client.get(bare.get_absolute_url())
    assert page.status_code == 200
    assert reverse("indicators:peers", args=[bare.pk]) not in page.content.decode()


# ---------------------------------------------------------------------- which are shown first


@pytest.fixture
def two_administrators(world):
    clients = [Client(), Client()]
    for one in clients:
        one.force_login(MembershipFactory(role=Role.ADMINISTRATOR, school=None).user)
    return clients


def seen_by(client):
    return client.get(reverse("indicators:peer-setting")).context["form"].initial["seen"]


def test_one_to_five_districts_can_be_settled(two_administrators):
    client, _other = two_administrators
    address = reverse("indicators:peer-setting")
    assert client.post(address, {"districts": []}).status_code == 200
    assert client.post(address, {"districts": [NEW_HAVEN, BRIDGEPORT]}).status_code == 302
    assert PeerSetting.current().districts == [BRIDGEPORT, NEW_HAVEN]


def test_who_saves_second_sees_what_the_first_chose(two_administrators):
    first, second = two_administrators
    address = reverse("indicators:peer-setting")
    PeerSetting.objects.create(pk=1, districts=[BRIDGEPORT])
    seen = seen_by(second)
    first.post(address, {"districts": [NEW_HAVEN], "seen": seen_by(first)})

    page = second.post(address, {"districts": [BRIDGEPORT, NEW_HAVEN], "seen": seen})
    assert page.status_code == 200
    assert PeerSetting.current().districts == [NEW_HAVEN]
    assert "New Haven" in page.content.decode()


# ---------------------------------------------------------------------- lines


@settings(max_examples=15)
@given(st.lists(st.integers(26, 224), min_size=1, max_size=7))
def test_names_at_the_end_of_lines_never_touch_and_keep_their_order(heights):
    places = apart(dict(enumerate(heights)), 26, 224)
    order = sorted(places, key=lambda key: (heights[key], key))
    gaps = [places[b] - places[a] for a, b in zip(order, order[1:], strict=False)]
    assert all(gap >= BETWEEN_NAMES for gap in gaps)
    assert max(places.values()) <= 224


def test_nothing_known_is_no_picture():
    assert lines(Words("k", "t", "d"), [(0, "Hartford", {2014: None})], text=str) is None


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published files are not in {FOLDER}")
def test_the_real_files_give_what_they_print_of_new_haven(indicator):
    path = FOLDER / EDSIGHT / "chronic-absenteeism-district" / "chronic-absenteeism__2014-15_all-students.csv"
    brought(path.read_bytes(), path.name)
    found = {one.district_id: one for one in PeerFigure.objects.published()}
    assert len(found) == 200
    assert str(found[NEW_HAVEN].value) == "25.6000"
    line = path.read_text().splitlines()[found[NEW_HAVEN].source_line - 1]
    assert line == '"New Haven School District","=""0930011""",25.6'
