"""From where one reader is answered: from the replica if it is new enough for them, else from the primary.

Who has a mark (signed in, with what they wrote and what they were shown) is answered from a replica that has reached
the mark and lags no more than the setting allows. Who has none reads what is as new as the primary at this moment: for
the public nothing that was taken down is ever shown again, and no cookie is needed.
"""

import time
from dataclasses import dataclass

from django.conf import settings

from district.reading import REPLICA, Reading
from fce_portal.replica import servers

POLL_SECONDS = 0.005
JOB_WAIT_SECONDS = 5.0
BEHIND, OLD = "behind", "old"  # of what the reader has seen; of what the setting allows


@dataclass(frozen=True)
class Choice:
    """`why` is a word for the metrics: `replica`, or what stood in its way."""

    reading: Reading
    why: str


def choose(*, reader=None, seen=0, wait=None):
    """The `Choice` for a person (their id) who was shown everything up to `seen`.

    `wait`: seconds that a replica may take to catch up; a page waits for a few hundredths, a job for longer.
    """
    primary = servers.primary(reader)
    mark = max(primary.written, seen) if reader and seen else primary.position
    # A mark beyond the primary is from a log that is gone (a restored backup): then nothing less than all will do.
    needed = min(mark, primary.position)
    try:
        standby = caught_up(primary, needed, settings.REPLICA_WAIT_SECONDS if wait is None else wait)
    except Wanting as wanting:
        return Choice(Reading(position=primary.position, written=primary.written), wanting.why)
    return Choice(Reading(REPLICA, standby.position, primary.written), REPLICA)


def for_a_job():
    """The `Reading` of a job: it waits a little longer, and reads nothing older than the primary has now."""
    return choose(wait=JOB_WAIT_SECONDS).reading


def failed(error):
    """The replica failed somebody on the way; False if the error is not its fault."""
    if not servers.is_unable(error):
        return False
    servers.rest.begin(error)
    return True


class Wanting(Exception):
    """The replica cannot answer. `why` is a word."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


def caught_up(primary, needed, wait):
    """How far the replica is, which can answer; raises `Wanting`."""
    if servers.rest:
        raise Wanting("resting")
    try:
        standby, why = followed(primary, needed, wait)
    except servers.UNABLE as error:
        servers.rest.begin(error)
        raise Wanting("down") from error
    if not why:
        return standby
    if why not in (BEHIND, OLD):
        servers.rest.begin(why)
    raise Wanting(why)


def followed(primary, needed, wait):
    """(how far the replica is, what is wrong with it), after it had `wait` seconds to come as far as `needed`."""
    until = time.monotonic() + wait
    while True:
        standby = servers.standby()
        why = what_is_wrong(standby, primary, needed)
        if why not in (BEHIND, OLD) or time.monotonic() >= until:
            return standby, why
        time.sleep(POLL_SECONDS)


def what_is_wrong(standby, primary, needed):
    if not standby.in_recovery:
        return "promoted"  # it goes its own way: what it says is another history
    if standby.cluster != primary.cluster:
        return "foreign"
    if standby.position < needed:
        return BEHIND
    lag = standby.lag_seconds(primary)
    return OLD if lag is None or lag > settings.REPLICA_LAG_SECONDS_MAX else ""
