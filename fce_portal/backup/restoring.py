"""Making a portal of a backup: all is checked first, and what is there stays until the new one is whole.

Restored is into a new database, which takes the place of the old one in one step; the old one is kept beside it. Files
have names of their own that never mean something else, so they are added first, and what the backup does not know is
set aside last: at every moment the database in use finds its files.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connections

from district.models import Backup
from district.models.audit import EntryKind
from district.models.backups import BackupState
from district.trail import entries
from fce_portal.backup import checking, files, scratch, versions
from fce_portal.backup.errors import BackupError
from fce_portal.backup.manifest import FILES
from fce_portal.backup.programs import server_version
from fce_portal.on_disk import put_in_place
from indicators import rollups

HOLDS_SOMETHING = ("district_user", "district_school", "partnerships_activity")
VERIFICATIONS = [("verify_rollups", {"wait": 0}), ("verify_audit", {})]


@dataclass
class Restored:
    """What a restore did. `old_database` and `set_aside` are what was there before, for the operator to remove."""

    manifest: object
    old_database: str = ""
    set_aside: Path | None = None
    verified: list = field(default_factory=list)  # (command, whether it found everything right)

    @property
    def is_right(self):
        return all(right for _command, right in self.verified)


def restore(folder, *, replace=False, say=lambda line: None):
    """Make the portal of this environment what the backup in `folder` says; return what was done (`Restored`).

    Raises BackupError, and has changed nothing then, where the backup is damaged or of a newer portal, or where the
    portal holds something already and `replace` was not asked for.
    """
    folder = Path(folder)
    told = checking.check(folder)
    say(f"{told.name}: {told.rows} rows in {len(told.tables)} tables, {told.files} files; all sums are right.")
    require_readable(told)
    was_empty = is_empty()
    if not was_empty and not replace:
        raise BackupError("This portal holds data. Restore into an empty one, or say --replace: what is here is kept.")
    done = Restored(told)
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    with checking.restored(folder, told) as made:
        say("The database is restored, and every table is as it was.")
        if versions.missing_there(told.migrations):
            bring_forward(made.name)
            say("Its tables were brought forward to this version.")
        done.set_aside = add_files(folder, Path(settings.MEDIA_ROOT), stamp)
        old = f"{connections[settings.DIRECT_ALIAS].settings_dict['NAME']}_before_{stamp}"
        scratch.take_the_place(made.name, old)
        made.keep()
    done.set_aside = set_aside(folder, Path(settings.MEDIA_ROOT), stamp) or done.set_aside
    if was_empty:
        scratch.drop(old)
    else:
        done.old_database = old
    settle_own_row(told)
    entries.note(EntryKind.RESTORED, about=told.name)
    say("The portal is the restored one now. It is verified …")
    done.verified = verify()
    return done


def require_readable(told):
    unknown = versions.unknown_here(told.migrations)
    if unknown:
        raise BackupError(
            f"A newer portal ({told.portal}) made this backup: this one does not know {unknown[-1]}. "
            "Install that version, or a later one."
        )
    major, _words = server_version()
    if told.postgres_major > major:
        raise BackupError(
            f"The backup comes from PostgreSQL {told.postgres_major}, and this server is {major}: it may not "
            "understand all of it. Use a server at least as new."
        )


def is_empty():
    """Whether nobody would miss anything here: no person, no school, no activity. The plan's own texts do not count."""
    with connections[settings.DIRECT_ALIAS].cursor() as cursor:
        for table in HOLDS_SOMETHING:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
                if cursor.fetchone()[0]:
                    return False
    return True


def bring_forward(database):
    """Apply the migrations that the backup lacks: in a process of its own, which knows no other database."""
    environment = {**os.environ, "DATABASE_URL": url_of(database), "DJANGO_SETTINGS_MODULE": "fce_portal.settings"}
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"]
    result = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        end = " ".join(result.stderr.strip().splitlines()[-4:])
        raise BackupError(f"The backup could not be brought forward to this version: {end}")


def url_of(database):
    return urlsplit(settings.DATABASE_DIRECT_URL or settings.DATABASE_URL)._replace(path="/" + quote(database)).geturl()


# ------------------------------------------------------------------ files


def add_files(folder, media, stamp):
    """Copy into the store what it lacks, each file checked as it is copied; return where others of its name went."""
    aside = None
    for name, expected in files.sums_of(folder).items():
        target = media / name
        if target.exists():
            if files.sha256_of(target) == expected:
                continue
            aside = move_aside(media, name, stamp)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.restoring")
        draft.unlink(missing_ok=True)
        if files.copy(folder / FILES / name, draft) != expected:
            draft.unlink()
            raise BackupError(f"{folder / FILES / name} changed while it was restored.")
        put_in_place(draft, target)
    return aside


def set_aside(folder, media, stamp):
    """Move what the backup does not know out of the store; return where to, or None if there was nothing."""
    known, aside = files.sums_of(folder), None
    for name in list(files.walk(media)):
        if name not in known:
            aside = move_aside(media, name, stamp)
    return aside


def move_aside(media, name, stamp):
    aside = media.parent / f"{media.name}-before-{stamp}"
    target = aside / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(media / name, target)
    return aside


# ------------------------------------------------------------------ afterwards


def settle_own_row(told):
    """The snapshot shows the backup as being made, and perhaps others that were: that is over."""
    running = Backup.objects.filter(state=BackupState.RUNNING)
    moment = datetime.fromisoformat(told.made_at)
    running.exclude(name=told.name).delete()
    running.update(
        state=BackupState.DONE,
        finished_at=moment,
        rows=told.rows,
        files=told.files,
        size=told.dump_bytes + told.files_bytes,
        dump_size=told.dump_bytes,
    )


def verify():
    """Run the portal's own verifications; return (command, whether everything was right) of each that it has."""
    if rollups.rebuild_is_due():  # a backup of a version that counted otherwise
        rollups.rebuild()
    rollups.refresh_all()  # what was waiting to be counted when the backup was made
    found = []
    for name, options in VERIFICATIONS:
        if name in get_commands():
            right = True
            try:
                call_command(name, **options)
            except SystemExit as ended:
                right = not ended.code
            found.append((name, right))
    return found
