import pytest

from tests.browser.crawling import crawled
from tests.browser.site import ROLES


@pytest.mark.parametrize("role", [None, *ROLES])
def test_every_link_that_a_person_is_shown_opens(site, role):
    found = crawled(site)[role]
    assert len(found) > 10
    assert not {path: status for path, _name, status, _is_page in found if status != 200}
