"""What is being done right now, for logs and the audit trail: the id that goes from a request through the jobs and
mails that it caused. `fce_portal.logs` sets it.
"""

from contextvars import ContextVar

request_id = ContextVar("request_id", default="")


def current_id():
    """For columns that keep which request a row came from."""
    return request_id.get()
