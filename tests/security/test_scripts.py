"""What our small scripts do for safety, in a real browser, on the pages as they are drawn."""

from pathlib import Path

import pytest
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PORTAL = "http://portal.test"
JS = Path("static/js")


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def shown(page, html, *scripts):
    """A page of the portal in the browser, with some scripts of ours and nothing else."""
    page.route(f"{PORTAL}/**", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{PORTAL}/")
    for script in scripts:
        page.add_script_tag(path=JS / script)


def as_drawn(client, name):
    text = client.get(reverse(name)).content.decode()
    return text.replace('<script src="', '<script data-src="').replace('<link rel="', '<link data-rel="')


def test_a_new_password_is_told_how_strong_it_is_and_can_be_shown(client, page):
    user = UserFactory()
    user.set_password("a quiet river in autumn")
    user.save()
    client.force_login(user)
    html = as_drawn(client, "account_change_password")
    assert "js/passwords.js" in html
    shown(page, html, "passwords.js")
    said = page.locator(".password-strength")
    for typed, words in (
        ("short", "Too short"),
        ("aaaaaaaaaaaaaa", "Weak"),
        ("password12345", "Weak"),
        ("nine lilac tubs", "Fair"),
        ("nine lilac tubs under snow", "Strong"),
    ):
        page.fill("#id_password1", typed)
        assert said.inner_text().startswith(words), typed
    button = page.locator("button[aria-controls=id_password1]")
    button.click()
    assert page.get_attribute("#id_password1", "type") == "text" and button.get_attribute("aria-pressed") == "true"
    button.click()
    assert page.get_attribute("#id_password1", "type") == "password"


def test_what_was_typed_leaves_the_tab_at_sign_out_and_for_another_person(page):
    form = '<form data-draft-key="note"><input name="words" id="words"></form>'
    leave = '<form data-forget-drafts onsubmit="return false"><button id="out">Sign out</button></form>'
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).length"
    texts = '<template id="draft-notice"><div><a data-draft-restore></a><a data-draft-discard></a></div></template>'

    def open_as(person):
        page.unroute_all()
        shown(page, f'<body data-signed-in="{person}">{form}{leave}{texts}</body>', "forget.js", "drafts.js")

    open_as(1)
    page.fill("#words", "what only Ana knows")
    assert page.evaluate(kept) == 1
    open_as(1)
    assert page.evaluate(kept) == 1, "a page that is loaded again loses nothing"
    page.click("#out")
    assert page.evaluate(kept) == 0
    page.fill("#words", "what only Ana knows")
    open_as(2)
    assert page.evaluate(kept) == 0
