"""manifest.json: what a backup holds, from which portal, and the sums that prove it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from fce_portal.backup.digests import Content
from fce_portal.backup.errors import BackupError

FORMAT = 1
NAME = "manifest.json"
DUMP = "database.dump"
SUMS = "files.sha256"
FILES = "files"
NOT_INSIDE = [
    "The secret key (SECRET_KEY, or the file secret_key in PORTAL_VAR): without it people sign in again, and links "
    "in mails that were sent do not work any more. Keep it elsewhere.",
    "The environment (/etc/fce-portal.env or .env): addresses and passwords of database, broker and mail. Keep it too.",
    "The broker: it holds nothing that the database does not know better.",
]


@dataclass
class Manifest:
    """`made_at` is the moment (ISO 8601, UTC) that the whole backup shows. Sizes are in bytes, sums SHA-256."""

    name: str
    made_at: str
    portal: str
    postgres: str
    migrations: dict
    tables: dict[str, Content]
    dump_bytes: int
    dump_sha256: str
    files: int
    files_bytes: int
    sums_sha256: str
    lost_files: list = field(default_factory=list)  # named by a record, but not in the store
    not_inside: list = field(default_factory=lambda: list(NOT_INSIDE))
    format: int = FORMAT

    @property
    def rows(self):
        return sum(content.rows for content in self.tables.values())

    @property
    def postgres_major(self):
        return int(self.postgres.split(".")[0])

    def write(self, folder):
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        (Path(folder) / NAME).write_text(text + "\n")


def read(folder):
    """The manifest of a backup; raise BackupError where the folder is none, or of a format that came later."""
    path = Path(folder) / NAME
    try:
        found = json.loads(path.read_text())
    except FileNotFoundError:
        raise BackupError(f"{folder} is no backup: it has no {NAME}.") from None
    except (OSError, ValueError) as error:
        raise BackupError(f"{path} cannot be read: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("format"), int):
        raise BackupError(f"{path} is no manifest of a backup.")
    if found["format"] > FORMAT:
        raise BackupError(f"{folder} was made by a newer portal, in a format that this one does not know.")
    try:
        tables = {name: Content(**content) for name, content in found.pop("tables").items()}
        return Manifest(tables=tables, **found)
    except (TypeError, KeyError, AttributeError) as error:
        raise BackupError(f"{path} is damaged: {error}") from error
