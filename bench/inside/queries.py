"""How many queries a page asks, session and person included: {path: {state (see bench.parts.pages): queries}}."""

from bench.inside import run
from bench.parts.pages import CHANGES


def main(email, *paths):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from district.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email))
    found = {}
    for path in paths:
        found[path] = {}
        client.get(path)
        for state, statement in CHANGES.items():
            if statement:
                with connection.cursor() as cursor:
                    cursor.execute(statement)
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status_code}.")
            found[path][state] = len(asked)
    return found


if __name__ == "__main__":
    run(main)
