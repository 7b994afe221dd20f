"""Who uses the data folder: locks that the system drops when their process ends, however it ends.

These are POSIX record locks. They belong to one process: a forked child does not have them, and a killed
process cannot leave one behind, so no lock is ever stale.
"""

import fcntl
import os
from contextlib import contextmanager
from enum import IntEnum

from fce_portal.embedded.errors import EmbeddedError


class Part(IntEnum):
    """The bytes of the lock file, each a lock of its own."""

    USERS = 0  # shared by everyone who uses the services; exclusive for who stops them
    KEEPER = 1  # held by the keeper
    STARTING = 2  # held while services are started
    RUN = 3  # held by `make run`: one at a time in one folder


class VarLock:
    """The lock file of one data folder. Open it once per process: closing any handle drops all of its locks."""

    def __init__(self, var):
        with usable(var):
            self._handle = os.open(var / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self, part):
        fcntl.lockf(self._handle, fcntl.LOCK_SH, 1, part)

    def take(self, part, *, wait=True):
        """Take a lock for this process alone; without waiting, return whether that was possible."""
        try:
            fcntl.lockf(self._handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB), 1, part)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def release(self, part):
        fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, part)

    def is_free(self, part):
        """Whether no other process holds the lock."""
        free = self.take(part, wait=False)
        if free:
            self.release(part)
        return free

    @contextmanager
    def exclusive(self, part):
        self.take(part)
        try:
            yield
        finally:
            self.release(part)

    def close(self):
        os.close(self._handle)


@contextmanager
def usable(var):
    """Make the data folder if it is missing, and say in words why it cannot be used.

    It is private to us, except that root lets the system user of PostgreSQL pass through.
    """
    try:
        if not var.exists():
            var.mkdir(parents=True, exist_ok=True)
            var.chmod(0o711 if os.geteuid() == 0 else 0o700)
        yield
    except OSError as error:
        raise EmbeddedError(
            f"The data folder {var} cannot be used ({error.strerror}). "
            "Run as the user it belongs to, or set PORTAL_VAR to another folder."
        ) from error
