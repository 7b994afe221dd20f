"""What scripts add to every page, and that pages do without them."""

import pytest


def test_on_a_phone_the_menu_opens_without_scripts(visit):
    page = visit("principal", width=360, java_script_enabled=False)
    page.goto("/help/")
    page.locator("summary", has_text="Menu").locator("visible=true").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Schools").click()
    assert page.url.endswith("/schools/")


def test_escape_closes_the_menu_and_gives_the_focus_back(visit):
    page = visit("principal", width=360)
    page.goto("/help/")
    menu = page.locator("details.site-menu")
    menu.locator("summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.parentElement.className") == menu.get_attribute("class")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_error_summary_has_the_focus_and_leads_to_the_field(visit, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in").click()
    assert page.title().startswith("Error:")
    summary = page.get_by_role("alert")
    summary.get_by_role("link").first.click()
    assert page.url.endswith("#id_login")


def test_the_skip_link_comes_first_and_shows_itself(visit):
    page = visit()
    page.goto("/help/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the main content")
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_paper_there_is_no_navigation_and_the_district_is_named(visit):
    page = visit()
    page.goto("/help/")
    page.emulate_media(media="print")
    assert not page.locator(".site-header").is_visible()
    assert not page.locator(".site-footer").is_visible()
    assert page.locator(".print-head").is_visible()


def test_the_language_switch_keeps_the_page_and_its_filters(visit):
    page = visit()
    page.goto("/schools/?q=a")
    page.get_by_role("button", name="Español").click()
    assert page.url.endswith("/schools/?q=a")
    assert page.locator("html").get_attribute("lang") == "es"
