"""What scripts add to every page, and that pages do without them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in


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
    expect(page).to_have_title(re.compile("^Error:"))
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
    page.get_by_role("link", name="Español").click()
    assert page.url.endswith("/schools/?q=a&lang=es")
    assert page.locator("html").get_attribute("lang") == "es"


def begin_an_activity_and_lose_the_session(page):
    page.goto("/activities/log/")
    page.get_by_label("Title").fill("Grandparents read aloud")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title(re.compile("Your session has ended"))
    assert page.get_by_text("Grandparents read aloud").is_visible()


def test_without_scripts_what_was_typed_is_sent_again_after_signing_in_elsewhere(visit):
    page = visit("principal", java_script_enabled=False)
    begin_an_activity_and_lose_the_session(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens a new tab)").click()
    sign_in(opened.value, "principal@hartford.example")

    while page.get_by_role("button", name="Send it again").count():
        page.get_by_role("button", name="Send it again").click()
    assert page.get_by_text("Grandparents read aloud").count()
    assert "/saved/" in page.url


def test_with_scripts_what_was_typed_is_back_in_the_form_after_signing_in(visit):
    page = visit("principal")
    begin_an_activity_and_lose_the_session(page)
    sign_in(page, "principal@hartford.example")
    page.goto("/activities/log/")
    assert page.get_by_label("Title").input_value() == "Grandparents read aloud"
    assert page.get_by_text("We kept what you typed.").is_visible()


def test_a_form_that_was_saved_leaves_no_draft_behind(visit):
    page = visit("principal")
    page.goto("/activities/log/")
    page.get_by_label("Title").fill("Saved and done")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/saved/")
    page.goto("/activities/log/")
    assert page.get_by_label("Title").input_value() != "Saved and done"
    assert not page.get_by_text("still on this device").count()


def test_what_was_typed_and_not_sent_is_offered_and_not_forced_upon(visit):
    page = visit("principal")
    page.goto("/activities/log/")
    page.get_by_label("Title").fill("Half an idea")
    page.goto("/help/")
    page.goto("/activities/log/")
    assert page.get_by_label("Title").input_value() != "Half an idea"
    page.get_by_role("button", name="Put it back").click()
    assert page.get_by_label("Title").input_value() == "Half an idea"
