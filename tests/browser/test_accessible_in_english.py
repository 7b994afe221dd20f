from tests.browser.axe import complaints_in


def test_axe_finds_nothing_on_any_page_in_english(site, visit):
    assert not (found := complaints_in("en", site, visit)), "\n".join(found)
