"""A file that somebody kept: what went out once is written down, and no later release undoes what it hid."""

import pytest
from django.db import InternalError, transaction

from indicators.attack.solver import solve
from indicators.attack.stored import year_of
from indicators.attack.tables import puzzle_of
from indicators.models import IndicatorValue, Release, ReleasedFigure
from indicators.publication import republish
from indicators.sums import DISTRICT
from indicators.suppression import Rule
from tests.factories import ImportRunFactory, IndicatorValueFactory, SchoolFactory
from tests.indicators.attack.worlds import judged, judged_after, recovered, with_release
from tests.indicators.attack.worlds import year_of as year_read

pytestmark = pytest.mark.django_db

ALL = ("ALL", "ALL")


def district(*schools, elsewhere=(0, 0)):
    """{key: (numerator, denominator)} of schools in their order, and the district's sum."""
    table = {(number, *ALL): school for number, school in enumerate(schools, start=1)}
    table[DISTRICT, *ALL] = tuple(map(sum, zip(*schools, elsewhere, strict=True)))
    return table


def hidden(verdicts):
    return {key[0] for key, verdict in verdicts.items() if verdict.is_hidden}


def test_a_newly_small_school_does_not_come_out_because_the_others_hidden_sum_is_known():
    """Before, two schools were hidden together: their sum is known to whoever kept the file."""
    first = district((3, 40), (12, 50), (30, 100), (40, 200), (60, 300))
    then = district((3, 40), (12, 50), (4, 100), (40, 200), (60, 300))
    before = judged(first)
    assert hidden(before) == {1, 2}
    alone, after = judged(then), judged_after(then, (first, before))

    leaking = with_release(year_read(then, alone), first, before)
    keeping = with_release(year_read(then, after), first, before)

    assert {answer.key[0] for answer in recovered(leaking)} >= {"3"}
    assert not recovered(keeping)
    assert len(hidden(after)) > len(hidden(alone))


def test_a_school_that_was_hidden_for_another_stays_so_while_its_count_does():
    first = district((3, 40), (12, 50), (30, 100), (40, 200))
    then = district((13, 40), (12, 50), (30, 100), (40, 200))
    before = judged(first)
    alone, after = judged(then), judged_after(then, (first, before))

    assert (hidden(before), hidden(alone), hidden(after)) == ({1, 2}, set(), {1, 2})
    assert recovered(with_release(year_read(then, alone), first, before))
    assert not recovered(with_release(year_read(then, after), first, before))


def test_what_was_shown_once_is_known_and_protects_nobody_any_more():
    first = district((30, 100), (40, 200), (60, 300), (9, 60))
    then = district((3, 100), (40, 200), (60, 300), (9, 60))
    before = judged(first)
    assert hidden(before) == set()

    after = judged_after(then, (first, before))

    # Whoever kept the first file knows three of the four, so the district's own figure has to go.
    assert {1, DISTRICT} <= hidden(after)
    assert not recovered(with_release(year_read(then, after), first, before))


def test_the_same_table_again_is_judged_the_same():
    table = district((3, 40), (12, 50), (30, 100), (40, 200))

    assert judged_after(table, (table, judged(table))) == judged(table)


# ---------------------------------------------------------------------- stored


def publish(table, schools, *, version=1):
    IndicatorValue.objects.filter(is_current=True).update(is_current=False)
    run = ImportRunFactory()
    for (place, _dimension, _group), counts in table.items():
        where = {"district": True} if place == DISTRICT else {"school": schools[place - 1]}
        IndicatorValueFactory(run=run, counts=counts, version=version, **where)
    republish(run=run)


def test_each_publication_is_written_down_where_it_differs_from_the_one_before():
    schools = SchoolFactory.create_batch(4)
    publish(district((3, 40), (12, 50), (30, 100), (40, 200)), schools)
    republish()
    assert Release.objects.count() == 1
    assert ReleasedFigure.objects.filter(shown="SUPPRESSED").count() == 2

    publish(district((13, 40), (12, 50), (30, 100), (40, 200)), schools, version=2)

    first, second = Release.objects.all()
    before = ReleasedFigure.objects.standing_in(first.pk)
    assert sorted(before.values_list("numerator", "shown")) == [
        (3, "SUPPRESSED"), (12, "SUPPRESSED"), (30, "VALUE"), (40, "VALUE"), (85, "VALUE")]  # fmt: skip
    now = ReleasedFigure.objects.standing_in(second.pk)
    assert sorted(now.values_list("numerator", "shown")) == [
        (12, "SUPPRESSED"), (13, "SUPPRESSED"), (30, "VALUE"), (40, "VALUE"), (95, "VALUE")]  # fmt: skip
    assert not [one for one in solve(puzzle_of(year_of("CHRONIC_ABS", 2014), Rule())) if one.is_recovered]


def test_a_released_figure_cannot_be_made_undone():
    IndicatorValueFactory(counts=(30, 100))
    republish()

    with pytest.raises(InternalError), transaction.atomic():
        ReleasedFigure.objects.all().delete()
