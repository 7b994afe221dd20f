"""Signing in through the district's own service, with a real OpenID provider at the other end of a real connection."""

import http.client
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from district import invitations
from district.access import Role
from district.models import User
from fce_portal.sign_on_settings import apps_from
from tests.district.identity_provider import IdentityProvider
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ANA = "ana@hartford.example"


@pytest.fixture(scope="module")
def service():
    running = IdentityProvider()
    yield running
    running.stop()


@pytest.fixture
def provider(service, settings):
    cache.clear()
    service.start_again()
    service.person = {"email": ANA, "email_verified": True}
    use(settings, service.app())
    return service


def use(settings, *apps):
    settings.SINGLE_SIGN_ON = list(apps)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": list(apps)}}


@pytest.fixture
def ana():
    return known(ANA)


def known(email, verified=True):
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def go_through(client, wanted=""):
    """Click on the service's link, sign in there, and follow the way back; the portal's answer."""
    begun = client.get(reverse("openid_connect_login", args=["district"]), {"next": wanted} if wanted else {})
    back = redirect_of(begun.url)
    return client.get(f"{back.path}?{back.query}")


def redirect_of(address):
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    connection.close()
    return urlsplit(answer.headers["Location"])


def is_in(client):
    return client.session.get("_auth_user_id")


def words_of(answer):
    assert answer.status_code == 401
    return answer.content.decode()


def test_a_known_person_gets_in_and_to_the_page_they_wanted(client, provider, ana):
    link = client.get(reverse("account_login"), {"next": "/schools/"}).content.decode()
    assert "Sign in with District account" in link and "next=%2Fschools%2F" in link

    assert go_through(client, "/schools/").url == "/schools/"
    assert is_in(client) == str(ana.pk)
    kept = SocialAccount.objects.get(user=ana)
    assert (kept.provider, kept.uid, kept.extra_data) == ("district", "7", {})


def test_the_address_may_differ_in_case_and_come_from_the_other_page_of_the_service(client, provider, ana):
    provider.person = {}
    provider.told = {"sub": "7", "email": "Ana@Hartford.Example", "email_verified": True}
    go_through(client)
    assert is_in(client) == str(ana.pk)


def test_nobody_signs_up_that_way(client, provider):
    assert "Nobody with this e-mail address" in words_of(go_through(client))
    assert not User.objects.exists() and not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another page"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"sub": None},
        {"azp": "another page"},
        {"method": "none"},
        {"method": "HS256"},
    ],
)
def test_a_token_that_is_not_for_us_or_not_in_its_time_opens_nothing(client, provider, ana, wrong):
    provider.wrong = wrong
    assert "could not be proven genuine" in words_of(go_through(client))
    assert not is_in(client)


def test_a_wrong_signature_opens_nothing(client, provider, ana):
    provider.key_of_token = provider.other_key
    assert "could not be proven genuine" in words_of(go_through(client))
    assert not is_in(client)


def test_what_another_person_tells_does_not_fill_up_a_token(client, provider, ana):
    provider.person, provider.told = {}, {"sub": "8", "email": ANA, "email_verified": True}
    assert "could not be proven genuine" in words_of(go_through(client))


@pytest.mark.parametrize("said", [False, "false", None, 1])
def test_an_address_that_the_service_has_not_confirmed_opens_nothing(client, provider, ana, said):
    provider.person = {"email": ANA, "email_verified": said}
    answer = go_through(client)
    if said == 1:  # some services write a number
        assert is_in(client)
        return
    assert "has not confirmed your e-mail address" in words_of(answer)


def test_a_service_that_never_says_is_believed_for_the_domains_of_the_district(client, provider, ana, settings):
    use(settings, provider.app(domains=["hartford.example"]))
    provider.person = {"email": ANA}
    go_through(client)
    assert is_in(client)

    known("eve@elsewhere.example")
    provider.person, other = {"email": "eve@elsewhere.example", "email_verified": True, "sub": "9"}, Client()
    assert "does not speak for your e-mail address" in words_of(go_through(other))


@pytest.mark.parametrize("email", [None, "", "no address"])
def test_a_service_that_names_no_address_opens_nothing(client, provider, ana, email):
    provider.person = {"email": email}
    assert "named no e-mail address" in words_of(go_through(client))


def test_an_address_that_we_have_not_confirmed_opens_nothing(client, provider):
    known(ANA, verified=False)
    assert "Nobody with this e-mail address" in words_of(go_through(client))


def test_a_shut_account_stays_shut(client, provider, ana):
    ana.is_active = False
    ana.save()
    assert go_through(client).url == reverse("account_inactive")
    assert not is_in(client)


def test_an_address_that_was_given_to_another_person_opens_nothing_until_an_administrator_looks(client, provider, ana):
    go_through(client)
    provider.person["sub"] = "8"
    other = Client()
    assert "belonged to another account" in words_of(go_through(other))

    administrator = Client()
    administrator.force_login(MembershipFactory(role=Role.ADMINISTRATOR, school=None).user)
    administrator.post(reverse("district:person-sign-on-forget", args=[ana.pk]))
    go_through(other)
    assert is_in(other) == str(ana.pk)


def test_a_way_back_that_nobody_began_here_opens_nothing(client, provider, ana):
    begun = Client().get(reverse("openid_connect_login", args=["district"]))
    back = redirect_of(begun.url)
    answer = client.get(f"{back.path}?{back.query}")
    assert "begun too long ago or in another window" in words_of(answer)
    assert not is_in(client)


def test_who_stops_at_the_service_is_told_so(client, provider):
    begun = client.get(reverse("openid_connect_login", args=["district"]))
    state = begun.url.partition("state=")[2].partition("&")[0]
    answer = client.get(
        reverse("openid_connect_callback", args=["district"]), {"error": "access_denied", "state": state}
    )
    assert answer.url == reverse("socialaccount_login_cancelled")
    assert "You stopped the sign-in" in client.get(answer.url).content.decode()


def test_a_service_that_does_not_answer_is_said_in_words(client, provider, settings):
    use(settings, provider.app(server_url="http://127.0.0.1:9"))
    answer = client.get(reverse("openid_connect_login", args=["district"]))
    assert "does not answer" in words_of(answer)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/"])
def test_the_way_goes_on_to_our_own_pages_alone(client, provider, ana, wanted):
    assert go_through(client, wanted).url == reverse("home")


def test_a_second_factor_shown_there_counts_if_the_district_says_so(client, provider, settings):
    settings.SECOND_FACTOR_ROLES = ["ADMINISTRATOR"]
    known_as = MembershipFactory(role=Role.ADMINISTRATOR, school=None, user__email=ANA).user
    EmailAddress.objects.create(user=known_as, email=ANA, verified=True, primary=True)
    go_through(client)
    assert client.get(reverse("district:person-list")).url == reverse("mfa_index")

    use(settings, provider.app(second_factor=True))
    go_through(client)
    assert client.get(reverse("district:person-list")).status_code == 200


def test_people_of_the_districts_domain_can_be_held_to_its_service(client, provider, ana, settings):
    settings.SIGN_ON_ONLY_DOMAINS = ["hartford.example"]
    ana.set_password("a quiet river in autumn")
    ana.save()
    client.post(reverse("account_login"), {"login": ANA, "password": "a quiet river in autumn"})
    assert not is_in(client)
    for name in ("account_request_login_code", "account_reset_password"):
        answer = client.post(reverse(name), {"email": ANA})
        assert "sign in with its own service" in answer.content.decode()
    assert invitations.path_for(ana) == reverse("account_login")

    go_through(client)
    assert is_in(client)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "must be a JSON list"),
        ('{"id": "google"}', "must be a JSON list"),
        ('[{"id": "google", "name": "Google"}]', "client_id, secret, server is missing"),
        ('[{"id": "a b", "name": "A", "server": "https://a", "client_id": "1", "secret": "2"}]', "letters, digits"),
        (
            '[{"id": "a", "name": "A", "server": "https://a", "client_id": "1", "secret": "2", "scope": "all"}]',
            "scope is not known",
        ),
    ],
)
def test_a_setting_that_is_wrong_says_what_is_wrong(text, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        apps_from(text)


def test_no_setting_means_no_service():
    assert apps_from("") == []
