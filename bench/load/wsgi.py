"""The portal as it is, and in each answer's header how many queries it asked."""

import threading

from django.db import connections

from bench.load.wsgi_header import HEADER
from fce_portal.wsgi import application as portal

counted = threading.local()


def count(execute, sql, params, many, context):
    counted.total = getattr(counted, "total", 0) + 1
    return execute(sql, params, many, context)


def application(environ, start_response):
    counted.total = 0
    for connection in connections.all():
        if count not in connection.execute_wrappers:
            connection.execute_wrappers.append(count)

    def start(status, headers, exc_info=None):
        return start_response(status, [*headers, (HEADER, str(counted.total))], exc_info)

    return portal(environ, start)
