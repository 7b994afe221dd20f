"""What every answer carries, whoever asks and however it ends; and where no answer may lead."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse

from district import own_pages
from district.access import PAGES, PUBLIC, Role
from district.addresses import address_for
from district.invitations import path_for
from district.middleware import AccessMiddleware
from district.people import address_of
from fce_portal.headers import PermissionsMiddleware
from fce_portal.public.pages import SITE
from tests.factories import MembershipFactory, UserFactory
from tests.test_access import close

PASSWORD = "a long enough secret"


def urls(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        else:
            yield from urls(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


VIEWS = {name: pattern.callback for name, pattern in urls()}
PLAIN = sorted(name for name, pattern in urls() if not pattern.pattern.regex.groups and "/" not in name)


# ------------------------------------------------------------------ headers

EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def principal(db):
    return MembershipFactory(role=Role.PRINCIPAL).user


def hard(response, but=()):
    """The answer, if it carries all that each must."""
    for name, value in EVERY_ANSWER.items():
        assert name in but or response.headers.get(name) == value, (response.request["PATH_INFO"], name)
    assert "camera=()" in response.headers["Permissions-Policy"]
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    return response


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/help/", 200),
        ("/accounts/login/", 200),
        ("/nowhere/", 404),
        ("/people/", 302),
        ("/healthz", 200),
        ("/news.atom", 200),
        ("/robots.txt", 200),
        ("/data/v1/dictionary.json", 200),
        ("/language/", 405),
    ],
)
def test_every_kind_of_answer_says_what_browsers_must_not_do(client, db, address, status):
    assert hard(client.get(address)).status_code == status


def test_refusals_say_it_as_well(client, principal):
    client.force_login(principal)
    assert hard(client.get(reverse("district:person-list"))).status_code == 403
    assert hard(Client(enforce_csrf_checks=True).post("/language/")).status_code == 403


def test_an_error_of_ours_says_it_as_well(db, monkeypatch):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("fce_portal.navigation.main_items", lambda *_: 1 / 0)
    answer = hard(client.get("/help/"))
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.content.decode()


def test_a_static_file_says_it_as_well(client, settings):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    answer = hard(Client().get("/static/img/mark.svg"), but={"X-Frame-Options"})  # its policy says frame-ancestors
    close(answer)
    assert answer.status_code == 200


def test_every_answer_of_production_insists_on_tls(db, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    safe = Client().get("/nowhere/", headers={"X-Forwarded-Proto": "https"})
    assert safe.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    plain = Client().get("/help/")
    assert (plain.status_code, plain.headers["Location"][:8]) == (301, "https://")


def test_a_view_that_needs_something_can_say_so():
    own = HttpResponse(headers={"Permissions-Policy": "camera=(self)"})
    assert PermissionsMiddleware(lambda request: own)(None).headers["Permissions-Policy"] == "camera=(self)"


def test_no_answer_names_a_version(client, db):
    for address in ("/help/", "/nowhere/", "/healthz"):
        answer = client.get(address)
        assert not {"Server", "X-Powered-By", "Via"} & set(answer.headers)
    assert "header -Server" in Path("deploy/Caddyfile").read_text()


# ------------------------------------------------------------------ caches


def test_nothing_that_a_signed_in_person_reads_is_kept_by_any_cache(client, principal):
    client.force_login(principal)
    for name in ("home", "help", "search", "district:notice-list", "partnerships:activity-list", "calendar"):
        answer = client.get(reverse(name))
        assert answer.headers["Cache-Control"] == "private, no-store", name
    assert client.get("/nowhere/").headers["Cache-Control"] == "private, no-store"
    assert client.get(reverse("district:person-list")).headers["Cache-Control"] == "private, no-store"


def test_only_pages_of_the_public_site_may_be_kept_and_must_be_asked_for_each_time(client, db):
    assert client.get("/help/").headers["Cache-Control"] == "public, no-cache"
    for name in ("account_login", "account_reset_password", "search"):
        assert "public" not in client.get(reverse(name)).headers.get("Cache-Control", ""), name


def test_no_page_behind_a_secret_link_is_part_of_the_public_site():
    secret = {name for name, pattern in urls() if re.search(r"token|key", str(pattern.pattern))}
    assert secret and not secret & SITE


# ------------------------------------------------------------------ forms of other sites

# Mail programs press these without a page (RFC 8058): a signed link proves who asks, and all they do is stop mails.
NO_TOKEN = {"digest-stop", "district:saved-view-stop", "governance:request-stop"}


def test_every_write_asks_for_the_form_token_but_the_three_that_stop_mails():
    exempt = {name for name, view in VIEWS.items() if getattr(view, "csrf_exempt", False)}
    assert exempt == NO_TOKEN
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE


@pytest.mark.parametrize("name", [*PLAIN[::25], "account_login", "set_language"])
def test_a_form_of_another_site_changes_nothing(name, principal):
    client = Client(enforce_csrf_checks=True)
    client.force_login(principal)
    answer = client.post(reverse(name), {"next": "/"})
    assert answer.status_code == 403 and "csrf" in [template.name for template in answer.templates][0]


# ------------------------------------------------------------------ redirects and hosts

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "/%09/evil.example",
    "http://testserver@evil.example/",
    "\thttps://evil.example",
]


def leads_away(location):
    return bool(location) and not re.match(r"/(?![/\\])|https?://testserver(/|$)|\?|$", location)


def reads_an_address(source):
    return re.findall(r"""(?:GET|POST)(?:\.get\(|\[)\s*["'](next|back|url|to|return\w*|goto|redirect\w*)["']""", source)


# Where a page reads an address that a request names; each has its test below or in test_access (`next`, every page).
READS_ADDRESSES = {"partnerships/views/agreements/service.py"}


def test_every_place_that_follows_an_address_of_a_request_is_known():
    found = {str(path) for path in sources() if reads_an_address(path.read_text())}
    assert found == READS_ADDRESSES


def sources():
    rooms = ("district", "indicators", "plans", "partnerships", "governance", "fce_portal")
    yield from (path for room in rooms for path in Path(room).rglob("*.py") if "migrations" not in path.parts)


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_form_leads_to_another_site(client, db, elsewhere):
    person = MembershipFactory(role=Role.PRINCIPAL).user
    person.set_password(PASSWORD)
    person.save()
    address_of(person)
    answers = [client.post(reverse("set_language"), {"language": "es", "next": elsewhere})]
    signing_in = {"login": person.email, "password": PASSWORD, "next": elsewhere}
    answers.append(client.post(reverse("account_login"), signing_in))
    answers.append(client.post(reverse("partnerships:service-confirm-several"), {"back": elsewhere}))
    locations = [answer.headers["Location"] for answer in answers]  # all three were taken, and lead on
    assert [location for location in locations if leads_away(location)] == []


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_way_back_leads_to_another_site(elsewhere):
    assert own_pages.way_back(elsewhere) is None
    assert own_pages.kept_address(elsewhere) == ""


def test_a_request_for_a_host_that_is_not_ours_gets_no_page(client, db, settings):
    settings.ALLOWED_HOSTS = ["portal.hartford.example"]
    assert client.get("/help/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/help/", headers={"Host": "portal.hartford.example"}).status_code == 200
    forwarded = {"Host": "portal.hartford.example", "X-Forwarded-Host": "evil.example"}
    assert "evil.example" not in client.get("/accounts/login/", headers=forwarded).content.decode()


def test_links_in_mails_begin_with_the_portals_own_address_whatever_host_asked(client, db, settings):
    settings.ALLOWED_HOSTS, settings.PORTAL_URL = ["*"], "https://portal.hartford.example"
    person = MembershipFactory(role=Role.PRINCIPAL).user
    person.set_password(PASSWORD)
    person.save()
    address_of(person)
    client.post(reverse("account_reset_password"), {"email": person.email}, headers={"Host": "evil.example"})
    assert "https://portal.hartford.example/accounts/" in mail.outbox[-1].body
    assert not [line for line in mail.outbox[-1].body.splitlines() if line.startswith("http") and "evil" in line]


def test_an_invitation_and_the_link_of_an_evaluation_do_so_too(settings, db):
    settings.PORTAL_URL = "https://portal.hartford.example"
    assert address_for(path_for(UserFactory())).startswith("https://portal.hartford.example/accounts/")
    # What still asks the request goes onto the page of who asks, or onto paper that they print; none is mailed.
    asks = {str(path) for path in sources() if "build_absolute_uri" in path.read_text()}
    assert asks == {
        "governance/compacts/views/families.py",
        "partnerships/feedback/printed.py",
        "partnerships/surveys/paper.py",
        "partnerships/views/evaluations/reading.py",
        "partnerships/views/walkthroughs/planning.py",
        "partnerships/views/walkthroughs/rating.py",
    }


def test_what_goes_wrong_in_a_check_of_rights_refuses(principal):
    """A page that is not in the table, or a table that cannot be read, opens for nobody."""
    request = RequestFactory().get("/")
    request.user = principal
    request.resolver_match = type("Match", (), {"view_name": "new-page"})
    with pytest.raises(ImproperlyConfigured, match="not in district.access.PAGES"):
        AccessMiddleware(None).process_view(request, None, (), {})
    request.resolver_match.view_name = "district:person-list"
    with pytest.raises(PermissionDenied):
        AccessMiddleware(None).process_view(request, None, (), {})


def test_public_pages_are_a_choice_of_the_table():
    assert 40 < sum(asked == PUBLIC for asked in PAGES.values()) < len(PAGES) / 3


def test_a_damaged_session_is_nobody(client, db):
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 500
    assert client.get(reverse("district:notice-list")).status_code == 302
