"""The machine: room on its disks, its clock, and who may read what must stay secret."""

import os
import shutil
import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import connection

from fce_portal.installation.findings import advice, good, missing

LEAST_FREE = 1024**3  # bytes; below it a bad day fills the disk
WANTED_FREE = 5 * 1024**3
SECONDS_APART = 5
SECRETS = ["/etc/fce-portal.env", ".env"]  # where the guide puts passwords; the second one beside the code
OTHERS = stat.S_IRWXO | stat.S_IRWXG


def look():
    yield from disks()
    yield from staff_folder()
    yield from clock()
    yield from secrets()


def folders():
    """{folder: what lies there} of all that the portal writes."""
    kept = {settings.PORTAL_VAR: "the portal's own files", Path(settings.MEDIA_ROOT): "evidence files"}
    if settings.BACKUP_FOLDER:
        kept[Path(settings.BACKUP_FOLDER)] = "backups"
    return kept


def disks():
    devices = set()
    for folder, what in folders().items():
        at = next((one for one in [folder, *folder.parents] if one.exists()), None)
        if at is None or not os.access(at, os.W_OK):
            yield missing(f"{folder} ({what}) cannot be written by this user.")
            continue
        if at.stat().st_dev in devices:
            continue
        devices.add(at.stat().st_dev)
        free = shutil.disk_usage(at).free
        if free < LEAST_FREE:
            yield missing(f"The disk of {folder} has only {free // 2**20} MB free.")
        elif free < WANTED_FREE:
            yield advice(f"The disk of {folder} has {free / 2**30:.1f} GB free: keep an eye on it.")
        else:
            yield good(f"The disk of {folder} has {free / 2**30:.0f} GB free.")


def staff_folder():
    """Where the portal only reads; as the worker, who looks there, sees it."""
    folder = settings.STAFF_FOLDER
    if folder and not (Path(folder).is_dir() and os.access(folder, os.R_OK | os.X_OK)):
        yield missing(f"STAFF_FOLDER is {folder}, which this user cannot read: no staff file is looked at.")


def clock():
    try:
        ZoneInfo(settings.TIME_ZONE)
    except ZoneInfoNotFoundError:
        yield missing(f"The time zone {settings.TIME_ZONE} is not known here: install the package tzdata.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
    if apart > SECONDS_APART:
        yield missing(f"The clocks of the portal and of the database are {apart:.0f} seconds apart: set both by NTP.")
        return
    synchronised = asked_of_system()
    if synchronised == "no":
        yield advice("The system says that its clock is not set by NTP: codes for sign-in go by the clock.")
    else:
        yield good("The clock agrees with that of the database" + (" and is set by NTP." if synchronised else "."))


def asked_of_system():
    """ "yes" or "no" where systemd knows; empty in a container."""
    command = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def secrets():
    open_ones = [path for path in secret_paths() if path.exists() and path.stat().st_mode & OTHERS & ~stat.S_IXGRP]
    for path in open_ones:
        mode = "0700" if path.is_dir() else "0600"
        yield missing(f"Others on this machine may read {path}, which holds secrets: chmod {mode} {path}")
    if not open_ones:
        yield good("Files with secrets can be read by nobody else.")


def secret_paths():
    kept = [settings.BASE_DIR / one for one in SECRETS] + [settings.PORTAL_VAR / "secret_key"]
    return [*kept, Path(settings.BACKUP_FOLDER)] if settings.BACKUP_FOLDER else kept
