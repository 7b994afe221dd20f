"""What people come to do, done in a browser: on a phone, with a keyboard, without scripts, in Spanish."""

import csv
import io
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from district import school_years


def families_attending(page):
    """The families attending this school year, added up from the district dashboard's own file."""
    answer = page.request.get("/dashboard/?table=months&format=csv")
    rows = csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig")))
    return sum(int(row["families_attending"] or 0) for row in rows)


def choose_type(page, activity_type):
    """Choose what took place and wait for its own questions: nobody types within the same millisecond."""
    page.locator("select[name=activity_type]").select_option(activity_type)
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_principal_logs_a_workshop_on_a_phone_and_the_district_sees_it(visit, scripts):
    board = visit("board")
    before = families_attending(board)

    page = visit("principal", width=390, java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("link", name="Log an activity").first.click()
    assert page.locator("main form :is(input:not([type=hidden]), select, textarea):visible").count() <= 6
    page.locator("select[name=activity_type]").select_option("WORKSHOP")
    page.wait_for_load_state("networkidle")
    page.locator("input[name=count]").fill("17")
    page.get_by_role("button", name="Save").click()
    if not scripts and "/saved/" not in page.url:  # the label was another type's: the number is asked for once more
        page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/activities/\d+/saved/"))

    for _ in range(60):
        if families_attending(board) == before + 17:
            return
        board.wait_for_timeout(250)
    raise AssertionError(f"after 15 s the district still shows {families_attending(board)}, not {before + 17}")


def test_the_keyboard_alone_is_enough_to_log_an_activity(visit):
    page = visit("staff")
    page.goto("/activities/log/")
    page.locator("select[name=activity_type]").focus()
    page.keyboard.type("Workshop")
    page.wait_for_load_state("networkidle")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "count":
            break
    page.keyboard.type("8")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/activities/\d+/saved/"))


def test_a_mistake_is_explained_in_spanish_beside_the_field_and_nothing_typed_is_lost(visit):
    page = visit("principal", width=390, language="es")
    page.goto("/activities/log/")
    choose_type(page, "WORKSHOP")
    page.locator("input[name=title]").fill("Noche de lectura")
    page.locator("input[name=held_on]").fill("1995-02-01")
    page.get_by_role("button", name="Guardar").click()
    expect(page).to_have_title(re.compile("^Error:"))
    assert page.locator("input[name=title]").input_value() == "Noche de lectura"
    assert page.locator("input[name=held_on]").get_attribute("aria-invalid") == "true"


def test_two_people_change_one_activity_and_the_second_sees_what_the_first_changed(visit):
    first = visit("principal")
    first.goto("/activities/")
    first.locator("main tbody a").first.click()
    first.wait_for_url(re.compile(r"/activities/\d+/"))
    address = re.search(r"/activities/\d+/", first.url).group()
    second = visit("central")
    for page in (first, second):
        page.goto(f"{address}edit/")
        page.locator("main details").evaluate_all("parts => parts.forEach((part) => { part.open = true; })")
        if not page.locator("input[name=indicators]:checked").count():
            page.locator("[name=no_indicator_reason]").fill("A first meeting")
    first.locator("input[name=title]").fill("Changed by the principal")
    first.get_by_role("button", name="Save").first.click()
    first.wait_for_url(lambda url: "/edit/" not in url)
    second.locator("input[name=title]").fill("Changed by central office")
    second.get_by_role("button", name="Save").first.click()
    text = second.locator("main").inner_text()
    assert "Changed by the principal" in text
    assert "Changed by central office" in second.content()
    first.goto(address)
    assert "Changed by the principal" in first.locator("h1").inner_text()


def test_a_session_that_ended_in_the_middle_of_a_form_keeps_what_was_typed(visit):
    page = visit("principal")
    page.goto("/activities/log/")
    page.locator("input[name=title]").fill("A title typed before the session ended")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    assert "A title typed before the session ended" in page.content()


def test_a_wrong_password_is_explained_and_the_address_stays(visit):
    page = visit()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("nobody@hartford.example")
    page.locator("input[name=password]").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(re.compile("^Error:"))
    assert page.locator("input[name=login]").input_value() == "nobody@hartford.example"


def test_what_was_typed_while_the_form_fetched_the_questions_of_another_type_stays(visit):
    page = visit("principal", width=390)
    page.goto("/activities/log/")
    page.route("**/activities/log/?*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.locator("select[name=activity_type]").select_option("SOCIAL")
    page.locator("input[name=title]").fill("Typed on a slow line")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    assert page.locator("input[name=title]").input_value() == "Typed on a slow line"


def test_a_comment_that_names_somebody_reaches_them_under_the_bell_and_leads_to_its_passage(visit):
    council = visit("council", width=390, language="es")
    year = school_years.fall_year_of(timezone.localdate())
    council.goto(f"/plan/schools/0640611/{year}/comments/services/add/")
    council.locator("textarea[name=text]").fill("@Kevin Nowak, ¿podemos pedir intérpretes?")
    council.get_by_role("button", name="Guardar el comentario").click()

    staff = visit("staff")
    staff.goto("/")
    staff.get_by_role("link", name=re.compile(r"Notices: \d+ not read")).click()
    staff.get_by_role("link", name=re.compile("Ivette Maldonado named you")).first.click()
    staff.wait_for_url(re.compile(rf"/plan/schools/0640611/{year}/#services"))
    expect(staff.get_by_text("¿podemos pedir intérpretes?")).to_be_visible()
