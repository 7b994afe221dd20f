"""The eight equity indicators are what the plan adopted, in both languages; instruments and labels hold together."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from indicators.dimensions import GROUPS
from indicators.importing.labels import GROUP_OF_LABEL
from indicators.instruments import INSTRUMENTS
from indicators.models import Indicator, IndicatorTarget
from indicators.models.reference import Comparator, TargetKind

ADOPTED = {
    "COLLEGE_ACCEPT": ("72.5", ">=", "100"),
    "GRAD_4YR": ("71.5", ">=", "90"),
    "CCR_ACCESS": ("75.92", ">=", "100"),
    "OSS_COUNT": ("4835", "<=", "483"),
    "ALG1_G9": ("55", ">=", "80"),
    "SSP_ADULT": ("72", ">=", "100"),
    "READ_G3": ("49", ">=", "75"),
    "CHRONIC_ABS": ("25.1", "<", "10"),
}


@pytest.fixture
def reference(db):
    call_command("load_indicators", verbosity=0)


def test_baselines_and_targets_are_those_of_the_plan(reference):
    targets = IndicatorTarget.objects.filter(kind=TargetKind.ADOPTED)

    assert {
        target.indicator_id: (target.baseline_value, target.comparator, target.target_value) for target in targets
    } == {
        code: (Decimal(baseline), Comparator(comparator), Decimal(target))
        for code, (baseline, comparator, target) in ADOPTED.items()
    }
    assert {target.target_fall_year for target in targets} == {2019}
    assert list(Indicator.objects.equity().values_list("code", flat=True)) == list(ADOPTED)


def test_progress_is_the_same_kind_of_number_for_both_directions(reference):
    absence = IndicatorTarget.objects.get(indicator="CHRONIC_ABS")
    graduation = IndicatorTarget.objects.get(indicator="GRAD_4YR")

    assert absence.progress(Decimal("25.1")) == 0 and absence.progress(Decimal(10)) == 1
    assert graduation.progress(Decimal("80.75")) == Decimal("0.5")
    assert not absence.is_met_by(Decimal(10)) and absence.is_met_by(Decimal("9.9"))


def test_every_indicator_speaks_both_languages(reference):
    for indicator in Indicator.objects.all():
        assert indicator.name_en and indicator.name_es and indicator.definition_en != indicator.definition_es
    for target in IndicatorTarget.objects.all():
        assert target.wording_en and target.wording_es and target.baseline_label_es


def test_loading_again_brings_rows_up_to_the_text_and_adds_none(reference):
    Indicator.objects.filter(code="READ_G3").update(name_en="Something else")
    IndicatorTarget.objects.create(
        indicator_id="READ_G3",
        kind=TargetKind.INTERIM,
        cycle="2015-2020",
        target_value=60,
        comparator=">=",
        target_fall_year=2019,
    )
    call_command("load_indicators", verbosity=0)

    assert Indicator.objects.count() == 10
    assert Indicator.objects.get(code="READ_G3").name_en == "Reading proficiency by the end of grade 3"
    assert IndicatorTarget.objects.get(kind=TargetKind.INTERIM).target_value == 60
    assert IndicatorTarget.objects.count() == 9


def test_each_instrument_belongs_to_an_indicator_and_each_indicator_has_its_main_one(reference):
    codes = set(Indicator.objects.values_list("code", flat=True))

    assert {instrument.indicator for instrument in INSTRUMENTS.values()} == codes
    for indicator in Indicator.objects.all():
        main = INSTRUMENTS[indicator.primary_instrument]
        assert main.indicator == indicator.code and not main.is_context
        assert main.unit == indicator.unit


def test_every_label_of_a_publisher_stands_for_a_group_that_we_have():
    for dimension, labels in GROUP_OF_LABEL.items():
        assert set(labels.values()) <= set(GROUPS[dimension])
