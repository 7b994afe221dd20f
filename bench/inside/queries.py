"""How many queries a page asks, session and person included: {path: [where it is kept, where it is made anew]}."""

from bench.inside import run


def main(email, *paths):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from district.models import User
    from indicators import kept_pages

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email))
    found = {}
    for path in paths:
        client.get(path)
        kept_pages.forget()
        counted = []
        for _ in ("made anew", "kept"):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status_code}.")
            counted.append(len(asked))
        found[path] = counted[::-1]
    return found


if __name__ == "__main__":
    run(main)
