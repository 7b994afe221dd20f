"""Every kind of job of the portal: the task that does it, and what it is called. There is no other registration."""

from district.jobs import Kind  # noqa: F401

KINDS: dict = {}
