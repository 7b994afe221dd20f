"""A council meeting on a phone, from the calendar to posted minutes: with scripts, without, and through a lost line."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.council_steps import answer_all, plan


@pytest.mark.parametrize(("scripts", "days_ago"), [(True, 1), (False, 2)], ids=["with scripts", "without scripts"])
def test_a_chair_runs_a_meeting_on_a_phone_from_roll_call_to_posted_minutes(visit, scripts, days_ago):
    page = visit("council", width=390, java_script_enabled=scripts)
    meeting = plan(page, timezone.localdate() - timedelta(days=days_ago))
    page.goto(f"{meeting}run/")
    expect(page.locator(".quorum")).to_contain_text("No quorum")
    answer_all(page, "PRESENT", "EXCUSED")
    expect(page.locator(".quorum .status-good")).to_have_count(1)

    page.get_by_role("link", name="Add a motion").first.click()
    page.locator("textarea[name=text]").fill("The council asks for a crossing guard.")
    page.locator("select[name=mover]").select_option(index=1)
    page.locator("select[name=seconder]").select_option(index=2)
    page.locator("input[name=majority]").first.check()
    page.get_by_role("button", name="Put it to the vote").click()
    page.wait_for_url(re.compile(r"/motions/\d+/$"))
    page.locator(".taps > li").first.locator("button[value=AGAINST]").click()
    page.get_by_role("button", name=re.compile("in favour")).click()
    page.get_by_role("button", name="Close the vote").click()
    expect(page.locator("main")).to_contain_text("Carried")

    page.goto(f"{meeting}move/hold/")
    page.locator("input[name=ended_at]").fill("01:30")
    page.get_by_role("button", name="The meeting is over").click()
    page.get_by_role("button", name="Draft the minutes").click()
    page.wait_for_url(re.compile(r"/minutes/$"))
    assert "The council asks for a crossing guard." in page.locator("textarea[name=text_es]").input_value()
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{meeting}post/MINUTES/")
    page.get_by_role("button", name="Post it").click()

    public = visit(width=390, language="es")
    public.goto(meeting)
    text = public.locator("main").inner_text()
    assert "En contra: 1" in text
    assert "Actas publicadas" in text
    assert public.evaluate("document.documentElement.scrollWidth") <= 390


def test_notes_that_are_typed_while_the_line_is_down_are_still_there_when_it_is_back(visit):
    page = visit("council", width=390)
    meeting = plan(page, timezone.localdate() - timedelta(days=3))
    page.goto(f"{meeting}run/")
    page.get_by_role("link", name="Write what was said").first.click()
    notes = page.url
    page.context.set_offline(True)
    page.locator("textarea[name=notes]").press_sequentially("Parents named two crossings.")
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto(notes)
    kept = page.locator("[data-draft-restore]")
    if kept.count():
        kept.click()
    assert page.locator("textarea[name=notes]").input_value() == "Parents named two crossings."
