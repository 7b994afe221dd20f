"""The tests are shared out by files, and the one file that is too long by apps."""

import pytest

from tests.settings import BASE_DIR
from tests.sharing import FIRST, part_of, place_of


@pytest.mark.parametrize(
    ("nodeid", "part"),
    [
        ("tests/plans/test_goals.py::test_a_goal[plans:goal]", "tests/plans/test_goals.py"),
        ("tests/test_access.py::test_the_page_opens[governance:compact-edit]", "tests/test_access.py::governance"),
        ("tests/test_access.py::test_a_made_up_address[plans:goal]", "tests/test_access.py::plans"),
        ("tests/test_access.py::test_the_page_opens[home]", "tests/test_access.py"),
        ("tests/test_access.py::test_every_page_is_in_the_table_of_pages", "tests/test_access.py"),
    ],
)
def test_a_test_goes_to_a_process_with_its_file_or_its_app(nodeid, part):
    assert part_of(nodeid) == part


def test_what_comes_first_is_there_and_comes_before_the_others():
    assert all((BASE_DIR / file).exists() for file in FIRST)
    assert place_of("tests/bench/test_bench.py::test_x") < place_of("tests/test_access.py::test_x")
    assert place_of("tests/plans/test_goals.py::test_x") == len(FIRST)
