"""pgtrigger's list with its names kept ready says what the library's own would say, and refuses what that refuses."""

import pgtrigger
import pytest
from pgtrigger import registry

from district.models import School

LIBRARY, OURS = registry._Registry, registry._registry
A_TRIGGER = {"when": pgtrigger.Before, "operation": pgtrigger.Insert, "func": "RETURN NEW;"}


def says_what_the_library_would():
    by_table, names = LIBRARY.by_db_table.fget(OURS), LIBRARY.pg_function_names.fget(OURS)
    return OURS.by_db_table == by_table and OURS.pg_function_names == names


@pytest.fixture
def added():
    trigger = pgtrigger.Trigger(name="for_a_moment", **A_TRIGGER)
    pgtrigger.register(trigger)(School)
    yield trigger
    if trigger.get_uri(School) in OURS.data:
        trigger.unregister(School)


def test_all_triggers_of_the_portal_are_in_it():
    assert len(OURS) > 300
    assert says_what_the_library_would()


def test_a_trigger_that_is_added_or_taken_away_is_known_at_once(added):
    key = (School._meta.db_table, "for_a_moment")
    assert OURS.by_db_table[key] is added and says_what_the_library_would()

    added.unregister(School)

    assert key not in OURS.by_db_table and says_what_the_library_would()


def test_a_second_trigger_of_the_same_name_is_refused(added):
    with pytest.raises(KeyError, match="already"):
        pgtrigger.register(pgtrigger.Trigger(name="for_a_moment", **A_TRIGGER | {"func": "RETURN NULL;"}))(School)
    assert says_what_the_library_would()
