"""Statements that took long, in the log: which, on which page, under which request; never with their values."""

import logging
import re
import time

from django.conf import settings
from django.db.backends.signals import connection_created

from district.tracing import page

logger = logging.getLogger("portal.slow_query")

LONGEST_STATEMENT = 2000
_TEXTS = re.compile(r"'(?:[^']|'')*'|\$([a-z_]*)\$.*?\$\1\$", re.DOTALL)
_NUMBERS = re.compile(r"(?<![\w.%\"])\d+(?:\.\d+)?(?![\w\"])")
_SPACE = re.compile(r"\s+")
_PLACES = re.compile(r"\(\s*(?:%s|\?)(?:\s*,\s*(?:%s|\?)){3,}\s*\)")


def without_values(sql):
    """A statement as its shape: texts and numbers that were written into it become `?`, long lists one place."""
    shape = _NUMBERS.sub("?", _TEXTS.sub("?", sql))
    shape = _PLACES.sub("(…)", _SPACE.sub(" ", shape).strip())
    return shape if len(shape) <= LONGEST_STATEMENT else f"{shape[:LONGEST_STATEMENT]}…"


def timed(execute, sql, params, many, context):
    """Django calls this around each statement; what it adds to a quick one is a microsecond."""
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.perf_counter() - started) * 1000
        if milliseconds >= settings.SLOW_QUERY_MILLISECONDS:
            tell(sql, milliseconds)


def tell(sql, milliseconds):
    facts = {"milliseconds": round(milliseconds), "statement": without_values(str(sql)), "page": page.get()}
    logger.warning("A statement took %d milliseconds", milliseconds, extra=facts)


def watch(connection, **kwargs):
    """For each connection that is opened, once. Before all others: who takes a wrapper off again takes the last one."""
    if settings.SLOW_QUERY_MILLISECONDS and timed not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, timed)


def listen():
    connection_created.connect(watch, dispatch_uid="slow_queries")
