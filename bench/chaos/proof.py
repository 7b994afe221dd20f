"""Holds the portal against what people were told: everything acknowledged is there, once, and nothing is there in half.

Each function gives findings in words; none means that it held.
"""

from collections import Counter

from bench.chaos.browser import Browser, Cut, Unavailable

PAGES = {
    "central": ["/", "/activities/", "/dashboard/", "/bulk/", "/service/", "/councils/", "/partners/"],
    "principal": ["/", "/activities/", "/activities/log/", "/service/", "/notices/"],
    "admin": ["/", "/outbox/", "/operations/", "/faults/", "/history/", "/runs/"],
    "partner": ["/", "/service/", "/service/log/"],
    "council": ["/", "/councils/"],
}
MAIL_SLACK = 15  # seconds around a fault within which it may explain a mail that came twice


def findings_of(record, state, storm, post, port):
    return [
        *of_activities(record, state),
        *of_service(record, state),
        *of_votes(record, state),
        *of_tables(record, state),
        *of_jobs(state),
        *(f"{one['what']} names a file that is {one['how']}" for one in state["files"]),
        *of_mails(state, storm, post),
        *of_pages(record, port),
        *(f"a file was not whole: {one}" for one in record.exports),
        *(
            f"{path} answered {what} during {during or 'nothing broken'}"
            for path, during, what in broken_answers(record)
        ),
        *storm.findings,
    ]


def broken_answers(record):
    """Answers that nobody should see: a stack at any time, an error page while nothing was broken."""
    return [one for one in record.failures if "without words" in one[2] or not one[1]]


def of_activities(record, state):
    for key, one in record.activities.items():
        there = state["activities"].get(key)
        if there is None:
            if one.is_acknowledged:
                yield f"activity {key} was acknowledged and is missing"
            continue
        if there["families_total"] not in one.may_be:
            yield f"activity {key} says {there['families_total']}, sent and acknowledged were {one.may_be}"
        if there["file"] not in one.files:
            yield f"activity {key} has the file {there['file']}, sent and acknowledged were {one.files}"
        if there["title"] != one.values["title"]:
            yield f"activity {key} is called {there['title']}"
        if there["begun"] != 1 or there["last"] != there["families_total"] or there["without_circumstances"]:
            yield f"activity {key} and its history differ: {there}"
    for title, number in state["titles"].items():
        if number != 1:
            yield f"“{title}” is there {number} times"


def of_service(record, state):
    for key, one in record.service.items():
        there = state["service"].get(key)
        if there is None:
            if one.is_acknowledged:
                yield f"service {key} was acknowledged and is missing"
        elif there["adults_total"] != one.values["adults_total"] or not there["events"]:
            yield f"service {key} is not what was sent: {there}"
    for note, number in state["service_notes"].items():
        if number != 1:
            yield f"service “{note}” is there {number} times"
    for text, is_acknowledged in record.remarks.items():
        number = state["remarks"].get(text, 0)
        if number > 1 or (is_acknowledged and number != 1):
            yield f"“{text}” is there {number} times"
        elif number and not state["remarks_told"].get(text):
            yield f"“{text}” is there and nobody was told"


def of_votes(record, state):
    there = {(one["motion"], one["term"]): one for one in state["votes"]}
    for key, may_be in record.votes.items():
        one = there[key]
        if may_be and one["choice"] not in may_be and not (one["choice"] == "" and len(one["events"]) == 1):
            yield f"vote {key} is {one['choice']}, sent were {may_be}"
        if one["events"][-1] != one["choice"]:
            yield f"vote {key} is {one['choice']}, its history ends with {one['events'][-1]}"


def of_tables(record, state):
    rows = Counter(title.rpartition(" ")[0] for title in state["titles"] if title.count(" ") == 2)
    for mark, one in record.tables.items():
        if rows[mark] not in (0, one.rows):
            yield f"table {mark} is there in part: {rows[mark]} of {one.rows} rows"
        if one.is_acknowledged and rows[mark] != one.rows:
            yield f"table {mark} was acknowledged and has {rows[mark]} of {one.rows} rows"
    for one in state["uploads"]:
        if one["state"] in ("CHECKING", "LOGGING", "UNDOING"):
            yield f"table {one['pk']} is {one['state']} for ever: {one}"


def of_jobs(state):
    for one in state["jobs"]:
        if one["state"] in ("WAITING", "RUNNING"):
            yield f"a job is {one['state']} for ever: {one}"


def of_mails(state, storm, post):
    """Each mail that the outbox calls sent came; none came twice but where the line broke while it was noted."""
    came = {}
    for one in post.taken:
        came.setdefault(one.message_id, []).append(one)
    rows = {one["id"]: one for one in state["mails"]}
    for identity, one in rows.items():
        if one["state"] == "SENT" and identity not in came and one["pk"] not in storm.mails_before:
            yield f"mail {one['pk']} is called sent and never came"
        if one["state"] in ("WAITING", "FAILED"):
            yield f"mail {one['pk']} never left: {one['reason']}"
    for identity in came:
        if identity not in rows:
            yield f"a mail came that the outbox does not know: {identity}"
    for identity, several in came.items():
        if len(several) > 1 and not any(explains(storm, one) for one in several[:-1]):
            yield f"mail {identity} came {len(several)} times without a fault that explains it"
    if state["notices_without_mail"]:
        yield f"{state['notices_without_mail']} notices that were wanted at once were never mailed"


def explains(storm, taken):
    return any(
        fault.kind.tells_on_mail and fault.began - MAIL_SLACK <= taken.at <= fault.ended + MAIL_SLACK
        for fault in storm.faults
    )


def came_twice(post):
    """How many mails came more than once, all with the same Message-ID."""
    return sum(number > 1 for number in Counter(one.message_id for one in post.taken).values())


def of_pages(record, port):
    """After all is over no page fails, whoever looks."""
    for name, paths in PAGES.items():
        browser = Browser(port, f"{name}@hartford.example", record, lambda: "")
        for path in paths:
            try:
                answer = browser.read(path)
            except (Cut, Unavailable) as error:
                yield f"afterwards {path} failed for {name}: {error}"
            else:
                if answer.status >= 400:
                    yield f"afterwards {path} answered {answer.status} for {name}"
