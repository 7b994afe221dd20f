"""Asks the district's virus scanner (ClamAV's clamd) about a file, where one is set up.

`settings.CLAMD_URL` says where it listens: `tcp://clamav:3310` or `unix:///run/clamav/clamd.ctl`. Empty: no scanner,
and nothing here says that a file is clean. The file is streamed (INSTREAM of the clamd protocol, man 8 clamd), so the
scanner needs no access to where files lie.
"""

import socket
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SECONDS = 10  # for each step; a person waits for the answer
CHUNK = 64 * 1024
LONGEST_ANSWER = 1000  # bytes; it is one line


class ScannerUnreachable(Exception):
    """The scanner did not answer, or gave no verdict. The file is neither clean nor infected: nobody knows."""


@dataclass(frozen=True)
class Verdict:
    """`found` is the scanner's name for what it found; empty for a clean file."""

    found: str = ""


def is_set_up():
    return bool(settings.CLAMD_URL)


def answers():
    """Whether the scanner is there and well (clamd's PING)."""
    try:
        with _connection() as clamd:
            clamd.sendall(b"zPING\0")
            return _answer(clamd) == "PONG"
    except OSError:
        return False


def scan(file):
    """The verdict on an open file; raises ScannerUnreachable. The file is read from its beginning, and left there."""
    file.seek(0)
    try:
        with _connection() as clamd:
            clamd.sendall(b"zINSTREAM\0")
            while piece := file.read(CHUNK):
                clamd.sendall(struct.pack("!I", len(piece)) + piece)
            clamd.sendall(struct.pack("!I", 0))
            return _verdict(_answer(clamd))
    except OSError as error:
        raise ScannerUnreachable(str(error)) from error
    finally:
        file.seek(0)


def refuse_infected(upload):
    """For files that the portal reads and does not hand out: raise ValidationError unless the scanner, where there is
    one, calls it clean. One that cannot be asked takes nothing in: the person still has the file and can come back."""
    if not is_set_up():
        return
    try:
        found = scan(upload).found
    except ScannerUnreachable:
        raise ValidationError(
            _("The virus scanner does not answer, so the file was not taken. Try again in some minutes."),
            code="scanner_unreachable",
        ) from None
    if found:
        raise infected(found)


def infected(found):
    return ValidationError(
        _("The virus scanner found “%(found)s” in this file. It was not taken.") % {"found": found[:80]},
        code="infected",
    )


@contextmanager
def _connection():
    where = urlsplit(settings.CLAMD_URL)
    if where.scheme == "unix":
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(SECONDS)
        clamd.connect(where.path)
    else:
        clamd = socket.create_connection((where.hostname, where.port or 3310), timeout=SECONDS)
    with clamd:
        yield clamd


def _answer(clamd):
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        piece = clamd.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")


def _verdict(said):
    """ "stream: OK", "stream: Eicar-Signature FOUND"; anything else (a limit, an error) is no verdict."""
    if said == "stream: OK":
        return Verdict()
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return Verdict(said.removeprefix("stream: ").removesuffix(" FOUND") or "?")
    raise ScannerUnreachable(said or "no answer")
