"""What is being done right now, for logs and faults: the request's or job's id, the page's name, a code to read aloud.

One id goes from the request through the jobs and mails that it caused. `fce_portal.logs` sets it.
"""

import base64
import hashlib
import re
from contextlib import contextmanager
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
page: ContextVar[str] = ContextVar("page", default="")  # the name of the view, or of the task
# What one request or task reads once; None outside of both.
scope: ContextVar[dict | None] = ContextVar("scope", default=None)

# Crockford's signs: none is taken for another when it is read over the phone.
_SIGNS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_HEARD = str.maketrans("OIL", "011")
_NO_SIGN = re.compile(r"[^0-9A-Z]")


def current_id():
    """For columns that keep which request a row came from."""
    return request_id.get()


@contextmanager
def under(identity):
    """What is logged inside bears the id of what asked for it, where that is known."""
    if not identity:
        yield
        return
    before = request_id.set(identity)
    try:
        yield
    finally:
        request_id.reset(before)


def code_of(identity):
    """Eight signs that stand for a request's id, as `K7QM-2F9D`; always the same, so that no database is needed."""
    if not identity:
        return ""
    digest = hashlib.sha256(identity.encode()).digest()[:5]
    signs = base64.b32encode(digest).decode().translate(_SIGNS)
    return f"{signs[:4]}-{signs[4:]}"


def current_code():
    return code_of(request_id.get())


def as_code(typed):
    """The code that somebody typed or heard, as `code_of` writes it; empty if it is none."""
    signs = _NO_SIGN.sub("", typed.upper()).translate(_HEARD)
    return f"{signs[:4]}-{signs[4:]}" if len(signs) == 8 else ""
