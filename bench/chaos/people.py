"""The people of a run: each logs, edits, asks, answers, votes, imports, exports over HTTP, one thing after the other.

A write counts as acknowledged only where the answer came whole and says so. Where the line broke or the portal said
that it could not, the person sends the same form again, with the same key, as somebody who presses the button again.
"""

import csv
import io
import random
import re
import threading
import time
import uuid
from datetime import date, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from bench.chaos.browser import Browser, Cut, Unavailable, fields_of, options_of
from bench.chaos.writes import ACKNOWLEDGED, REFUSED, UNKNOWN, Logged, Table, settle

TRIES = 40
WITH_FILE = 0.3  # of edits
PAUSE_SECONDS = (0.15, 0.5)
SMALL_ROWS, LARGE_ROWS = 12, 1100  # above 1,000 rows a worker logs them
LOG, SERVICE, BRING = "/activities/log/", "/service/log/", "/bulk/new/activities/"
ERRORS, TAGS = re.compile(r'class="invalid-feedback"[^>]*>(.*?)</div>', re.DOTALL), re.compile(r"<[^>]*>")
CHOICES = ("FOR", "AGAINST", "ABSTAIN")
HAS_HAPPENED = (date.today() - timedelta(days=3)).isoformat()


class Person(threading.Thread):
    """`duties`: {what: how often beside others}."""

    def __init__(self, number, port, email, duties, run):
        super().__init__(daemon=True, name=f"{number} {email.partition('@')[0]}")
        self.browser = Browser(port, email, run.record, run.in_force)
        self.rng = random.Random(f"{run.seed} person {number}")
        self.duties, self.run_of, self.record = duties, run, run.record
        self.own = []  # activities that this person logged and edits
        self.wanted = True
        self.mistakes = []  # of this harness, which would hide what the portal does

    def run(self):
        while self.wanted:
            what = self.rng.choices(list(self.duties), list(self.duties.values()))[0]
            try:
                getattr(self, what)()
            except (Cut, Unavailable):
                pass  # they come back to it later
            except Exception as error:
                self.mistakes.append(f"{self.name} {what}: {type(error).__name__}: {error}")
                self.browser.is_signed_in = False
            time.sleep(self.rng.uniform(*PAUSE_SECONDS))

    def stop(self):
        self.wanted = False
        self.join(120)
        self.browser.connection.close()

    def until_answered(self, kind, send):
        """Send the same form until the portal answers; `send()` gives an outcome. The last outcome."""
        outcome = UNKNOWN
        for _number in range(TRIES):
            try:
                outcome = send()
            except (Cut, Unavailable):
                self.record.note(kind, UNKNOWN)
                outcome = UNKNOWN
                time.sleep(self.rng.uniform(0.2, 0.6))
                if not self.wanted:
                    break
            else:
                self.record.note(kind, outcome)
                break
        return outcome

    # -------------------------------------------------------------- activities

    def log(self):
        key = str(uuid.uuid4())
        page = self.browser.read(LOG).text
        families = self.rng.randint(1, 90)
        title = f"Chaos {key[:13]}"
        one = Logged(key, {"title": title}, may_be=[])
        self.record.activities[key] = one
        fields = {"activity_type": "WORKSHOP", "held_on": HAS_HAPPENED, "count": str(families), "title": title}
        fields |= {"entry_key": key, "counted": "families_total"}
        schools = [value for value, _label in options_of(page, "school") if value.isdigit()]
        if schools:
            fields["school"] = self.rng.choice(schools)

        def send():
            one.sent += 1
            answer, where = self.browser.send(LOG, fields)
            if where is None:
                self.refused(LOG, answer)
                return REFUSED
            one.pk, one.is_acknowledged = int(where.strip("/").split("/")[1]), True
            return ACKNOWLEDGED

        one.may_be = [families]
        if self.until_answered("log", send) == ACKNOWLEDGED:
            self.own.append(one)
            if self.rng.random() < 0.15:  # the button was pressed twice, or the page sent again
                self.until_answered("log again", send)

    def edit(self):
        if not self.own:
            return self.log()
        one = self.rng.choice(self.own[-12:])
        path = f"/activities/{one.pk}/edit/"
        page = self.browser.read(path)
        if page.status != 200:
            self.refused(path, page)
            return None
        fields = fields_of(page.text, "families_total")
        families = self.rng.randint(1, 90)
        fields["families_total"] = [str(families)]
        fields.pop("csrfmiddlewaretoken", None)
        if not fields.get("indicators"):
            fields["no_indicator_reason"] = ["For the whole school."]
        flyer = self.rng.random() < WITH_FILE and f"%PDF-1.4 {uuid.uuid4()} %%EOF".encode()
        if flyer:
            fields["upload"] = ("flyer.pdf", flyer)
        try:
            _answer, where = self.browser.send(path, fields)
        except (Cut, Unavailable):
            settle(one.may_be, families, UNKNOWN)
            if flyer:
                settle(one.files, sha256(flyer).hexdigest(), UNKNOWN)
            self.record.note("edit with a file" if flyer else "edit", UNKNOWN)
            raise
        if where is None and _answer.status != 409:
            self.refused(path, _answer)
        outcome = REFUSED if where is None else ACKNOWLEDGED
        if outcome == ACKNOWLEDGED:
            settle(one.may_be, families, outcome)
            if flyer:
                settle(one.files, sha256(flyer).hexdigest(), outcome)
        self.record.note("edit with a file" if flyer else "edit", outcome)
        return None

    def refused(self, path, answer):
        """No fault refuses a form that is right: it is noted, because it may be the harness that is wrong."""
        errors = [TAGS.sub("", one).strip() for one in ERRORS.findall(answer.text)][:3]
        self.mistakes.append(f"{self.name} {path}: {answer.status} {errors}")

    # -------------------------------------------------------------- service, its questions and answers

    def serve(self):
        """A partner logs what it delivered."""
        key = str(uuid.uuid4())
        page = self.browser.read(SERVICE).text
        place = self.rng.choice([value for value, _label in options_of(page, "place") if value])
        adults = self.rng.randint(1, 30)
        one = Logged(key, {"adults_total": adults})
        self.record.service[key] = one
        fields = {
            "place": place,
            "starts_on": HAS_HAPPENED,
            "sessions": "1",
            "hours": "1.5",
            "note": f"Chaos {key[:13]}",
        }
        fields |= {"adults_total": str(adults), "entry_key": key}

        def send():
            one.sent += 1
            answer, where = self.browser.send(SERVICE, fields)
            if where is None:
                self.refused(SERVICE, answer)
                return REFUSED
            one.pk, one.is_acknowledged = int(where.strip("/").split("/")[1]), True
            return ACKNOWLEDGED

        if self.until_answered("service", send) == ACKNOWLEDGED:
            self.run_of.to_ask.append(one)

    def step(self, one, name, text=""):
        """One step of an entry; acknowledged where the page afterwards says that it was taken."""
        path = f"/service/{one.pk}/{name}/"
        fields = {"text": text} if text else {}
        self.browser.read(f"/service/{one.pk}/")
        if text:
            self.record.remarks[text] = False
        try:
            _answer, where = self.browser.send(path, fields)
            page = self.browser.get(where).text if where else ""
        except (Cut, Unavailable):
            self.record.note(name, UNKNOWN)
            return UNKNOWN
        outcome = ACKNOWLEDGED if "This entry is now:" in page else REFUSED
        if outcome == ACKNOWLEDGED and text:
            self.record.remarks[text] = True
        self.record.note(name, outcome)
        return outcome

    def question(self):
        """The principal asks about an entry, or confirms it."""
        if not self.run_of.to_ask:
            return
        one = self.run_of.to_ask.pop()
        if self.rng.random() < 0.3:
            self.step(one, "confirm")
        elif self.step(one, "question", f"Which evening? {uuid.uuid4()}") == ACKNOWLEDGED:
            self.run_of.to_answer.append(one)

    def answer(self):
        """The partner answers what was asked."""
        if self.run_of.to_answer:
            self.step(self.run_of.to_answer.pop(0), "answer", f"The second one. {uuid.uuid4()}")

    # -------------------------------------------------------------- votes

    def vote(self):
        motion = self.rng.choice(self.run_of.motions)
        term, choice = self.rng.choice(motion["terms"]), self.rng.choice(CHOICES)
        page = f"/councils/meetings/{motion['meeting']}/motions/{motion['motion']}/"
        self.browser.read(page)
        may_be = self.record.votes[motion["motion"], term]
        try:
            _answer, where = self.browser.send(f"{page}votes/{term}/", {"choice": choice})
        except (Cut, Unavailable):
            settle(may_be, choice, UNKNOWN)
            self.record.note("vote", UNKNOWN)
            return
        if where is None:
            self.refused(page, _answer)
            return
        settle(may_be, choice, ACKNOWLEDGED)
        self.record.note("vote", ACKNOWLEDGED)

    # -------------------------------------------------------------- tables

    def bring(self, rows=SMALL_ROWS):
        key = str(uuid.uuid4())
        mark = f"Chaos {key[:13]}"
        one = Table(mark, rows, is_large=rows > 1000)
        self.record.tables[mark] = one
        fields = {"key": key, "grid": table_of(mark, rows, self.run_of.school_code)}
        self.browser.read(BRING)

        def send():
            answer, where = self.browser.send(BRING, fields)
            if where is None:
                self.refused(BRING, answer)
                return REFUSED
            one.address = where
            return ACKNOWLEDGED

        if self.until_answered("bring a table", send) == ACKNOWLEDGED:
            self.until_answered("log a table", lambda: self.log_table(one))

    def bring_large(self):
        self.bring(LARGE_ROWS)

    def log_table(self, one):
        """Look at the table and do what its page offers, as a person does who comes back to it."""
        until = time.monotonic() + (90 if one.is_large else 20)
        while time.monotonic() < until and self.wanted:
            page = self.browser.read(one.address).text
            if says_logged(page):
                one.is_acknowledged = True
                return ACKNOWLEDGED
            if f'action="{one.address}again/"' in page:
                self.browser.send(f"{one.address}again/", {})
            elif may_be_logged(page):
                _answer, where = self.browser.send(one.address, {"choice": "with-asked"})
                one.is_asked = one.is_asked or where is not None
            time.sleep(0.5)
        return UNKNOWN

    # -------------------------------------------------------------- files

    def export(self):
        """A list as a file, read to its end."""
        today = date.today()
        asked = {"format": "csv", "since": (today - timedelta(days=30)).isoformat()}
        try:
            answer = self.browser.read("/activities/?" + urlencode(asked))
        except (Cut, Unavailable):
            self.record.note("export", UNKNOWN)
            raise
        rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
        widths = {len(row) for row in rows}
        if answer.status != 200 or len(widths) != 1:
            self.record.exports.append(f"{answer.status}, rows of {sorted(widths)} cells")
        self.record.note("export", ACKNOWLEDGED)

    def look(self):
        """What everybody does in between."""
        is_of_a_school_or_the_district = {"log", "bring"} & set(self.duties)
        self.browser.read(
            self.rng.choice(["/", "/activities/", "/dashboard/"] if is_of_a_school_or_the_district else ["/"])
        )


def table_of(mark, rows, school_code):
    """Cells as a spreadsheet has them: one activity a line."""
    head = ["activity_type", "title", "held_on", "school_code", "families_total"]
    days = [(date.today() - timedelta(days=3 + number)).isoformat() for number in range(80)]
    lines = [
        ["Workshop", f"{mark} {number}", days[number % len(days)], school_code, str(number % 60 + 1)]
        for number in range(rows)
    ]
    return "\n".join("\t".join(line) for line in [head, *lines])


def says_logged(page):
    return "Take the whole table back" in page


def may_be_logged(page):
    return "<h2>Log the rows</h2>" in page
