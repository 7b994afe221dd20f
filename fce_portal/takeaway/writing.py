"""Writing the archive: tables straight from the database into the zip, in bounded memory, as of one moment."""

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from fce_portal.backup import digests, files, making, versions
from fce_portal.on_disk import put_in_place
from fce_portal.takeaway import dictionary
from fce_portal.takeaway.readme import README
from fce_portal.takeaway.tables import LEFT_OUT, tables
from fce_portal.version import portal_version

FORMAT = 1
PACKAGE, SUMS = "datapackage.json", "files.sha256"
CHUNK = 1 << 20


def write(path, *, report=lambda done, total: None):
    """Write everything to the zip `path`, under a temporary name until it is whole; return the package as it says it.

    People may work meanwhile: tables are read in one snapshot, and the files that its rows name are in it. `report` is
    called with (tables and files done, of how many).
    """
    path = Path(path)
    draft = path.with_name(f".{path.name}.partial")
    try:
        with making.usable(path.parent), making.other_connection() as connection:
            with making.snapshot(connection) as (cursor, _identifier), zipfile.ZipFile(draft, "w") as archive:
                package = _write_all(archive, cursor, connection, report)
            put_in_place(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return package


def _write_all(archive, cursor, connection, report):
    chosen = tables()
    named = sorted(files.named_by_records(cursor))
    total = len(chosen) + len(named)
    contents = digests.contents(cursor, {table.name for table in chosen})
    resources = []
    for number, table in enumerate(chosen):
        report(number, total)
        rows, digest = _write_table(archive, cursor, table)
        resources.append(dictionary.resource(table, rows, digest))
        if table.is_whole:
            resources[-1]["contentDigest"] = contents[table.name].digest
    sums, lost = _write_files(archive, named, lambda done: report(len(chosen) + done, total))
    _put(archive, SUMS, "".join(f"{digest}  files/{name}\n" for name, digest in sums.items()))
    package = {
        "name": "fce-portal",
        "title": "Everything that the portal of the district holds",
        "profile": "data-package",
        "created": datetime.now(UTC).isoformat(),
        "format": FORMAT,
        "portal": portal_version(),
        "migrations": versions.applied(connection),
        "leftOut": LEFT_OUT,
        "lostFiles": lost,
        "resources": resources,
    }
    _put(archive, PACKAGE, json.dumps(package, ensure_ascii=False, indent=1) + "\n")
    _put(archive, "README.md", README)
    report(total, total)
    return package


class _Counting:
    """A file that adds up what goes through it: its SHA-256."""

    def __init__(self, stream):
        self.stream, self.digest = stream, hashlib.sha256()

    def write(self, chunk):
        self.digest.update(chunk)
        return self.stream.write(chunk)


def _write_table(archive, cursor, table):
    """(rows, SHA-256) of the table, which goes through COPY row by row."""
    with archive.open(_member(table.path), "w", force_zip64=True) as stream:
        counting = _Counting(stream)
        cursor.copy_expert(f"COPY ({table.select}) TO STDOUT WITH (FORMAT csv, HEADER, ENCODING 'UTF8')", counting)
        return cursor.rowcount, counting.digest.hexdigest()


def _write_files(archive, named, report):
    sums, lost = {}, []
    for number, name in enumerate(named):
        report(number)
        source = Path(settings.MEDIA_ROOT) / name
        if not source.is_file():
            lost.append(name)
            continue
        with source.open("rb") as read, archive.open(_member(f"files/{name}"), "w", force_zip64=True) as stream:
            counting = _Counting(stream)
            while chunk := read.read(CHUNK):
                counting.write(chunk)
            sums[name] = counting.digest.hexdigest()
    return sums, lost


def _member(name):
    member = zipfile.ZipInfo(name, datetime.now().timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


def _put(archive, name, text):
    archive.writestr(_member(name), text.encode())
