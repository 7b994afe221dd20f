from tests.browser.axe import complaints_in


def test_axe_finds_nothing_on_any_page_in_spanish(site, visit):
    assert not (found := complaints_in("es", site, visit)), "\n".join(found)
