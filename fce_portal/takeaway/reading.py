"""Making a portal of the archive: into an empty one, all or nothing, and proven equal."""

import hashlib
import json
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction

from fce_portal.backup import digests, files, restoring, versions
from fce_portal.backup.errors import BackupError
from fce_portal.on_disk import put_in_place
from fce_portal.takeaway.tables import tables
from fce_portal.takeaway.writing import CHUNK, FORMAT, PACKAGE, SUMS

SEQUENCES = """
SELECT pg_get_serial_sequence(format('%%I', relname), attname), relname, attname FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND attidentity <> '' AND relname = ANY(%s)
"""


def read(path, *, say=lambda line: None):
    """Fill this empty portal from the archive; return the verifications as `restoring.verify` does.

    Raises BackupError, and has changed nothing then, where the archive is damaged or of another version, where the
    portal holds something, or where what came in is not what was written down.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            package = _package(archive)
            chosen = _require_readable(package)
            _require_sums(archive, package)
            say(f"{len(chosen)} tables; all sums are right.")
            if not restoring.is_empty():
                raise BackupError("This portal holds data already. An archive goes into an empty one only.")
            with transaction.atomic():
                _fill(archive, chosen)
                _require_equal(package)
                _extract_files(archive)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise BackupError(f"{path} cannot be read: {error}.") from error
    except (IntegrityError, DataError) as error:
        raise BackupError(f"The archive does not fit together: {str(error).strip()[:300]}") from error
    say("Everything is in, and every table is as it was. It is verified …")
    return restoring.verify()


def _package(archive):
    try:
        package = json.loads(archive.read(PACKAGE))
        if package["format"] > FORMAT:
            raise BackupError("A newer portal made this archive, in a format that this one does not know.")
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(f"This is no archive of a portal: its {PACKAGE} is missing or damaged.") from error
    return package


def _require_readable(package):
    """The tables of this portal, if the archive has the very same."""
    unknown = versions.unknown_here(package["migrations"])
    if unknown or versions.missing_there(package["migrations"]):
        raise BackupError(
            f"The archive is of another version of the portal ({package['portal']}). "
            "Import it into that version, then upgrade."
        )
    here = {table.name: table for table in tables()}
    there = {resource["name"]: resource for resource in package["resources"]}
    if here.keys() != there.keys():
        raise BackupError(f"The tables are not those of this portal: {sorted(here.keys() ^ there.keys())[:5]}.")
    for name, table in here.items():
        columns = [field["name"] for field in there[name]["schema"]["fields"]]
        if sorted(columns) != sorted(table.columns):
            raise BackupError(f"The columns of {name} are not those of this portal.")
    return here.values()


def _require_sums(archive, package):
    expected = {resource["path"]: resource["hash"].removeprefix("sha256:") for resource in package["resources"]}
    expected |= {f"files/{name}": digest for name, digest in _sums(archive).items()}
    for name, digest in expected.items():
        found = hashlib.sha256()
        try:
            with archive.open(name) as stream:
                while chunk := stream.read(CHUNK):
                    found.update(chunk)
        except KeyError:
            raise BackupError(f"{name} is missing in the archive.") from None
        if found.hexdigest() != digest:
            raise BackupError(f"{name} is damaged: its SHA-256 is not the one that was written down.")


def _sums(archive):
    found = {}
    for line in archive.read(SUMS).decode().splitlines():
        digest, _space, name = line.partition("  files/")
        if not files.is_inside(name):
            raise BackupError(f"The archive has a file outside of its folder: {name}")
        found[name] = digest
    return found


def _fill(archive, chosen):
    """Empty all tables (the plan's own texts are in them) and load them; triggers would write the history anew."""
    names = [table.name for table in chosen]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        for name in names:
            cursor.execute(f'DELETE FROM "{name}"')
        for table in chosen:
            with archive.open(table.path) as stream:
                header = stream.readline().decode().strip()
                columns = ", ".join(f'"{column}"' for column in header.split(","))
                cursor.copy_expert(f'COPY "{table.name}" ({columns}) FROM STDIN WITH (FORMAT csv)', stream)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # deferred checks would stand in the way of the next lines
        for name in names:
            cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
        cursor.execute(SEQUENCES, [names])
        for sequence, table, column in cursor.fetchall():
            cursor.execute(f'SELECT setval(%s, max("{column}")) FROM "{table}" HAVING max("{column}") > 0', [sequence])


def _require_equal(package):
    """Each table that was taken along whole has the content, and each other one the rows, that were written down."""
    whole = {one["name"]: digests.Content(one["rows"], one["contentDigest"]) for one in package["resources"]
             if "contentDigest" in one}  # fmt: skip
    with connection.cursor() as cursor:
        wrong = digests.differences(whole, digests.contents(cursor, set(whole)))
    if wrong:
        raise BackupError("What came in is not what was written down: " + "; ".join(wrong[:5]))


def _extract_files(archive):
    media = Path(settings.MEDIA_ROOT)
    for name in _sums(archive):
        target = media / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.importing")
        with archive.open(f"files/{name}") as stream, open(draft, "wb") as write:
            while chunk := stream.read(CHUNK):
                write.write(chunk)
        put_in_place(draft, target)
