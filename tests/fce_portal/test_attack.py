"""The command that attacks what is published: as everybody, in files and on pages, and it says what came out."""

import pytest
from django.core.management import call_command

from district.models import Membership, User
from fce_portal import attacked_pages
from indicators import tables
from indicators.attack import served
from indicators.models import Attack, IndicatorValue
from indicators.publication import republish
from tests.factories import ImportRunFactory, IndicatorValueFactory, SchoolFactory, SchoolYearFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    """A district of three schools, one of them small; its figure and its partner's are hidden."""
    SchoolYearFactory()
    run = ImportRunFactory()
    for counts in ((3, 40), (12, 50), (60, 300)):
        IndicatorValueFactory(run=run, school=SchoolFactory(), counts=counts)
    IndicatorValueFactory(run=run, district=True, counts=(75, 390))
    republish(run=run)


def read(reader="", **options):
    return served.read(reader, 2026, **options)


def test_files_are_read_as_they_are_served_and_nobody_stays_behind(district):
    people = User.objects.count(), Membership.objects.count()

    by_csv, by_excel = read(), read("BOARD_MEMBER", formats=("xlsx",))

    assert by_csv.found == by_excel.found
    (found,) = by_csv.found["CHRONIC_ABS", 2014].values()
    assert sorted(told.shown for told in found.values()) == ["SUPPRESSED", "SUPPRESSED", "VALUE", "VALUE"]
    assert (by_csv.refused, by_excel.refused) == (0, 0)
    assert (User.objects.count(), Membership.objects.count()) == people


def test_the_attack_says_how_much_is_hidden_and_that_nothing_came_out(district, capsys):
    call_command("attack_published", "--without-files")

    attack = Attack.objects.get()
    assert (attack.cells, attack.hidden, attack.recovered, attack.holds) == (4, 2, 0, True)
    assert attack.share_hidden == 50
    said = capsys.readouterr().out
    assert "1 tables, 4 cells, 2 hidden (50.0%, 1 of them only to protect others), 0 recovered" in said


def test_a_cell_that_slipped_out_ends_the_command_with_one(district):
    IndicatorValue.objects.filter(numerator=12).update(
        shown="VALUE", shown_value=24, shown_numerator=12, shown_denominator=50, suppression_reason=""
    )

    with pytest.raises(SystemExit):
        call_command("attack_published", "--without-files")

    attack = Attack.objects.get()
    assert attack.recovered == 1
    assert not attack.holds
    (finding,) = attack.findings
    assert finding.startswith("CHRONIC_ABS 2014:")
    assert finding.endswith("DISTRICT_CHRONIC FINAL comes out")


def test_a_file_that_says_more_than_the_page_is_a_finding(district, monkeypatch, capsys):
    raw = dict(IndicatorValue.objects.values_list("pk", "value"))
    plain = tables.plain
    monkeypatch.setattr(tables, "plain", lambda one: float(raw[one.pk]) if one.is_suppressed else plain(one))
    monkeypatch.setattr(served, "readers", lambda: [served.ANYBODY])
    monkeypatch.setattr(attacked_pages, "addresses", lambda *_asked: [])
    monkeypatch.setattr(attacked_pages, "documents", lambda *_asked: [])

    with pytest.raises(SystemExit):
        call_command("attack_published", "--year", "2026")

    said = capsys.readouterr().out
    assert "Read as anybody" in said
    assert said.count("a file of anybody differs") == 2
