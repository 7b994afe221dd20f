"""From last year's compact to a Spanish PDF in families' hands: on phones, with a family's words, a member's wording,
the council's motion."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from district import school_years
from tests.browser.council_steps import answer_all, plan
from tests.printed import words_of

YEAR = school_years.fall_year_of(timezone.localdate()) + 1
COMPACT = f"/compacts/0640611/{YEAR}/"
WORDING = "Call us at four. Come and watch a lesson."


def send(page, path, **values):
    """Open a form of the compact, fill in what is said here, and send it."""
    page.goto(f"{COMPACT}{path}")
    fill(page, **values)


def fill(page, **values):
    for name, value in values.items():
        field = page.locator(f"main [name={name}]")
        if field.first.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        elif field.first.get_attribute("type") in ("checkbox", "radio"):
            page.locator(f"main [name={name}][value='{value}']").check()
        else:
            field.fill(str(value))
    page.locator("main form.form-page [type=submit]").first.click()


def step(page, name):
    send(page, f"move/{name}/")
    expect(page.locator("main")).not_to_contain_text("Error")


def approve_at_a_meeting(page):
    """Put the text on the agenda, call the roll, and vote."""
    today = timezone.localdate()
    meeting = plan(page, today)
    page.goto(f"{meeting}agenda/")
    page.get_by_role("button", name=re.compile(f"Put it on the agenda.*family compact, {YEAR}–")).click()
    page.goto(f"{meeting}post/AGENDA/")
    fill(page, posted_on=(today - timedelta(days=2)).isoformat(), posted_time="00:01")
    page.goto(f"{meeting}run/")
    answer_all(page, "PRESENT", "EXCUSED")
    page.get_by_role("link", name="Motion: approve it").click()
    assert "version 1" in page.locator("textarea[name=text]").input_value()
    page.locator("select[name=mover]").select_option(index=1)
    page.locator("select[name=seconder]").select_option(index=2)
    page.locator("input[name=majority]").first.check()
    page.get_by_role("button", name="Put it to the vote").click()
    page.get_by_role("button", name=re.compile("in favour")).click()
    page.get_by_role("button", name="Close the vote").click()
    expect(page.locator("main")).to_contain_text("The text is approved by this vote")


def translate_what_changed(page):
    page.goto(f"{COMPACT}languages/es/")
    page.locator(f"main a[href*='{COMPACT}languages/es/passages/']").first.click()
    while "/passages/" in page.url:
        passage = page.url.rstrip("/").rsplit("/", 1)[1]
        page.locator("textarea[name=text]").fill(f"En español: {passage}.")
        page.locator("main form.form-page [type=submit]").first.click()
        page.wait_for_url(lambda url, before=passage: not url.rstrip("/").endswith(f"/{before}"))
    page.locator("form[action$='/check/'] button").click()
    page.locator("form[action$='/publish/'] button").click()


def test_last_years_compact_becomes_this_years_and_families_hold_it_in_spanish(visit):
    principal = visit("principal", width=390)
    principal.goto(f"{COMPACT}begin/")
    principal.locator("button[name=copy]").click()
    principal.wait_for_url(f"**{COMPACT}")
    send(principal, "part/developed/", developed="Twelve families and the first-grade team wrote it.")
    step(principal, "ask-families")
    public = principal.locator("main a[href^='/c/']").first.get_attribute("href")

    family = visit(width=390, language="es")
    family.goto(f"{public}?in=es")
    family.locator("textarea[name=text]").fill("Llamen por la tarde, por favor.")
    family.get_by_role("button", name="Enviar").click()
    expect(family.locator("main")).to_contain_text("Gracias")
    assert family.evaluate("document.documentElement.scrollWidth") <= 390

    principal.goto(f"{COMPACT}voices/")
    expect(principal.locator("main")).to_contain_text("Llamen por la tarde")
    session = {"held_on": timezone.localdate().isoformat(), "mode": "MEETING", "languages": "es"}
    send(principal, "sessions/add/", **session, families_total=20, staff_total=3, themes="Calls in the afternoon.")
    send(principal, "part/heard/", heard="You asked for calls in the afternoon. We call at four.")
    step(principal, "to-council")

    council = visit("council", width=390)
    send(council, "comments/access/add/", text="Say when.", wording=WORDING)
    principal.goto(COMPACT)
    principal.get_by_role("button", name=re.compile("Take this wording")).click()
    expect(principal.locator("main")).to_contain_text(WORDING)
    approve_at_a_meeting(council)
    assert council.evaluate("document.documentElement.scrollWidth") <= 390

    step(principal, "translate")
    translate_what_changed(principal)
    step(principal, "distribute")
    given = {"given_on": timezone.localdate().isoformat(), "channel": "HOME", "language": "es", "copies_total": 90}
    send(principal, "handed-out/add/", **given)
    step(principal, "use")
    expect(principal.locator("body")).to_contain_text("In use")

    words = words_of(family.request.get(f"{public}?in=es&format=pdf").body())
    for expected in (
        "En español: access.",
        "En español: heard.",
        "Nuestro acuerdo",
        "Enseñamos bien a cada niño y niña",
    ):
        assert expected in words
    assert WORDING not in words
