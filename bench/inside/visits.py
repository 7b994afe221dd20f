"""Every kind of visit once, in this process: queries, processor time, and the slowest statement of each request.

What a page takes of a processor and asks of the database hardly depends on what else the machine does; a statement
that grows with the district shows here first. Forms are sent too, and undone.
"""

import time
from random import Random

from bench.inside import run


class Answer:
    queries = None  # noted elsewhere

    def __init__(self, response):
        self.status = response.status_code
        self.body = response.getvalue() if response.streaming else response.content
        self.location = response.headers.get("Location", "")

    @property
    def text(self):
        return self.body.decode(errors="replace")


class Inside:
    """A person of the cast whose requests stay in this process; notes each of them."""

    def __init__(self, has, noted):
        from django.test import Client

        from district.models import User

        self.has, self.noted = has, noted
        self.client = Client(SERVER_NAME="localhost")
        if "email" in has:
            self.client.force_login(User.objects.get(email=has["email"]))

    def get(self, path):
        return self._ask(self.client.get, path)

    def post(self, path, fields):
        return self._ask(self.client.post, path, fields)

    def _ask(self, how, path, *fields):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            started = time.process_time()
            answer = Answer(how(path, *fields))  # reading it is part of it: large files are made as they are sent
            seconds = time.process_time() - started
        slowest = max(asked.captured_queries, key=lambda query: float(query["time"]), default=None)
        self.noted.append(
            {
                "path": path,
                "status": answer.status,
                "queries": len(asked),
                "processor_ms": round(1000 * seconds, 1),
                "kB": round(len(answer.body) / 1000, 1),
                "slowest_ms": round(1000 * float(slowest["time"]), 1) if slowest else 0,
                "slowest": " ".join(slowest["sql"].split())[:300] if slowest else "",
            }
        )
        return answer


class NotedElsewhere:
    """Stands in for the load generator's asker: the person notes."""

    def note(self, *_args, **_options):
        pass


def main(turns=2):
    from django.db import transaction

    from bench.inside.cast import main as cast
    from bench.load.mix import KINDS, Choice
    from bench.load.people import ANYBODY

    told = cast(200)
    found = {}
    everybody = Known(told)
    for kind in KINDS:
        person = everybody.one_of(kind.roles, kind.fitting, ANYBODY)
        if person is None:
            found[kind.name] = "nobody"
            continue
        for _turn in range(turns):  # the last turn counts: the first fills what processes keep
            noted = []
            try:
                with transaction.atomic():
                    kind.visit(Inside(person, noted), NotedElsewhere(), Choice(everybody, 7), kind.name)
                    transaction.set_rollback(True)
            except Exception as error:
                noted.append({"error": f"{type(error).__name__}: {error}"[:200]})
        found[kind.name] = noted
    return found


class Known:
    """Who of the cast can come and what there is to read, as the mix asks for it."""

    def __init__(self, cast):
        self.read, self.people = cast["read"], cast["people"]

    def one_of(self, roles, fitting, anybody):
        if anybody in roles:
            return {}
        some = [one for role in roles for one in self.people.get(role, []) if fitting(Having(one))]
        return Random(3).choice(some) if some else None


class Having:
    def __init__(self, has):
        self.has = has


if __name__ == "__main__":
    run(main)
