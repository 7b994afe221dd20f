"""The process that stops the embedded services when nobody uses them any more: `python -m …keeper FOLDER`.

It sleeps in the system call that waits for the lock. Who ends properly has stopped the services already;
after a `kill -9` this is what leaves no orphan.
"""

import signal
import sys
from pathlib import Path

from fce_portal.embedded import stop_all
from fce_portal.embedded.leftovers import stop_leftovers
from fce_portal.embedded.locks import Part, VarLock


def main(var):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # it ends when its users do, and not before
    lock = VarLock(var)
    if not lock.take(Part.KEEPER, wait=False):
        return
    lock.take(Part.USERS)
    stop_leftovers(var)
    stop_all(var)
    # In this order: who waits for USERS must not find a keeper that is about to leave.
    lock.release(Part.KEEPER)
    lock.release(Part.USERS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
