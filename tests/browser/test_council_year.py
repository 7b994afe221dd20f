"""A council's year on phones, after its election (test_elections) and beside its compact (test_compacts): a meeting
that advises the principal, the answer, a training, and the profile by which both sides see how the council does."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from district import school_years
from tests.browser.council_steps import COUNCIL, answer_all, carry, fill, plan, post_minutes, send

ADVICE = "The council advises to keep the library open until six."


def test_a_council_advises_is_answered_trains_and_is_told_how_it_does(visit):
    today = timezone.localdate()
    profile = f"{COUNCIL}effectiveness/{school_years.fall_year_of(today)}/"

    chair = visit("council", width=390)
    meeting = plan(chair, today - timedelta(days=4))
    chair.goto(f"{meeting}items/add/?duty=D4")
    fill(chair, title="Library hours")
    chair.locator("main form .btn-primary").first.click()
    chair.goto(f"{meeting}run/")
    answer_all(chair, "PRESENT", "EXCUSED")
    carry(chair, ADVICE)
    motion = re.search(r"motions/(\d+)", chair.url).group(1)
    post_minutes(chair, meeting)
    chair.goto(f"{COUNCIL}advice/add/")
    chair.locator("input[name=kind][value=PROGRAM]").check()
    chair.locator("select[name=motion]").select_option(value=motion)
    fill(chair, title="Library hours", text=ADVICE)
    send(chair, "Record the advice")

    principal = visit("principal", width=390, language="es")
    principal.goto("/")
    principal.locator("main details summary").click()
    principal.locator("main").get_by_role("link", name=re.compile("Library hours")).first.click()
    principal.locator("input[name=decision][value=PART]").check()
    fill(principal, reason="Abrimos hasta las seis los martes y jueves.")
    principal.locator("main form .btn-primary").first.click()
    public = visit(language="es", width=390)
    public.goto(COUNCIL)
    expect(public.locator("main")).to_contain_text("Library hours")

    principal.goto("/")
    principal.locator("main details summary").click()
    principal.get_by_role("link", name=re.compile("quién estuvo en la capacitación")).first.click()
    principal.locator(".taps button[value=yes]").first.click()
    expect(principal.locator(".taps [aria-pressed=true]").first).to_be_visible()

    office = visit("central", width=390)
    office.goto(profile)
    expect(office.locator("main")).to_contain_text("View submitted on")
    for domain in "ABCDEFGHI":
        office.goto(f"{profile}rate/{domain}/")
        office.locator("input[name=rating]").first.check()
        fill(office, reason="What the records show.", next_step="Keep it so.")
        office.locator("main form .btn-primary").first.click()
    send(office, "Submit this view")
    office.goto(f"{profile}close/")
    send(office, "Close the profile")
    expect(office.locator("main")).to_contain_text("Closed on")

    chair.goto(profile)
    expect(chair.locator("main")).to_contain_text("What the records show.")
    assert chair.evaluate("document.documentElement.scrollWidth") <= 390
    principal.goto(profile)
    expect(principal.locator("main")).to_contain_text("Cerrado el")
    assert principal.evaluate("document.documentElement.scrollWidth") <= 390
