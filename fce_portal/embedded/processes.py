"""Finding and ending processes by what they are, never by a number that may have been given to another since."""

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

SOCKET_PATH_MAX = 100  # bytes; the systems allow 103 (macOS) and 107 (Linux)


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


def end(process, *, seconds):
    """Ask a process to end, and make it after `seconds`."""
    with suppress(psutil.NoSuchProcess):
        process.terminate()
        if wait_until_gone([process], seconds):
            process.kill()
            wait_until_gone([process], seconds)


def socket_folder(folder, socket_name):
    """`folder` itself where a Unix socket's path fits; else a short one that follows from it."""
    if len(os.fsencode(folder / socket_name)) <= SOCKET_PATH_MAX:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    parent = tempfile.gettempdir()
    return Path(parent if len(parent) < 60 else "/tmp") / f"fce-portal-{digest}"
