"""A parent rates on a phone that loses its connection: nothing that was tapped is lost."""

from contextlib import closing

import psycopg2
from django.utils import timezone
from playwright.sync_api import expect

from tests.services import url_of

UNDER_WAY = "UPDATE partnerships_walkthrough SET held_on = %s WHERE closed_on IS NULL AND held_on < %s"


def let_it_be_today(site):
    """The demo's walkthrough under way is of the last school day; without signing in one rates on the day itself."""
    today = timezone.localdate()
    with closing(psycopg2.connect(url_of(site.database))) as connection, connection, connection.cursor() as cursor:
        cursor.execute(UNDER_WAY, [today, today])


def test_what_is_tapped_without_a_connection_arrives_when_it_is_back(site, visit):
    let_it_be_today(site)
    office = visit("central")
    office.goto("/walkthroughs/")
    office.locator("li", has_text="Under way").get_by_role("link").first.click()
    address = office.locator("a[href^='/w/']").get_attribute("href")

    phone = visit(width=390, height=844)
    phone.goto(address)
    phone.get_by_role("button", name="Welcoming school staff").click()
    status = phone.locator("[data-walk-status]")
    phone.locator("#item-greeted-soon").get_by_label("Mostly there").check()
    expect(status).to_have_text("All is sent.")

    phone.context.set_offline(True)
    phone.locator("#item-tone-at-desk").get_by_label("Doing well").check()
    phone.locator("#note-tone-at-desk").fill("A smile")
    expect(status).to_contain_text("kept on this phone, 1 to send")
    phone.context.set_offline(False)
    expect(status).to_have_text("All is sent.", timeout=20_000)

    phone.reload()
    expect(phone.locator("[data-walk-progress]")).to_have_text("2 of 7 rated")
    expect(phone.locator("#note-tone-at-desk")).to_have_value("A smile")
