"""A visitor who keeps their nerve: asks again where the line breaks, and notes what each answer looked like."""

import http.client
import time
from html.parser import HTMLParser

from bench.http import Visitor
from bench.services import PASSWORD

WAIT_SECONDS = 30


class Cut(Exception):
    """The answer did not come, or not to its end: what was asked for may be done or not."""


class Unavailable(Exception):
    """The portal said that it could not: 503, or an error page."""

    def __init__(self, answer):
        super().__init__(answer.status)
        self.answer = answer


class Browser(Visitor):
    """One person's browser. `faults`: says what is broken right now, for the count of answers."""

    def __init__(self, port, email, record, faults):
        super().__init__(port)
        self.connection.timeout = WAIT_SECONDS
        self.email, self.record, self.faults = email, record, faults
        self.is_signed_in = False

    def ask(self, method, path, body, headers):
        during = self.faults()
        started = time.monotonic()
        try:
            answer = super().ask(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            what = "no answer in time" if isinstance(error, TimeoutError) else "line cut"
            during = during or self.faults()
            self.count(during, what)
            raise Cut(f"{method} {path} {type(error).__name__} after {time.monotonic() - started:.1f} s") from error
        during = during or self.faults()
        self.count(during, kind_of(answer))
        if answer.status in (400, 403, 404, 413, 429):
            with self.record.lock:
                self.record.oddities.append(f"{method} {path} {answer.status} while {during or 'nothing'} was broken")
        if answer.status >= 500:
            self.judge(path, during, answer)
        if answer.status in (500, 502, 503, 504):
            raise Unavailable(answer)
        return answer

    def count(self, during, what):
        with self.record.lock:
            self.record.answers[during or "nothing broken", what] += 1

    def judge(self, path, during, answer):
        """A person has to be told in words; a stack or an empty page is none."""
        text = answer.body.decode(errors="replace")
        with self.record.lock:
            if "Traceback" in text or "<h1" not in text:
                self.record.failures.append((path, during, f"{answer.status} without words: {text[:120]!r}"))
            elif answer.status == 500:
                self.record.failures.append((path, during, f"500 {code_in(text)}"))

    # -------------------------------------------------------------- what people do

    def read(self, path):
        """A page for people who are signed in."""
        if not self.is_signed_in:
            self.enter()
        answer = self.get(path)
        if answer.status == 302 and "/accounts/login/" in answer.headers.get("Location", ""):
            self.enter()
            answer = self.get(path)
        return answer

    def enter(self):
        self.cookies.clear()
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": self.email, "password": PASSWORD})
        if answer.status != 302:
            raise Unavailable(answer)
        self.is_signed_in = True

    def send(self, path, fields):
        """Send a form. The answer, and the page that it leads to where it leads on (both read to their ends)."""
        answer = self.post(path, fields)
        if answer.status != 302:
            return answer, None
        where = answer.headers["Location"].partition("#")[0]
        if "/accounts/login/" in where:
            self.is_signed_in = False
            raise Unavailable(answer)
        return answer, where


def kind_of(answer):
    if answer.status < 400:
        return "done"
    return {503: "503, says why", 500: "500, error page"}.get(answer.status, str(answer.status))


def code_in(text):
    head, found, rest = text.partition('<strong class="text-nowrap">')
    return rest.partition("<")[0] if found else ""


class Fields(HTMLParser):
    """What a browser would send of the form that holds the field `name`."""

    def __init__(self, html, name):
        super().__init__()
        self.forms, self.form, self.select, self.area = [], None, None, None
        self.feed(html)
        self.found = next((form for form in self.forms if any(key == name for key, _value in form)), [])

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.form = []
            self.forms.append(self.form)
        if self.form is None:
            return
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in ("submit", "file", "button"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.form.append((name, given.get("value") or ""))
        elif tag == "select" and name:
            self.select = [name, [], "multiple" in given]
        elif tag == "option" and self.select:
            self.select[1].append((given.get("value", ""), "selected" in given))
        elif tag == "textarea" and name:
            self.area = [name, ""]

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select" and self.select:
            name, options, is_several = self.select
            chosen = [value for value, is_chosen in options if is_chosen]
            if self.form is not None:
                self.form += [
                    (name, value) for value in chosen or ([] if is_several else [value for value, _ in options][:1])
                ]
            self.select = None
        elif tag == "textarea" and self.area:
            if self.form is not None:
                self.form.append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None


def fields_of(html, name):
    """{field: [values]} of the form on a page that has a field of this name."""
    found = {}
    for key, value in Fields(html, name).found:
        found.setdefault(key, []).append(value)
    return found


def options_of(html, name):
    """[(value, label)] of a choice on a page."""
    head, found, rest = html.partition(f'<select name="{name}"')
    if not found:
        return []
    parts = rest.partition("</select>")[0].split("<option value=")[1:]
    return [(part[1:].partition('"')[0], part.partition(">")[2].partition("<")[0].strip()) for part in parts]
