import pytest
from django.core.management import call_command

from district.models import District, Language, SchoolYear
from indicators.models import SuppressionRule
from plans.models import Initiative, PlanCycle, TheoryStatement

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    call_command("load_plan", verbosity=0)


def test_the_plan_holds_three_priority_actions_with_seven_three_and_three_initiatives(plan):
    cycle = PlanCycle.objects.get(code="2015-2020")

    assert [action.initiatives.count() for action in cycle.priority_actions.all()] == [7, 3, 3]
    assert cycle.aims.count() == 4
    assert [s.is_conclusion for s in cycle.theory_statements.filter(theory="FIVE_ES")] == [False] * 4 + [True]
    assert [s.is_conclusion for s in cycle.theory_statements.filter(theory="FCE")] == [False] * 4 + [True]


def test_every_text_of_the_plan_is_there_in_both_languages(plan):
    for initiative in Initiative.objects.all():
        assert initiative.title_en and initiative.title_es and initiative.title_en != initiative.title_es
        assert initiative.intent_en and initiative.intent_es and initiative.intent_en != initiative.intent_es
        assert bool(initiative.named_partners_en) == bool(initiative.named_partners_es)
        assert bool(initiative.named_measures_en) == bool(initiative.named_measures_es)
    for statement in TheoryStatement.objects.all():
        assert statement.text_en and statement.text_es


def test_loading_twice_changes_nothing_and_keeps_a_district_that_is_there():
    District.objects.create(code="0640011", name="A name given here")
    call_command("load_plan", verbosity=0)
    before = (Initiative.objects.count(), TheoryStatement.objects.count(), Language.objects.count())
    call_command("load_plan", verbosity=0)

    assert (Initiative.objects.count(), TheoryStatement.objects.count(), Language.objects.count()) == before
    assert District.objects.get().name == "A name given here"
    assert SuppressionRule.objects.count() == 1


def test_it_loads_school_years_and_languages_with_their_direction(plan):
    assert SchoolYear.objects.count() == 26
    assert str(SchoolYear.objects.get(fall_year=2015)) == "2015–16"
    assert list(Language.objects.values_list("tag", flat=True)[:2]) == ["en", "es"]
    assert Language.objects.get(tag="ar").is_right_to_left
