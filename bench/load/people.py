"""Everybody who visits: people of each role with a session of their own, and readers without an account.

Each visit has a connection of its own, as between a proxy and the server without a pool, so that it is the server that
decides which of its processes takes it. Each person comes from an address of their own: limits count by address.
"""

import http.client
import itertools
from http.cookies import SimpleCookie
from random import Random
from urllib.parse import urlencode

from bench.load.wsgi_header import HEADER
from bench.services import PASSWORD

TIMEOUT = 60  # seconds after which an answer is an error
ANYBODY = "PUBLIC"
addresses = (f"10.{a}.{b}.{c}" for a, b, c in itertools.product(range(1, 250), range(250), range(1, 250)))


class Refused(Exception):
    """The server answered with something else than the visit is about."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.body = status, body
        queries = headers.get(HEADER)
        self.queries = int(queries) if queries else None
        self.location = headers.get("Location", "")

    @property
    def text(self):
        return self.body.decode(errors="replace")


class Person:
    """One visitor: cookies that last, an address, and what they work on (`has`, from bench.inside.cast)."""

    def __init__(self, port, has=None):
        self.port, self.has, self.cookies = port, has or {}, {}
        self.address = next(addresses)

    def get(self, path):
        return self._ask("GET", path, None, {})

    def post(self, path, fields):
        fields = {**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields, doseq=True), kind)

    def _ask(self, method, path, body, headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**headers, "Cookie": cookies, "X-Forwarded-For": self.address, "Connection": "close"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return answer

    def sign_in(self, asker):
        """Open the page, send the password; raises Refused where the server does not let the person in."""
        answer = self.get("/accounts/login/")
        asker.note("page to sign in", answer.queries)
        answer = self.post("/accounts/login/", {"login": self.has["email"], "password": PASSWORD})
        if answer.status != 302:
            raise Refused(f"{self.has['email']} could not sign in: {answer.status}")
        asker.note("sign in", answer.queries)


class Everybody:
    """Who can come: {role: [Person]}."""

    def __init__(self, port, cast):
        self.read = cast["read"]
        self.by_role = {role: [Person(port, one) for one in some] for role, some in cast["people"].items()}
        self.by_role[ANYBODY] = [Person(port) for _ in range(200)]

    @property
    def with_account(self):
        return [person for role, some in self.by_role.items() if role != ANYBODY for person in some]

    def one_of(self, roles, luck, fitting=lambda person: True):
        """Somebody of these roles who has what the visit needs; None where the district has nobody like that."""
        some = [person for role in roles for person in self.by_role.get(role, []) if fitting(person)]
        return Random(luck).choice(some) if some else None
