"""The staff file that the district's own system leaves in a folder: looked at by night, taken in by a person.

What it would change waits on its page until somebody who looks after people takes it in (features, row 108).
"""

import hashlib
import time
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from district.models import StaffUpload
from district.staff import uploads
from district.staff.planning import plan
from district.staff.reading import read
from district.staff.reasons import StaffFileRefused

SUFFIXES = (".csv", ".zip")
QUIET_SECONDS = 60  # since its last change: before that it may still be on its way


def look():
    """Keep the newest file of STAFF_FOLDER for somebody to look at; the StaffUpload that waits, or None.

    None where there is no file, none that is new, or one that would change nothing. Of one that cannot be read the
    reason is kept. Raises OSError where the folder cannot be read.
    """
    found = newest_in(settings.STAFF_FOLDER) if settings.STAFF_FOLDER else None
    if found is None:
        return None
    with found.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if StaffUpload.objects.filter(sha256=sha256).exists():
        return None
    kept = StaffUpload(file_name=found.name[:200], sha256=sha256)
    try:
        content = content_of(found)
        if plan(read(content), timezone.localdate()).changes_anything:
            kept.file = ContentFile(content, name=found.name)
    except StaffFileRefused as refusal:
        kept.refusal = {"reason": refusal.reason, "details": refusal.details}
    with transaction.atomic():
        # A newer file says what holds now, also where it would change nothing; one that is just taken in stays.
        for old in waiting().select_for_update():
            uploads.throw_away(old)
        if not (kept.file or kept.refusal):
            return None
        kept.save()
    return kept


def content_of(path):
    if path.stat().st_size > uploads.SIZE_LIMIT:
        raise StaffFileRefused("too_big", most=uploads.SIZE_LIMIT // 2**20)
    return path.read_bytes()


def newest_in(folder):
    """The last file that came whole, by the time of its last change."""
    quiet = time.time() - QUIET_SECONDS
    whole = [
        (path.stat().st_mtime, path)
        for path in Path(folder).iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()
    ]
    return max([one for one in whole if one[0] <= quiet], default=(0, None))[1]


def waiting():
    """Files of the folder that nobody took in yet: at most one."""
    return StaffUpload.objects.filter(uploaded_by=None, applied_at=None)
