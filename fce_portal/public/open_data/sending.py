"""A table of the open data as a file: sent row by row as it is read, so that its size costs no memory.

CSV is UTF-8 with a mark in front, so that a spreadsheet reads accents, and harmless to it: a text that would start a
formula has an apostrophe in front (`district.downloads`). JSON names the version, the licence and the columns first.
"""

import hashlib
import json
from datetime import date

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import quote_etag

from district import downloads
from fce_portal.public.open_data import rows
from fce_portal.public.open_data.catalogue import VERSION

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


def response(table, file_format):
    """The whole table. Its ETag is its stamp, where reading it all just to learn that nothing changed would be dear."""
    lines = csv_lines(table) if file_format == "csv" else json_lines(table)
    if table.stamp:
        answer = StreamingHttpResponse(lines, content_type=TYPES[file_format])
        state = hashlib.sha256(repr((VERSION, table.code, file_format, table.stamp())).encode()).hexdigest()
        answer["ETag"] = quote_etag(state[:32])
    else:
        answer = HttpResponse(b"".join(one.encode() for one in lines), content_type=TYPES[file_format])
    answer["Content-Disposition"] = f'attachment; filename="{table.code}-{VERSION}.{file_format}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Access-Control-Allow-Origin"] = "*"  # open data: a page of anybody may read it
    return answer


def csv_lines(table):
    headers = [column.name for column in table.columns]
    sent = downloads.table_response("csv", table.code, headers, table.rows())
    return (line.decode() if isinstance(line, bytes) else line for line in sent.streaming_content)


def json_lines(table):
    names = [column.name for column in table.columns]
    head = {"version": VERSION, "table": table.code, "licence": rows.licence(), "columns": names}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    before = "\n"
    for row in table.rows():
        yield before + json.dumps(dict(zip(names, map(plain, row), strict=True)), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def plain(value):
    """A cell as JSON has it: days as ISO text, nothing as null."""
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
