"""Every page × every role × own and foreign records, GET and POST, against the access table.

What must happen is worked out here from `GRANTS` and `PAGES` alone; the pages are asked through the client. How to
open an address that holds an argument is told by tests/access_table.py.
"""

import ast
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import HttpResponseNotFound
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from district import access
from district.access import DISTRICT_ROLES, GRANTS, PAGES, PUBLIC, SIGNED_IN, Can, Role, roles_granting
from fce_portal import urls
from tests.access_table import ROWS, Row, World, no_arguments

ANONYMOUS = None
WALKERS = [ANONYMOUS, *Role]
METHODS = ("get", "post")
FIRST_KEY = 1_000_001
# What machines read of a page, with a key or a year written as it is for people.
FOR_PEOPLE = re.compile(
    r"[ ](?:href|src|action|formaction|form|name|id|for|value|min|max|list|headers|hx-[a-z-]+|data-(?!label)[a-z-]+"
    r'|aria-(?:labelledby|describedby|controls|owns|activedescendant))="[^"]*\b(?:1,000,\d{3}|2,0\d\d)\b[^"]*"'
)


def addresses(resolver=None, namespace="", is_below=False):
    """(name, whether it takes arguments) of every URL of the portal. `is_below`: below a part that takes one."""
    for pattern in (resolver or get_resolver()).url_patterns:
        takes_arguments = is_below or bool(pattern.pattern.regex.groups)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner, takes_arguments)
        else:
            yield f"{namespace}{pattern.name}", takes_arguments


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all walks, everybody in it signed in once; each test undoes what it wrote, this undoes the rest."""
    with django_db_blocker.unblock(), transaction.atomic():
        let_keys_be_long()
        world = World()
        world.cookies = {role: signed_in(world.people[role]) for role in Role}
        yield world
        transaction.set_rollback(True)


def let_keys_be_long():
    """As after some years: above 999 a number that is written for people holds a comma, and no form takes it back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename) FROM pg_sequences WHERE max_value > %s", [FIRST_KEY])
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER SEQUENCE {name} RESTART WITH {FIRST_KEY}")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Asker(Client):
    """Asks as Django's own test client does, without a copy of all that each template was given: nobody looks at it."""

    def request(self, **request):
        got_request_exception.connect(self.store_exc_info, dispatch_uid="asker")
        try:
            response = self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(dispatch_uid="asker")
        self.check_exception(response)
        return response


def browser_of(world, role):
    """A browser of its own for each question: what one answer does to the cookies does not reach the next."""
    client = Asker()
    if role is not ANONYMOUS:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.cookies[role]
    return client


ALL = sorted(set(addresses()))
NAMES = [name for name, _takes_arguments in ALL]


def test_every_page_is_in_the_table_of_pages():
    missing = [name for name in NAMES if name not in PAGES]
    assert not missing, f"Say in district.access.PAGES who may open {missing}."


def test_the_table_of_pages_names_each_page_once():
    """Of a name that stands twice Python takes the last, and nobody sees that the first says something else."""
    source = ast.parse(Path(access.pages.__file__).read_text())
    keys = [key.value for table in ast.walk(source) if isinstance(table, ast.Dict) for key in table.keys
            if isinstance(key, ast.Constant)]  # fmt: skip
    names = [key for key in keys if key in PAGES]
    twice = sorted({name for name in names if names.count(name) > 1})
    assert len(names) >= len(PAGES) > 400
    assert not twice


def test_the_table_of_pages_names_no_page_that_is_gone():
    gone = [name for name in PAGES if name not in NAMES]
    assert not gone, f"These pages are in district.access.PAGES, but no URL has that name: {gone}."


def test_every_address_with_an_argument_can_be_walked():
    missing = [name for name, takes_arguments in ALL if takes_arguments and name not in ROWS]
    assert not missing, f"Say in tests/access_table.py how to open {missing} for own and foreign records."


def granted(role, permission, school, world):
    """The policy, read from GRANTS: a district role reaches every school, a school role its own."""
    return permission in GRANTS[role] and (role in DISTRICT_ROLES or school == world.ours)


def may_open_the_page(name, role):
    return PAGES[name] == PUBLIC or (role is not ANONYMOUS and PAGES[name] in {SIGNED_IN, *GRANTS[role]})


def expected(name, role, school, world, method):
    """ "sign in", "refused", "not there" or "open"."""
    row = ROWS.get(name, Row())
    if not may_open_the_page(name, role):
        return "sign in" if role is ANONYMOUS else "refused"
    if row.own and not row.own(world, role, school):
        return "not there"
    if row.sees and not granted(role, row.sees, school, world):
        return "not there"
    wanted = [row.asks, row.asks_to_write if method == "post" else None]
    if any(permission and not granted(role, permission, school, world) for permission in wanted):
        return "refused"
    return "open"


def answered(response, row):
    target = urlsplit(response.headers.get("Location", ""))
    if response.status_code == 302 and target.path == reverse("account_login") and "next=" in target.query:
        return "sign in"
    if response.status_code in {200, 204, 286, 302, 400, 409, 413, 422, 429} | set(row.ok):
        return "open"
    return {403: "refused", 404: "not there", 405: "not that way"}.get(
        response.status_code, f"status {response.status_code}"
    )


def ask(world, address, role, method):
    """Send the request as that person and undo whatever it wrote."""
    with transaction.atomic():
        response = getattr(browser_of(world, role), method)(address)
        close(response)
        transaction.set_rollback(True)
    return response


def close(response):
    """Close the file that a response may send; `response.close()` would close the database connection as well."""
    for closer in response._resource_closers:
        closer()


def says_who_can(response, name):
    row, page = ROWS.get(name, Row()), response.content.decode()
    asked = [permission for permission in (PAGES[name], row.asks, row.asks_to_write) if permission in set(Can)]
    return any(str(role.label) in page for permission in asked for role in roles_granting(permission))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_whoever_a_page_turns_away_is_turned_away_however_they_ask(method, world):
    turned_away = ask(world, reverse("indicators:operations"), Role.COUNCIL_MEMBER, method)
    assert turned_away.status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_page_opens_for_exactly_those_whom_the_table_allows(name, world):
    row = ROWS.get(name, Row())
    schools = world.schools if name in ROWS else (world.ours,)
    address_of = {school: reverse(name, kwargs=row.arguments(world, school)) for school in schools}
    wrong = []
    for role in WALKERS:
        # A page that turns a role away does so before it reads which record is asked for, or how: once is enough.
        is_open = may_open_the_page(name, role)
        for school in schools_to_ask_of(schools, role, name, world) if is_open else (world.ours,):
            for method in METHODS if is_open else ("post",):
                response = ask(world, address_of[school], role, method)
                wants, got = expected(name, role, school, world, method), answered(response, row)
                wrong += numbers_for_people(response)
                whose = "ours" if school == world.ours else "theirs"
                if got == "not that way" and is_open:
                    continue
                if wants != got:
                    wrong.append(f"{role or 'anonymous'} {method} {whose}: should be {wants}, was {got}")
                elif got == "refused" and not says_who_can(response, name):
                    wrong.append(f"{role} {method} {whose}: the refusal does not say who can")
    assert not wrong, f"{name} ({PAGES[name]}):\n" + "\n".join(wrong)


def numbers_for_people(response):
    """Keys and years that an address, a field or a link within the page would hold with a comma."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    return sorted(set(FOR_PEOPLE.findall(response.content.decode())))


def schools_to_ask_of(schools, role, name, world):
    """Who holds no school is asked for a foreign one alone, where the table expects the same of both."""
    if role in DISTRICT_ROLES or role is ANONYMOUS:
        answers = {tuple(expected(name, role, school, world, method) for method in METHODS) for school in schools}
        return schools[-1:] if len(answers) == 1 else schools
    return schools


HOSTILE_TEXTS = ["\0", "x" * 500, "../../etc/passwd", "%25", "' OR 1=1 --", "☃"]
HOSTILE_NUMBERS = [0, 10**9, 10**30]
HOSTILE_QUERY = {
    "q": "\0",
    "page": "-1",
    "year": "9" * 30,
    "school": "' OR 1=1 --",
    "month": "2025-99",
    "sort": "-password",
    "format": "exe",
    "group": "☃",
    "indicator": "x" * 3000,
    "next": "https://evil.example/",
}


@pytest.fixture
def administrator(world, db):
    return browser_of(world, Role.ADMINISTRATOR)


@pytest.mark.parametrize("name", NAMES)
def test_unknown_parameters_are_left_out_and_never_break_a_page(name, administrator, world):
    row = ROWS.get(name, Row())
    response = administrator.get(reverse(name, kwargs=row.arguments(world, world.ours)), HOSTILE_QUERY)

    close(response)
    assert response.status_code < 500
    assert urlsplit(response.headers.get("Location", "")).netloc != "evil.example"


@pytest.mark.parametrize("name", [name for name in NAMES if name in ROWS and ROWS[name].arguments is not no_arguments])
def test_a_made_up_address_leads_nowhere(name, administrator, world, monkeypatch):
    genuine = ROWS[name].arguments(world, world.ours)
    for argument, value in genuine.items():
        for place, hostile in enumerate(HOSTILE_NUMBERS if isinstance(value, int) else HOSTILE_TEXTS):
            try:
                address = reverse(name, kwargs=genuine | {argument: hostile})
            except NoReverseMatch:
                continue
            for method in ("get", "post") if place == 0 else ("get",):  # both look the record up by the same lines
                response = getattr(administrator, method)(address)
                close(response)
                assert response.status_code in (200, 302, 403, 404, 405), (address, response.status_code)
                # The page that says so is one for all; to make it each time was most of what this took.
                monkeypatch.setattr(urls, "handler404", nothing_there, raising=False)


def nothing_there(request, exception):
    return HttpResponseNotFound()
