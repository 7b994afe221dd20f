"""What journeys of councils have in common: a form filled, a meeting planned, an answer tapped for each member."""

import re

from playwright.sync_api import expect

COUNCIL = "/schools/0640611/council/"


def fill(page, **values):
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(str(value))


def send(page, button):
    page.locator("main").get_by_role("button", name=button).click()


def step(page, name):
    page.locator("main").get_by_role("link", name=name, exact=True).click()
    send(page, name)


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


def carry(page, text):
    """Put a motion to the vote at a running meeting and let everybody who is there vote for it."""
    page.get_by_role("link", name="Add a motion").first.click()
    page.locator("textarea[name=text]").fill(text)
    page.locator("select[name=mover]").select_option(index=1)
    page.locator("select[name=seconder]").select_option(index=2)
    page.locator("input[name=majority]").first.check()
    send(page, "Put it to the vote")
    page.wait_for_url(re.compile(r"/motions/\d+/$"))
    page.get_by_role("button", name=re.compile("in favour")).click()
    send(page, "Close the vote")
    expect(page.locator("main")).to_contain_text("Carried")


def post_minutes(page, meeting):
    page.goto(f"{meeting}move/hold/")
    page.locator("input[name=ended_at]").fill("01:30")
    send(page, "The meeting is over")
    send(page, "Draft the minutes")
    page.wait_for_url(re.compile(r"/minutes/$"))
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{meeting}post/MINUTES/")
    send(page, "Post it")
