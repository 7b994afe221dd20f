"""A path of interim targets: worked out from a start to the adopted target, looked at, edited, proposed at once."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from district.history import history_of
from indicators import target_paths, targets
from indicators.models import Indicator, IndicatorTarget
from indicators.publication import republish
from indicators.target_paths import Path, Scope, Way
from tests.factories import (
    ImportRunFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    MembershipFactory,
    SchoolFactory,
)
from tests.indicators.pages import csv_rows, tables

pytestmark = pytest.mark.django_db

EVERYBODY = Scope("ALL", "ALL")


@pytest.fixture
def office(client):
    user = MembershipFactory(district_wide=True, user__name="Ana Rivera").user
    client.force_login(user)
    return user


@pytest.fixture
def chronic():
    """From 25.1 to below 10 percent by 2020."""
    return IndicatorTargetFactory(indicator=IndicatorFactory(), adopted=True)


@pytest.fixture
def suspensions():
    """From 4,835 to at most 483 by 2020."""
    indicator = IndicatorFactory(code="OSS_COUNT", name="Suspensions", unit="COUNT", position=4)
    return IndicatorTargetFactory(
        indicator=indicator, adopted=True, baseline_value=4835, target_value=483, comparator="<="
    )


ASKED = {
    "who": "ALL:ALL", "school": "", "start_year": 2014, "start_value": "", "first_year": 2015, "way": "EVEN",
    "rounding": 1,
}  # fmt: skip


def address(code="CHRONIC_ABS", **words):
    words = {"indicator": code, **ASKED, **words}
    query = "&".join(f"{name}={value}" for name, value in words.items())
    return f"{reverse('indicators:target-path', args=[code])}?{query}"


def shown(page):
    """{school year: its step} of the preview."""
    return {row["year_label"]: str(row["value"].value()) for row in page.context["rows"]}


def filled_in(page, **changes):
    """What the browser sends when the preview is saved, with what somebody changed."""
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {row["seen_name"]: row["seen"] for row in page.context["rows"]}
    return sent | changes


def interim():
    """{fall year: value} of everything the district proposes."""
    return dict(
        IndicatorTarget.objects.filter(kind="INTERIM").order_by("pk").values_list("target_fall_year", "target_value")
    )


# ---------------------------------------------------------------------- worked out


def test_even_steps_go_the_same_way_each_year_from_the_plans_baseline(client, office, chronic):
    page = client.get(address())

    assert shown(page) == {"2015–16": "22.1", "2016–17": "19.1", "2017–18": "16", "2018–19": "13"}
    rows = tables(page)["steps"]
    assert rows[1] == ["2014–15", "25.1%", "—", "The path starts here."]
    assert rows[-1] == ["2019–20", "less than 10%", "less than 10%", "Adopted with the plan; it stays."]
    assert not interim(), "looking changes nothing"


def test_equal_relative_change_takes_the_same_share_each_year_and_counts_are_whole(client, office, suspensions):
    assert shown(client.get(address("OSS_COUNT", way="RELATIVE"))) == {
        "2015–16": "3050", "2016–17": "1924", "2017–18": "1214", "2018–19": "766",
    }  # fmt: skip
    even = {"2015–16": "3965", "2016–17": "3094", "2017–18": "2224", "2018–19": "1353"}
    assert shown(client.get(address("OSS_COUNT"))) == even
    rounded = {"2015–16": "4000", "2016–17": "3100", "2017–18": "2200", "2018–19": "1400"}
    assert shown(client.get(address("OSS_COUNT", rounding=100))) == rounded


def test_a_path_may_start_later_and_from_another_value(client, office, chronic):
    page = client.get(address(start_year=2016, start_value="22", first_year=2018))
    assert shown(page) == {"2018–19": "14"}


@given(
    start=st.decimals(0, 100, places=1),
    goal=st.decimals(0, 100, places=1),
    first=st.integers(2015, 2018),
    way=st.sampled_from(Way.values),
    unit=st.sampled_from(["PERCENT", "COUNT"]),
    rounding=st.sampled_from([1, 5, 10, 50, 100]),
)
def test_every_path_goes_one_way_and_stays_between_start_and_goal(start, goal, first, way, unit, rounding):
    if way == Way.RELATIVE and not (start and goal):
        return
    indicator = Indicator(code="X", unit=unit, direction="LOWER" if goal < start else "HIGHER")
    target = IndicatorTarget(indicator=indicator, target_value=goal, target_fall_year=2019, comparator=">=")

    path = Path(target, EVERYBODY, 2014, start, first, way, rounding)

    values = [start, *(path.value(year) for year in path.years), goal]
    assert values == sorted(values, reverse=goal < start)


# ---------------------------------------------------------------------- what makes no sense

NO_PATH = [
    ({"start_value": "101"}, "start_value", "A share cannot be more than 100 percent."),
    ({"start_value": "-1"}, "start_value", "A target cannot be below zero."),
    ({"start_value": "x"}, "start_value", "Enter a number."),
    ({"start_value": "9.5"}, "start_value", "This value meets the adopted target already, less than 10%"),
    ({"first_year": 2014}, "first_year", "Choose a school year within the plan cycle, before its last."),
    ({"first_year": 2019}, "first_year", "Choose a school year within the plan cycle, before its last."),
    ({"start_year": 2016}, "first_year", "The first step must come after the year from which the path starts."),
    ({"start_year": 2019}, "start_year", "Select a valid choice."),
    ({"way": "STRAIGHT"}, "way", "Select a valid choice."),
    ({"who": "RACE_ETH:HI"}, "start_value", "The plan prints no baseline for these students: say where they start."),
    ({"who": "ALL:XX"}, "who", "Select a valid choice."),
    ({"school": 999}, "school", "Select a valid choice."),
]


@pytest.mark.parametrize(("words", "field", "text"), NO_PATH)
def test_a_path_that_makes_no_sense_is_refused_beside_its_field(client, office, chronic, words, field, text):
    page = client.get(address(**words))

    assert list(page.context["form"].errors) == [field]
    assert text in page.context["form"].errors[field][0]
    assert "<title>Error:" in page.content.decode()


def test_a_count_has_no_fractions_and_leads_from_no_part_of_the_district(client, office, suspensions):
    school = SchoolFactory()
    assert client.get(address("OSS_COUNT", start_value="4000.5")).context["form"].errors["start_value"] == [
        "A count is a whole number."
    ]
    assert list(client.get(address("OSS_COUNT", school=school.pk, start_value=90)).context["form"].errors) == ["school"]
    assert list(client.get(address("OSS_COUNT", who="SPED:SWD", start_value=90)).context["form"].errors) == ["who"]


def test_there_is_no_equal_relative_change_to_zero(client, office, suspensions):
    IndicatorTarget.objects.filter(pk=suspensions.pk).update(target_value=0)
    page = client.get(address("OSS_COUNT", way="RELATIVE"))
    assert page.context["form"].errors["way"] == [
        "From or to zero there is no equal relative change. Choose even steps."
    ]


def test_another_indicator_in_the_form_leads_to_its_own_page(client, office, chronic, suspensions):
    page = client.get(address(indicator="OSS_COUNT"), follow=True)
    assert page.context["indicator"].pk == "OSS_COUNT"
    assert page.redirect_chain[0][0] == address("OSS_COUNT").replace("ALL:ALL", "ALL%3AALL")


def test_without_an_adopted_target_there_is_nowhere_to_go(client, office):
    IndicatorFactory()
    page = client.get(reverse("indicators:target-path", args=["CHRONIC_ABS"]))
    assert "This indicator has none yet." in page.content.decode()


# ---------------------------------------------------------------------- proposed


@time_machine.travel(date(2026, 11, 3), tick=False)
def test_all_steps_are_proposed_at_once_as_the_districts_own_with_who_and_when(client, office, chronic):
    page = client.get(address())

    answer = client.post(address(), filled_in(page), follow=True)

    assert "Proposed 4 interim targets, as the district&#x27;s own." in answer.content.decode()
    assert interim() == {2015: Decimal("22.1"), 2016: Decimal("19.1"), 2017: 16, 2018: 13}
    step = IndicatorTarget.objects.get(target_fall_year=2016)
    assert (step.comparator, step.cycle, step.set_by, step.school) == ("<", "2015-2020", office, None)
    assert step.wording_en == "An even step from 25.1% in 2014–15 to less than 10% in 2019–20."
    assert step.wording_es == "Un paso parejo desde 25.1% en 2014–15 hacia la meta de 2019–20: menos de 10%."
    listed = tables(answer)["proposals"]
    assert listed[2][2:5] == ["less than 19.1%", step.wording_en, "Set by Ana Rivera on November 2, 2026."]


def test_steps_can_be_edited_left_out_and_go_up_and_down(client, office, suspensions):
    page = client.get(address("OSS_COUNT"))

    client.post(
        address("OSS_COUNT"),
        filled_in(page, value_2015="5000", value_2016="4000", value_2017="4200", choice_2018="leave", value_2018=""),
    )

    assert interim() == {2015: 5000, 2016: 4000, 2017: 4200}
    assert {one.wording for one in targets.proposals(suspensions.indicator)} == {
        "Set by hand on the way from 4,835 in 2014–15 to at most 483 in 2019–20."
    }


def test_words_typed_for_all_steps_are_kept_with_each(client, office, chronic):
    page = client.get(address())
    client.post(address(), filled_in(page, wording="Agreed with the principals"))
    assert {(one.wording_en, one.wording_es) for one in IndicatorTarget.objects.filter(kind="INTERIM")} == {
        ("Agreed with the principals", "Agreed with the principals")
    }


WRONG = [
    ("101", "A share cannot be more than 100 percent."),
    ("-1", "A target cannot be below zero."),
    ("", "Say the target, or leave the year out."),
    ("x", "Enter a number."),
    ("NaN", "Enter a number."),
]


@pytest.mark.parametrize(("value", "text"), WRONG)
def test_a_step_that_cannot_be_is_refused_beside_its_field_and_nothing_is_saved(client, office, chronic, value, text):
    page = client.get(address())

    answer = client.post(address(), filled_in(page, value_2016=value))

    assert list(answer.context["form"].errors) == ["value_2016"]
    assert text in answer.context["form"].errors["value_2016"][0]
    assert "Target of 2016–17" in answer.content.decode()
    assert f'value="{value}"' in answer.content.decode() or not value  # what was typed stays
    assert not interim()


def test_a_count_is_whole_in_every_step(client, office, suspensions):
    page = client.get(address("OSS_COUNT"))
    answer = client.post(address("OSS_COUNT"), filled_in(page, value_2016="3094.5"))
    assert answer.context["form"].errors["value_2016"] == ["A count is a whole number."]


def test_a_path_for_a_group_of_a_school_is_proposed_for_it_alone(client, office, chronic):
    school = SchoolFactory()
    asked = {"who": "RACE_ETH:HI", "school": school.pk, "start_value": "30"}

    client.post(address(**asked), filled_in(client.get(address(**asked))))

    steps = IndicatorTarget.objects.filter(kind="INTERIM", school=school, dimension="RACE_ETH", group="HI")
    assert [step.target_value for step in steps.order_by("target_fall_year")] == [26, 22, 18, 14]
    assert len(interim()) == 4


HOSTILE = ["\x00", "9" * 400, "1e400", "-1e-400", "Infinity", "🙂", "' OR 1=1 --", "<script>", "99999999999999999999"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_typed_text_breaks_the_page(client, office, chronic, agreed, text):
    page = client.get(address())
    for name in ("indicator", "who", "school", "start_year", "start_value", "first_year", "way", "rounding"):
        assert (
            client.get(reverse("indicators:target-path", args=["CHRONIC_ABS"]), {**ASKED, name: text}).status_code < 500
        )
    for name in ("value_2017", "choice_2017", "seen_2016", "wording"):
        sent = filled_in(page, choice_2016="save") | {name: text}
        assert client.post(address(), sent).status_code < 500


# ---------------------------------------------------------------------- beside what is set already


@pytest.fixture
def agreed(chronic):
    """The district's target of 2016-17, set before."""
    return IndicatorTargetFactory(target_fall_year=2016, target_value=18, wording="Agreed in May")


def test_what_is_set_already_stands_beside_its_step_and_stays_unless_replaced(client, office, agreed):
    page = client.get(address())
    assert "less than 18%" in tables(page)["steps"][3][2] and "Agreed in May" in tables(page)["steps"][3][2]

    client.post(address(), filled_in(page))

    assert interim() == {2016: 18, 2015: Decimal("22.1"), 2017: 16, 2018: 13}
    agreed.refresh_from_db()
    assert agreed.wording == "Agreed in May"


def test_what_is_replaced_by_choice_says_who_did_it_and_stays_in_the_history(client, office, agreed):
    page = client.get(address())

    client.post(address(), filled_in(page, choice_2016="save"))

    agreed.refresh_from_db()
    assert (agreed.target_value, agreed.set_by) == (Decimal("19.1"), office)
    newest = history_of(agreed)[0]
    assert any("18" in str(change) for change in newest.changes)


@pytest.mark.parametrize("choice", ["save", "leave"])
def test_what_came_while_somebody_looked_is_not_replaced_unseen(client, office, chronic, choice):
    page = client.get(address())
    IndicatorTargetFactory(target_fall_year=2016, target_value=18)

    answer = client.post(address(), filled_in(page, choice_2016=choice))

    if choice == "leave":
        assert len(interim()) == 4
        assert interim()[2016] == 18
        return
    text = "What is set for 2016–17 was changed meanwhile. Look at it and choose again."
    assert answer.context["form"].errors == {"choice_2016": [text]}
    assert interim() == {2016: 18}
    assert "less than 18%" in tables(answer)["steps"][3][2]

    client.post(address(), filled_in(answer))  # the row starts anew: kept unless chosen
    assert interim()[2016] == 18 and len(interim()) == 4


def test_a_target_that_was_withdrawn_meanwhile_is_no_ground_to_propose_unseen(client, office, agreed):
    page = client.get(address())
    targets.withdraw(target=agreed)

    answer = client.post(address(), filled_in(page, choice_2016="save"))

    assert list(answer.context["form"].errors) == ["choice_2016"]
    assert not interim()


def test_with_every_year_left_as_it_is_there_is_nothing_to_save(client, office, chronic):
    page = client.get(address())
    answer = client.post(address(), filled_in(page, **{f"choice_{year}": "leave" for year in range(2015, 2019)}))
    assert answer.context["form"].non_field_errors() == ["Every year is left as it is, so there is nothing to save."]


def test_a_post_without_a_path_asks_for_one(client, office, chronic):
    answer = client.post(reverse("indicators:target-path", args=["CHRONIC_ABS"]), {"value_2015": "20"})
    assert answer.status_code == 200 and answer.context["path"] is None
    assert not interim()


# ---------------------------------------------------------------------- labelled wherever it appears


@pytest.fixture
def followed(chronic):
    """Figures of three years, and a path beside them."""
    run = ImportRunFactory(state_file=True)
    for year, value in {2014: "25.7", 2015: "23.3", 2016: "24.0"}.items():
        IndicatorValueFactory(
            run=run, indicator=chronic.indicator, instrument="EDSIGHT_CHRONIC", fall_year=year, value=Decimal(value),
            numerator=None, denominator=None, district=True,
        )  # fmt: skip
    republish()
    by = MembershipFactory(user__name="Ana Rivera").user
    path = Path(chronic, EVERYBODY, 2014, Decimal("25.1"), 2015, Way.EVEN)
    steps = {year: path.value(year) for year in path.years}
    with time_machine.travel(date(2026, 11, 3), tick=False), targets.writing(chronic.indicator):
        target_paths.save(path=path, steps=steps, wording="", by=by)


def test_everywhere_it_is_the_districts_proposal_with_the_day_and_for_members_the_person(client, followed):
    dashboard, detail = "/dashboard/?year=2016", reverse("indicators:indicator-detail", args=["CHRONIC_ABS"])
    found = client.get(dashboard).content.decode()
    assert "The district's proposal for this year: less than 19.1%." in found.replace("&#x27;", "'")
    assert "Set by the district office on November 2, 2026." in found and "Ana Rivera" not in found
    assert "proposed by the district, not set by the plan" in found
    page = client.get(detail)
    assert tables(page)["proposals"][1] == [
        "2015–16", "All students", "less than 22.1%",
        "An even step from 25.1% in 2014–15 to less than 10% in 2019–20.",
        "Set by the district office on November 2, 2026.",
    ]  # fmt: skip
    assert "District&#x27;s proposal: less than 22.1% by 2016" in page.content.decode()  # the words of the chart

    client.force_login(MembershipFactory().user)
    assert "Set by Ana Rivera on November 2, 2026." in client.get(dashboard).content.decode()
    assert tables(client.get(detail))["proposals"][1][-1] == "Set by Ana Rivera on November 2, 2026."


def test_the_proposals_download_as_what_they_are(client, followed):
    rows = csv_rows(
        client.get(reverse("indicators:indicator-detail", args=["CHRONIC_ABS"]) + "?format=csv&table=proposals")
    )
    assert [(row["school_year"], row["target"], row["kind"]) for row in rows][:2] == [
        ("2015–16", "22.1", "DISTRICT_PROPOSAL"),
        ("2016–17", "19.1", "DISTRICT_PROPOSAL"),
    ]
    assert {row["set_on"] for row in rows} == {"2026-11-02"}


def test_a_path_speaks_spanish(client, office, chronic):
    with translation.override("es"):
        page = client.get(address(), headers={"accept-language": "es"})
    assert "Propuesta del distrito" in page.content.decode()
