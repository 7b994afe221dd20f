"""Whether anything that is served depends on what is hidden, in whatever form: pages are read, the hidden figures are
moved, and the same pages are read again. Who hides well says the same both times, to the last coordinate of a drawing.

It finds what the ear cannot hear (`telling`): differences, rounded shares, lengths of bars. Figures are moved in a
transaction that is taken back.
"""

import hashlib
import random
import re
import time
from contextlib import contextmanager

from django.db import transaction

from indicators.attack import stored
from indicators.attack.served import ANYBODY, Reading, host, standing_in
from indicators.models import PublicationStamp

OF_A_REQUEST = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"X-CSRFToken": ?"[^"]*"')
MOVED = ("page", "feed")  # what is read twice; files and documents take their figures from the same readers
NEVER_GIVEN = 10**15  # no stamp of a publication is as high, so nothing that was kept meets what is read here


def read_twice(addresses, *, until=None):
    """A Reading of anybody; `depends` names the addresses that say something else once hidden figures are moved."""
    reading = Reading("anybody, before and after hidden figures are moved", {})
    with standing_in(ANYBODY, []) as client:
        before = dict(_read(reading, client, addresses, until))
        with _moved():
            suspects = [path for path, seen in before.items() if _seen(client, path) != seen]
        _begin_anew()
        # What differs from one moment to the next for other reasons differs now as well.
        reading.depends += [path for path in suspects if _seen(client, path) == before[path]]
    return reading


def _read(reading, client, addresses, until):
    _begin_anew()
    for address in addresses:
        if address.kind not in MOVED:
            continue
        if until is not None and time.monotonic() > until:
            reading.unread += 1
            continue
        seen = _seen(client, address.path)
        if seen is None:
            reading.refused += 1
        else:
            reading.kinds[f"{address.kind} twice"] += 1
            yield address.path, seen


def _seen(client, path):
    """A digest of what an address serves, without what belongs to one request; None where it serves nothing."""
    response = client.get(path, secure=True, headers={"host": host()})
    if response.status_code != 200:
        return None
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return hashlib.sha256(OF_A_REQUEST.sub(b"", content)).digest()


@contextmanager
def _moved():
    with transaction.atomic():
        stored.move_hidden()
        _begin_anew()
        yield
        transaction.set_rollback(True)


def _begin_anew():
    """Nothing that was kept ready is served."""
    PublicationStamp.advance()
    PublicationStamp.objects.filter(pk=1).update(number=NEVER_GIVEN + random.randrange(NEVER_GIVEN))


__all__ = ["read_twice"]
