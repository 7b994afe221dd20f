"""The web server, worker and beat of a `make run` that was killed before it could stop them.

`make run` (and a test with a worker of its own) notes its children in PORTAL_VAR; each leads a process group.
"""

import json
import os
import signal
from contextlib import suppress

import psutil

from fce_portal.embedded.processes import is_alive, wait_until_gone


def remember_children(var, children, purpose="run"):
    """Note the running children that this process has for a purpose: a mapping of name to process id."""
    noted = [{"name": name, "pid": pid, "started": psutil.Process(pid).create_time()} for name, pid in children.items()]
    notes_of(var, purpose).write_text(json.dumps(noted))


def forget_children(var, purpose="run"):
    notes_of(var, purpose).unlink(missing_ok=True)


def notes_of(var, purpose):
    return var / f"children-{purpose}-{os.getpid()}.json"


def stop_leftovers(var, seconds=8):
    """End the noted children that still live, their own children with them; return their names."""
    found = list(remembered(var))
    for number in (signal.SIGTERM, signal.SIGKILL):
        for _name, process in found:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, number)
        wait_until_gone([process for _name, process in found], seconds)
    for notes in var.glob("children-*.json"):
        notes.unlink(missing_ok=True)
    return [name for name, _process in found]


def remembered(var):
    for notes in var.glob("children-*.json"):
        with suppress(OSError, ValueError):
            for child in json.loads(notes.read_text()):
                yield from same_process(child)


def same_process(child):
    """The noted process, unless it has ended or its number now belongs to another one."""
    with suppress(psutil.Error):
        process = psutil.Process(child["pid"])
        if abs(process.create_time() - child["started"]) < 1 and is_alive(process):
            yield child["name"], process
