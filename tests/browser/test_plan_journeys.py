"""A school action plan in the browser: two people write it at once, a phone closes, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

PLAN = "/plan/schools/0640611/2026/"  # the home school's plan of the demo: it came back, so it can be written
NEEDS = f"{PLAN}part/needs/"
VOICE = f"{PLAN}part/voice/"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_people_write_one_plan_and_the_second_chooses_field_by_field(visit, scripts):
    families = "61" if scripts else "62"
    principal, aide = visit("principal", java_script_enabled=scripts), visit("staff", width=390)
    for page in (principal, aide):
        page.goto(VOICE)
    principal.locator("[name=voice]").fill(f"Three evenings and a survey of {families}.")
    principal.locator("[name=voice_families_total]").fill(families)
    principal.get_by_role("button", name="Save", exact=True).click()
    principal.wait_for_url(re.compile("#voice$"))

    aide.locator("[name=voice]").fill(f"Two evenings, and {families} talks at the door.")
    aide.get_by_role("button", name="Save", exact=True).click()
    expect(aide).to_have_title(re.compile("^Error:"))
    choice = aide.get_by_role("group", name=re.compile("which one stays"))
    assert choice.count() == 2
    expect(choice.first).to_contain_text(f"Three evenings and a survey of {families}.")
    expect(choice.first).to_contain_text(f"Two evenings, and {families} talks at the door.")
    choice.first.get_by_label(re.compile("^Yours:")).check()
    choice.last.get_by_label(re.compile("^Theirs:")).check()
    aide.get_by_role("button", name="Save", exact=True).click()
    aide.wait_for_url(re.compile("#voice$"))

    principal.goto(PLAN)
    text = principal.locator("main").inner_text()
    assert f"Two evenings, and {families} talks at the door." in text
    assert f"Families heard: {families}" in text


def test_a_closed_phone_loses_nothing(visit):
    phone = visit("principal", width=390, language="es")
    phone.goto(NEEDS)
    phone.locator("[name=needs]").fill("La asistencia baja los lunes en noveno grado.")
    expect(phone.locator("[data-autosave-status]")).to_contain_text("Conservado para usted a las")
    phone.context.close()

    laptop = visit("principal")
    laptop.goto("/")
    laptop.get_by_role("link", name=re.compile("You have not saved what you typed")).first.click()
    laptop.wait_for_url(re.compile(NEEDS))
    assert laptop.locator("[name=needs]").input_value() == "La asistencia baja los lunes en noveno grado."
    laptop.get_by_role("button", name="Start again from what is saved").click()
    laptop.wait_for_load_state()
    assert "noveno grado" not in laptop.locator("[name=needs]").input_value()


def test_a_phone_put_away_in_the_middle_of_a_word_sends_what_was_typed(visit):
    phone = visit("principal", width=390)
    phone.goto(NEEDS)
    phone.locator("[name=needs]").type(" Half a wor")
    phone.goto("/help/")  # before the pause after which it would have been kept

    for _ in range(40):  # it is sent while the next page loads, and may arrive after it
        phone.goto(NEEDS)
        if "Half a wor" in phone.locator("[name=needs]").input_value():
            break
        phone.wait_for_timeout(250)
    assert "Half a wor" in phone.locator("[name=needs]").input_value()
    phone.get_by_role("button", name="Start again from what is saved").click()
    expect(phone.locator("[name=needs]")).not_to_have_value(re.compile("Half a wor"))


def test_what_was_saved_leaves_no_draft_behind(visit):
    page = visit("principal")
    page.goto(NEEDS)
    before = page.locator("[name=needs]").input_value()
    page.locator("[name=needs]").fill("Saved at once.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("#needs$"))
    page.goto(NEEDS)
    expect(page.locator("[data-forget-draft]")).to_have_count(0)
    page.locator("[name=needs]").fill(before)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("#needs$"))


def test_central_office_reminds_and_a_principal_reads_it_on_a_phone(visit):
    office = visit("central")
    office.goto("/plan/schools/?year=2026&state=RETURNED")
    office.get_by_role("checkbox", name="Burns Latino Studies Academy").check()
    office.get_by_role("button", name="Remind the chosen schools").click()
    office.get_by_label(re.compile("In a sentence")).fill("The board meets on the third.")
    office.get_by_role("button", name="Send the reminders").click()
    expect(office.locator("main")).to_contain_text("1 school is reminded.")

    phone = visit("principal", width=390)
    phone.goto("/")
    expect(phone.locator("main")).to_contain_text("The board meets on the third.")
