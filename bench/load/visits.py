"""What a person does in one visit: each function asks once or twice and has every request noted."""

import re
import uuid
from urllib.parse import quote

from bench.load.pages import form_with
from bench.load.people import Refused
from bench.settings import YESTERDAY

TAG = re.compile(r"<[^>]*>")
ASKED_ELSEWHERE = "Nothing is overwritten yet"  # what a second saver reads: an answer as good as a saved one


def read(person, asker, kind, path):
    answer = person.get(path)
    asker.note(kind, answer.queries, "" if answer.status == 200 else f"{path} answered {answer.status}")
    if answer.status != 200:
        raise Refused(f"{path} answered {answer.status}")
    return answer


def send(person, asker, kind, path, fields):
    answer = person.post(path, fields)
    conflict = answer.status == 409 or (answer.status == 200 and ASKED_ELSEWHERE in answer.text)
    saved = answer.status == 302 and not answer.location.startswith("/accounts/")
    error = "" if saved or conflict else f"{path} answered {answer.status} to a form: {told(answer)}"
    asker.note(kind, answer.queries, error)
    return answer


def told(answer):
    """The first thing that the page says is wrong with the form."""
    _before, found, after = answer.text.partition("invalid-feedback")
    return " ".join(TAG.sub(" ", after.partition(">")[2][:600]).split())[:120] if found else ""


def page(path):
    """A visit that reads one page; `path` may name what of the person or of what everybody reads fills it."""

    def visit(person, asker, choose, kind):
        read(person, asker, kind, path.format(**choose.words(person)))

    return visit


def log_an_activity(person, asker, choose, kind):
    form = form_with(read(person, asker, "form of an activity", "/activities/log/").text, "entry_key")
    form |= {
        "activity_type": choose.of(["WORKSHOP", "CONFERENCE", "SOCIAL"]),
        "held_on": YESTERDAY,
        "count": str(choose.number(5, 60)),
        "counted": "families_total",
        "title": f"Family evening {choose.number(1, 10_000)}",
        "entry_key": str(uuid.uuid4()),
        "confirmed": "on",
    }
    send(person, asker, kind, "/activities/log/", form)


def edit_an_activity(person, asker, choose, kind):
    path = f"/activities/{choose.of(person.has['activities'])}/edit/"
    form = form_with(read(person, asker, "activity to change", path).text, "version")
    form["notes"] = [f"Families asked for a second evening ({choose.number(1, 9999)})."]
    if "indicators" not in form:  # the full form asks for one, or for the reason
        form["no_indicator_reason"] = ["It serves all of them."]
    send(person, asker, kind, path, form)


def move_a_step(person, asker, choose, kind):
    has = person.has
    path = f"/plan/schools/{has['school']}/{has['year']}/steps/{choose.of(has['steps'])}/edit/"
    form = form_with(read(person, asker, "step to move", path).text, "seen")
    state = choose.of(["UNDER_WAY", "DONE", "NOT_STARTED"])
    send(person, asker, kind, path, form | {"state": state, "done_on": ""})


def write_an_update(person, asker, choose, kind):
    cycle, code = choose.of(choose.everybody.read["works"])
    path = f"/plan/{cycle}/initiatives/{code}/updates/add/"
    form = form_with(read(person, asker, "form of an update", path).text, "happened")
    happened = f"Nine schools took part ({choose.number(1, 9999)})."
    send(person, asker, kind, path, form | {"rating": "ON_TRACK", "happened": happened})


def comment_a_compact(person, asker, choose, kind):
    path = f"/compacts/{person.has['school']}/{person.has['year']}/"
    read(person, asker, "compact to review", path)
    read(person, asker, "form of a comment", f"{path}comments/reports/add/")
    send(
        person, asker, kind, f"{path}comments/reports/add/", {"text": "Say it in shorter words, please.", "wording": ""}
    )


def search(person, asker, choose, kind):
    words = choose.of(["family evening", "reading", "School 12", "workshop", "home visit", "compact", "noche"])
    read(person, asker, kind, f"/search/?q={quote(words)}")


def take_a_packet(person, asker, choose, kind):
    pk = choose.of(choose.everybody.read["packets"])
    read(person, asker, "packet's page", f"/packets/{pk}/")
    read(person, asker, kind, f"/packets/{pk}/file/")
