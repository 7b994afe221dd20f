"""A council meeting on a phone, from the calendar to posted minutes: with scripts, without, and through a lost line."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

COUNCIL = "/schools/0640611/council/"


def plan(page, day):
    """Put a meeting of the home school on the calendar; the browser ends on its page."""
    page.goto(f"{COUNCIL}meetings/add/")
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=held_on]").fill(day.isoformat())
    page.locator("input[name=starts_at]").fill("00:05")
    page.locator("input[name=mode]").first.check()
    page.locator("input[name=place]").fill("Library")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url(re.compile(r"/councils/meetings/\d+/$"))
    return re.search(r"/councils/meetings/\d+/", page.url).group()


def answer_all(page, first, then, beginning=9):
    """Tap for each member in turn: `beginning` members say the first, the others the second."""
    total = page.locator(".taps > li form").count()
    for place in range(total):
        value = first if place < beginning else then
        page.locator(".taps > li").nth(place).locator(f"button[value={value}]").click()
        expect(page.locator(".taps > li").nth(place).locator("[aria-pressed=true]")).to_have_count(1)
    return total


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
    assert "Minuta publicada" in text
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
