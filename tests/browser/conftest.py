import pytest

from tests.browser.site import Site
from tests.settings import DEMO_PASSWORD


@pytest.fixture(scope="session")
def site(services):
    """The demo district, served by the real web server with a real worker behind it."""
    site = Site()
    yield site
    site.stop()


@pytest.fixture
def visit(site, browser):
    """Open a browser as somebody: `page = visit("principal", width=390, language="es")`.

    A message on the console that speaks of the content security policy, or an error in a script, fails the test.
    """
    contexts, complaints = [], []

    def open_as(who=None, *, width=1280, height=900, language="en", **options):
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": height}, locale=language, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        context.add_cookies([{"name": "language", "value": language, "url": site.url}])
        if who:
            sign_in(page, f"{who}@hartford.example")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not complaints


def is_complaint(message):
    return "Content Security Policy" in message.text or "Content-Security-Policy" in message.text


def sign_in(page, email, password=DEMO_PASSWORD):
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
