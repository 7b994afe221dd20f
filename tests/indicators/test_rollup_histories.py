"""Whatever happened to the rows, in whatever order, the cells say what the rows say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import rollup_check, rollups
from tests.indicators.histories import World, counted_by_hand, counted_by_rollup, steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@given(history=st.lists(steps() | st.just(("refresh", 1)) | st.just(("refresh", 3)), min_size=5, max_size=40))
def test_after_any_history_the_cells_are_what_counting_by_hand_gives(world, history):
    world.clear()
    for step in history:
        if step[0] == "refresh":
            rollups.refresh(limit=step[1])
        else:
            world.step(step)

    rollups.refresh_all()

    assert counted_by_rollup() == counted_by_hand()
    assert rollup_check.verify().differences == []


@given(history=st.lists(steps(), min_size=5, max_size=20))
def test_a_rebuild_gives_what_refreshing_gives(world, history):
    world.clear()
    for step in history:
        world.step(step)
    rollups.refresh_all()
    refreshed = counted_by_rollup()

    rollups.rebuild()

    assert counted_by_rollup() == refreshed
    assert rollup_check.verify().differences == []
