"""Finding programs, and finding and ending processes: by what they are, as a number may be another's by now."""

import hashlib
import os
import signal
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psutil

from fce_portal.embedded.errors import EmbeddedError

SOCKET_PATH_MAX = 100  # bytes; the systems allow 103 (macOS) and 107 (Linux)


def installed(package):
    """The folder of an installed package, found without importing it: every command would wait for that."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            f"The package {package} is not installed. Run `make run`, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0])


def process_from(pid_file, *, name, marker):
    """The live process whose id is in `pid_file`, if it is the program `name` with `marker` in its command line."""
    try:
        process = psutil.Process(int(pid_file.read_text().split()[0]))
        is_it = process.name().startswith(name) and any(marker in argument for argument in process.cmdline())
        return process if is_it and is_alive(process) else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def is_alive(process):
    """Whether a process still runs; one that has ended and waits to be noticed by its parent does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until_gone(processes, seconds):
    """Wait for processes that need not be our children; return those still alive after `seconds`."""
    until = time.monotonic() + seconds
    alive = [process for process in processes if is_alive(process)]
    while alive and time.monotonic() < until:
        time.sleep(0.02)
        alive = [process for process in alive if is_alive(process)]
    return alive


def end(process, *, seconds, signals=(signal.SIGTERM, signal.SIGKILL)):
    """Send one signal after the other, with `seconds` in between, until the process has ended."""
    for number in signals:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        if not wait_until_gone([process], seconds):
            return


def socket_folder(folder, socket_name):
    """`folder` itself where a Unix socket's path fits; else a short one that follows from it."""
    if len(os.fsencode(folder / socket_name)) <= SOCKET_PATH_MAX:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    parent = tempfile.gettempdir()
    return Path(parent if len(parent) < 60 else "/tmp") / f"fce-portal-{digest}"
