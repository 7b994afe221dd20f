import pytest

from tests.browser.site import ROLES, Visitor


@pytest.mark.parametrize("role", [None, *ROLES])
def test_every_link_that_a_person_is_shown_opens(site, role):
    broken = {path: status for path, (_name, status) in Visitor(site, role).crawl().items() if status != 200}
    assert not broken
