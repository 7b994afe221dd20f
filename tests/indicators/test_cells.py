"""What readers of a figure get: marks that differ, bands, numbers in their language, and raw cells for few."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation

from district.models import AuditEntry
from district.models.audit import EntryKind
from indicators import cells
from indicators.publication import republish
from tests.factories import ImportRunFactory, IndicatorValueFactory, MembershipFactory

pytestmark = pytest.mark.django_db

# Who may touch stored values: what stores, judges, exports for the operator, and the one reader.
STORES = (
    "indicators/importing/",
    "indicators/models/",
    "indicators/publication",
    "indicators/cells.py",
    "indicators/releases.py",  # writes down what was shown
    "indicators/rule_previewing.py",  # counts for how many figures another rule says something else
    "indicators/attack/stored.py",  # asks how large groups are, for the attack on what is shown
    "fce_portal/demo",
)
OPERATORS = ("indicators/management/commands/export_indicators.py", "indicators/exporting.py", "bench/", "tests/")


def state_value(**fields):
    return IndicatorValueFactory(run=ImportRunFactory(state_file=True), instrument="EDSIGHT_CHRONIC", **fields)


def test_suppressed_missing_not_applicable_and_zero_are_four_different_things():
    for status in ("SUPPRESSED", "NOT_REPORTED", "NOT_APPLICABLE"):
        state_value(display_status=status, value=None)
    state_value(counts=(0, 50))
    republish()

    assert sorted(found.text for found in cells.published()) == ["*", "0.0%", "N/A", "—"]


def test_numbers_follow_the_readers_language_and_marks_are_read_as_words():
    state_value(counts=(257, 1000))
    state_value(display_status="SUPPRESSED", value=None)
    republish()
    rate, star = sorted(cells.published(), key=lambda found: found.is_suppressed)

    with translation.override("es"):
        assert rate.text == "25.7%"
    assert star.words == "suppressed to protect students' privacy"


def test_a_band_shows_its_limit_and_no_counts():
    IndicatorValueFactory(counts=(6, 700), value=0.9)
    republish()

    (found,) = (one for one in cells.published() if one.scope == "SCHOOL")

    assert (found.text, found.words, found.exact, found.numerator) == ("≤1%", "1% or less", None, None)


def test_computed_district_figures_come_with_their_coverage():
    run = ImportRunFactory()
    IndicatorValueFactory.create_batch(2, run=run)
    republish()

    (found,) = cells.published(cells.of_district())

    assert (found.text, found.is_computed, found.schools_counted, found.schools_total) == ("30.0%", True, 2, 2)


def test_reading_takes_one_query(django_assert_num_queries):
    IndicatorValueFactory.create_batch(3)
    republish()

    with django_assert_num_queries(1):
        assert len(cells.published(scope="SCHOOL")) == 3


def ask(user, address="/dashboard/?raw=1"):
    request = RequestFactory().get(address)
    request.user = user
    return cells.raw_for(request)


def test_raw_cells_need_the_permission_a_recorded_interest_and_the_question_and_are_logged():
    value = IndicatorValueFactory(counts=(3, 40))
    republish()
    office = MembershipFactory(district_wide=True, legitimate_interest="Attendance review team")
    others = [MembershipFactory(district_wide=True), MembershipFactory(legitimate_interest="Principal")]

    assert not any(ask(member.user) for member in others)
    assert ask(office.user, "/dashboard/") is None
    assert not AuditEntry.objects.filter(kind=EntryKind.RAW_VIEW).exists()

    raw = ask(office.user)
    (found,) = cells.published(school_id=value.school_id, raw=raw)
    assert (found.text, found.numerator, found.is_raw) == ("7.5%", 3, True)
    logged = AuditEntry.objects.get(kind=EntryKind.RAW_VIEW)
    assert (logged.user, logged.page, logged.note) == (office.user, "/dashboard/?raw=1", "Attendance review team")


def test_an_interest_that_has_ended_opens_nothing():
    ended = MembershipFactory(district_wide=True, legitimate_interest="Audit", ends_on=date(2016, 6, 30))

    assert ask(ended.user) is None


def modules():
    root = Path(settings.BASE_DIR)
    for app in ("district", "indicators", "plans", "partnerships", "governance", "fce_portal"):
        for path in sorted((root / app).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if "/migrations/" not in name and not name.startswith(STORES + OPERATORS):
                yield name, ast.parse(path.read_text())


def test_nobody_but_the_reader_takes_figures_from_the_table():
    """Whoever shows figures must not even hold the model: what it does not have it cannot leak."""
    for name, tree in modules():
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not names & {"IndicatorValue", "ComputedFigure"}, name
        assert "indicator_values" not in attributes | strings, name  # the way in from a school
        assert not strings & {"IndicatorValue", "indicators_indicatorvalue"}, name


def test_no_template_names_a_stored_figure():
    for path in Path(settings.BASE_DIR).glob("**/templates/**/*.html"):
        if ".venv" not in path.parts:
            assert "shown_value" not in path.read_text(), path
