"""A visitor on one kept-alive connection, with cookies; times what the server takes to answer in full."""

import http.client
import re
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from urllib3.filepost import encode_multipart_formdata

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes
    seconds: float

    @property
    def text(self):
        return self.body.decode()


def each(fields):
    """(name, value) of all fields, those with several values as often."""
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            yield name, one


IDLE_SECONDS = 1  # gunicorn hangs up on connections that are idle for two


class Visitor:
    def __init__(self, port, host="127.0.0.1"):
        self.connection = http.client.HTTPConnection(host, port, timeout=60)
        self.host, self.port = host, port
        self.cookies = {}
        self.answered_at = 0.0

    def get(self, path, **headers):
        return self.ask("GET", path, None, headers)

    def post(self, path, fields, **headers):
        """Send a form with the token of the last page that had one; a file is (name, bytes)."""
        fields = {"csrfmiddlewaretoken": self.token(), **fields}
        if any(isinstance(value, tuple) for value in fields.values()):
            body, headers["Content-Type"] = encode_multipart_formdata(list(each(fields)))
            return self.ask("POST", path, body, headers)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self.ask("POST", path, urlencode(fields, doseq=True), headers)

    def ask(self, method, path, body, headers):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        if time.perf_counter() - self.answered_at > IDLE_SECONDS:
            self.connection.close()
            self.connection.connect()
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        body = response.read()
        self.answered_at = time.perf_counter()
        answer = Answer(response.status, dict(response.headers), body, self.answered_at - started)
        self.keep_cookies(response.headers.get_all("Set-Cookie") or [])
        return answer

    def keep_cookies(self, headers):
        for header in headers:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value

    def token(self):
        return self.cookies["csrftoken"]

    def sign_in(self, email, password):
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": email, "password": password})
        if answer.status != 302:
            raise RuntimeError(f"{email} could not sign in (status {answer.status}).")
        return self
