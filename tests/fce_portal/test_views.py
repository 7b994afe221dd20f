"""The front page, "My work", the language switch, and the pages for when something went wrong."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.html import escape

from district.access import Role
from fce_portal import navigation, views
from tests.factories import InitiativeFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
FORM = {"note": "Forty families came, and it rained.", "families": "40", "csrfmiddlewaretoken": "old"}


def test_the_front_page_shows_the_promises_of_the_plan(client):
    initiative = InitiativeFactory()
    page = client.get(reverse("home")).content.decode()
    assert initiative.title in page
    assert escape(initiative.priority_action.title) in page


def test_my_work_names_the_school_and_the_role_of_the_person(client):
    held = MembershipFactory(role=Role.PRINCIPAL)
    client.force_login(held.user)
    page = client.get(reverse("home")).content.decode()
    assert held.school.name in page
    assert "Principal" in page


def test_my_work_tells_a_person_without_a_role_whom_to_ask(client):
    client.force_login(UserFactory())
    assert "You have no role yet" in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("role", [None, Role.PRINCIPAL, Role.COUNCIL_MEMBER, Role.CENTRAL_OFFICE, Role.ADMINISTRATOR])
def test_no_link_of_the_navigation_leads_to_a_refusal(client, role):
    if role:
        school_wide = role in (Role.PRINCIPAL, Role.COUNCIL_MEMBER)
        held = MembershipFactory(role=role) if school_wide else MembershipFactory(role=role, district_wide=True)
        client.force_login(held.user)
    portal = client.get(reverse("help")).context["portal"]
    links = {item.url for item in [*portal.nav, *portal.about, *navigation.quick_actions(portal.user)]}
    assert len(links) >= 3
    for url in links:
        assert client.get(url).status_code == 200, url


# ------------------------------------------------------------------ language
def test_the_language_switch_returns_to_the_page_and_is_remembered_for_the_person(client):
    user = UserFactory()
    client.force_login(user)
    response = client.post(reverse("set_language"), {"language": "es", "next": "/help/?a=1"})
    assert response.url == "/help/?a=1"
    user.refresh_from_db()
    assert user.preferred_language == "es"
    assert 'lang="es"' in client.get("/help/").content.decode()


def test_signing_in_on_a_new_device_brings_the_language_along(client):
    user = UserFactory(preferred_language="es")
    user.set_password("a long password of words")
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": user.email, "password": "a long password of words"})
    assert 'lang="es"' in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("language", ["xx", "", "en\x00"])
def test_an_unknown_language_changes_nothing(client, language):
    user = UserFactory(preferred_language="es")
    client.force_login(user)
    assert client.post(reverse("set_language"), {"language": language}).status_code == 302
    user.refresh_from_db()
    assert user.preferred_language == "es"


def test_the_language_switch_does_not_send_people_to_other_sites(client):
    response = client.post(reverse("set_language"), {"language": "es", "next": "https://elsewhere.example/"})
    assert response.url == "/"


# ------------------------------------------------------------------ nothing typed is lost
@pytest.fixture
def strict_client():
    return Client(enforce_csrf_checks=True)


def test_a_form_with_an_outdated_token_comes_back_with_what_was_typed(strict_client):
    response = strict_client.post(reverse("set_language"), FORM)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Forty families came, and it rained." in page
    assert 'name="families" value="40"' in page
    assert 'value="old"' not in page
    assert "Send it again" in page


def test_what_was_typed_can_be_sent_again_from_the_page_that_shows_it(strict_client):
    strict_client.post(reverse("set_language"), FORM)
    token = strict_client.cookies["csrftoken"].value
    again = {**FORM, "language": "es", "csrfmiddlewaretoken": token}
    assert strict_client.post(reverse("set_language"), again).status_code == 302


def test_what_was_typed_is_escaped(strict_client):
    response = strict_client.post(reverse("set_language"), {"note": "<script>alert(1)</script>"})
    assert "<script>alert" not in response.content.decode()


def test_a_form_that_another_site_sent_is_not_offered_for_sending_again(strict_client):
    response = strict_client.post(reverse("set_language"), FORM, headers={"origin": "https://elsewhere.example"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Send it again" not in page


def test_a_password_is_never_shown_again(strict_client):
    secret = {"login": "principal@hartford.example", "password": "correct horse battery"}
    page = strict_client.post(reverse("account_login"), secret).content.decode()
    assert "correct horse battery" not in page
    assert "principal@hartford.example" not in page
    assert "Open the page again" in page


def test_a_session_that_ends_in_the_middle_of_a_form_keeps_the_text(client):
    response = client.post(reverse("account_email"), {"note": "Forty families came.", "action_add": ""})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Your session has ended" in page
    assert "Forty families came." in page
    assert reverse("account_login") in page


def test_an_empty_form_after_the_session_ended_leads_to_sign_in(client):
    assert client.post(reverse("account_email")).url.startswith(reverse("account_login"))


# ------------------------------------------------------------------ error pages
def test_the_page_for_an_unknown_address_shows_a_way_on(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert reverse("account_login") in response.content.decode()


def test_the_page_for_a_server_error_needs_no_database(django_db_blocker):
    with django_db_blocker.block():
        page = views.defaults.server_error(RequestFactory().get("/")).content.decode()
    assert "Something went wrong on our side" in page
    assert "Algo salió mal de nuestro lado" in page


@pytest.mark.parametrize(
    ("trouble", "status"),
    [(InterfaceError("connection already closed"), 503), (OSError(28, "No space left"), 503), (ValueError("7"), 500)],
)
def test_a_page_that_fails_because_the_database_or_a_disk_is_away_says_so(client, monkeypatch, trouble, status):
    """A machine reads it off the status and asks again later, a person reads that nothing is saved by half."""

    def fail(request):
        raise trouble

    client.raise_request_exception = False
    monkeypatch.setattr("fce_portal.public.front.of_today", lambda: fail(None))
    answer = client.get("/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert ("The portal has to wait a moment" in page, "El portal tiene que esperar" in page) == ((status == 503,) * 2)
    assert answer.headers.get("Retry-After") == ("30" if status == 503 else None)


def test_too_large_a_form_is_told_so(client):
    request = client.get(reverse("help")).wsgi_request
    response = views.bad_request(request, RequestDataTooBig())
    assert response.status_code == 413
    assert "Nothing was saved" in response.content.decode()


def test_accounts_are_by_invitation_only(client):
    page = client.get(reverse("account_signup")).content.decode()
    assert "Accounts come by invitation" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_after_several_wrong_passwords_the_portal_pauses(client):
    user = UserFactory()
    for _ in range(6):
        response = client.post(reverse("account_login"), {"login": user.email, "password": "wrong"})
    page = response.content.decode()
    assert "Too many" in page or response.status_code == 429


def test_settings_keep_the_language_cookie_for_a_year():
    assert settings.LANGUAGE_COOKIE_AGE >= 365 * 24 * 3600


def test_pages_come_compressed_to_browsers_that_take_it(client, db):
    page = client.get(reverse("plans:plan-overview"), headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get(reverse("plans:plan-overview"))


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/councils/meetings/3/", "/councils/"),
        ("/schools/0640611/council/bylaws/", "/councils/"),
        ("/schools/0640611/dashboard/", "/schools/"),
        ("/training/sessions/", "/councils/"),
        ("/service/56/", "/partners/"),
        ("/evaluations/25/edit/", "/partners/"),
        ("/walkthroughs/add/", "/schools/"),
        ("/bulk/2/rows/3/", "/activities/"),
        ("/publication-rule/", "/dashboard/"),
        ("/indicators/published/", "/dashboard/"),
        ("/accounts/email/", None),
    ],
)
def test_a_page_marks_the_one_entry_of_the_navigation_to_which_it_belongs(path, section):
    person = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    marked = {item.url: item.current for item in navigation.main_items(person, path) if item.current}
    assert marked == ({section: "true"} if section else {})


def test_where_councils_are_not_offered_their_pages_belong_to_the_school():
    marked = [item.url for item in navigation.main_items(AnonymousUser(), "/schools/0640611/council/") if item.current]
    assert marked == ["/schools/"]
