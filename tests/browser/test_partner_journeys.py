"""Partners, schools and families, each with what they come to do, in a browser."""

import csv
import io
import re

from playwright.sync_api import expect

BURNS = "Burns Latino Studies Academy"
PROGRAM = "Ten evenings for parents"


def sessions_confirmed(page):
    """What the district reads of the program: sessions that schools confirmed this year at all its places."""
    answer = page.request.get("/programs/?format=csv")
    rows = csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig")))
    return sum(int(row["Sessions confirmed"]) for row in rows if row["Program"] == PROGRAM)


def test_what_a_partner_logs_on_a_phone_the_principal_confirms_and_the_district_reads(visit):
    office = visit("central")
    before = sessions_confirmed(office)

    partner = visit("partner", width=390, language="es")
    partner.goto("/")
    partner.get_by_role("link", name="Registrar servicio").first.click()
    assert (
        partner.locator("main form :is(input:not([type=hidden], [type=submit]), select, textarea):visible").count() <= 6
    )
    place = partner.locator("select[name=place] option").filter(has_text=BURNS).filter(has_text=PROGRAM)
    partner.locator("select[name=place]").select_option(place.first.get_attribute("value"))  # this year's stand first
    partner.locator("input[name=sessions]").fill("3")
    partner.locator("input[name=hours]").fill("6")
    partner.locator("input[name=adults_total]").fill("14")
    partner.get_by_role("button", name="Guardar").click()
    partner.wait_for_url(re.compile(r"/service/\d+/saved/"))
    entry = re.search(r"/service/\d+/", partner.url).group()

    principal = visit("principal", width=390)
    principal.goto(entry)
    expect(principal.locator("main")).to_contain_text("Logged, not confirmed yet")
    principal.get_by_role("button", name="Confirm it").click()
    expect(principal.locator("main")).to_contain_text("Confirmed by the school")

    partner.goto(entry)
    expect(partner.locator("main")).to_contain_text("Confirmado por la escuela")
    assert sessions_confirmed(office) == before + 3


# On Sundays, when nothing else is logged: no row asks whether it is another one.
TABLE = """Date\tSchool code\tType\tTitle\tFamilies
2026-10-04\t0640611\tWorkshop for families\tReading circle by table\t11
2026-10-11\t0640611\tWorkshop for families\tNumbers at home by table\ttwelve
"""


def test_a_principal_brings_a_table_corrects_a_row_logs_all_and_takes_it_back(visit):
    page = visit("principal")
    page.goto("/bulk/new/activities/")
    page.locator("textarea[name=grid]").fill(TABLE)
    page.get_by_role("button", name="Check the rows").click()
    page.get_by_role("link", name="Correct line 3").click()
    expect(page.locator("input[name=families_total]")).to_have_value("twelve")
    page.locator("input[name=families_total]").fill("12")
    page.get_by_role("button", name="Save the row").click()
    page.get_by_role("button", name="Log these 2 rows").click()
    expect(page.locator("main")).to_contain_text("Rows logged")
    assert titles_listed(page) == {"Reading circle by table", "Numbers at home by table"}

    page.go_back()
    page.get_by_role("link", name="Take the whole table back").click()
    page.locator("main form [type=submit]").click()
    expect(page.locator("main")).to_contain_text("Taken back")
    assert titles_listed(page) == set()


def titles_listed(page):
    page.goto("/activities/?q=by+table")
    return {text for text in page.locator("main tbody th a").all_inner_texts() if text.endswith("by table")}


def test_a_family_says_in_spanish_how_it_was_without_an_account(visit):
    page = visit("principal", width=390)
    page.goto("/activities/log/")
    page.locator("select[name=activity_type]").select_option("WORKSHOP")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    page.locator("input[name=count]").fill("9")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/activities/\d+/saved/"))
    activity = re.search(r"/activities/\d+/", page.url).group()
    page.goto(f"{activity}feedback/")
    page.locator("main form [type=submit]").click()
    address = page.locator("main a[href^='/a/']").get_attribute("href")

    family = visit(width=390, language="es")
    family.goto(address)
    for question in family.locator("main fieldset").all():
        question.locator("input[type=radio]").first.check()
    family.locator("main form [type=submit]").click()
    family.wait_for_url(re.compile("/thanks/"))
    expect(family.locator("main")).to_contain_text("Gracias")
    page.goto(activity)
    expect(page.locator("#feedback")).to_contain_text("What they say is shown afterwards")
