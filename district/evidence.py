"""Evidence files: what is taken, how it is kept, how it is handed out.

The name and the type that a browser claims prove nothing: a file is what its first bytes and, where cheap, its own
structure say. Files are stored under random names and leave the portal only as attachments.
"""

import hashlib
import logging
import re
import zipfile
import zlib
from datetime import timedelta

import filetype
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DO_NOTHING, Count, Exists, OuterRef, Sum
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from district import childrens_names, virus_scan
from district.models import EvidenceFile
from district.models.evidence import Scan

# Extension as people name it → content type it is served with.
TAKEN = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MOST_UNPACKED = 100 * 1024 * 1024  # bytes; a small zip can hold gigabytes of nothing
KEPT_UNUSED = timedelta(days=2)
# What one person may bring within a day: a year's papers of a school, and no way to fill the disk.
MOST_A_DAY = 300
MOST_BYTES_A_DAY = 1024 * 1024 * 1024
MOST_WORDS = 8 * 1024 * 1024  # bytes of a workbook's words that are looked at
SCANNED_AT_ONCE = 50
OLD_SCANNED_AT_ONCE = 20
SALT = "district.evidence"
WORDS_OF_CELLS = re.compile(r"<t[^>]*>([^<]{2,60})</t>")
logger = logging.getLogger(__name__)


def check(upload):
    """The extension of what an uploaded file really is; raise ValidationError with words for the form if not taken."""
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        raise ValidationError(
            _("This file has %(size)s. The most is %(most)s.")
            % {"size": filesizeformat(upload.size), "most": filesizeformat(settings.EVIDENCE_MAX_BYTES)},
            code="too_large",
        )
    kind = _kind_of(upload)
    upload.seek(0)
    if kind is None:
        raise ValidationError(
            _("This is not a PDF, a JPG or PNG picture, or a Word or Excel file. Save it as one of these first."),
            code="not_taken",
        )
    if kind == "xlsx" and (heading := _column_about_a_child(upload)):
        raise ValidationError(childrens_names.column_sentence(heading), code="children")
    return kind


def _kind_of(upload):
    head = upload.read(8192)
    guess = filetype.guess(head)
    kind = guess.extension if guess else None
    if kind == "pdf":
        return "pdf" if _ends_like_a_pdf(upload) else None
    if kind in ("jpg", "png"):
        return kind
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(upload)
    return None


def _ends_like_a_pdf(upload):
    upload.seek(max(0, upload.size - 2048))
    return b"%%EOF" in upload.read()


def _office_kind(upload):
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    names = {member.filename for member in members}
    if sum(member.file_size for member in members) > MOST_UNPACKED or any("vbaProject" in name for name in names):
        return None
    return next((kind for kind, part in OFFICE_PARTS.items() if part in names), None)


def _column_about_a_child(upload):
    """A cell of the workbook that is the heading of a list of children; its words are in one part of the package. The
    size that a package states may lie, so no more is unpacked than `MOST_WORDS`."""
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as package, package.open("xl/sharedStrings.xml") as words:
            text = words.read(MOST_WORDS).decode(errors="replace")
    except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return ""
    finally:
        upload.seek(0)
    return childrens_names.column_about_a_child(WORDS_OF_CELLS.findall(text))


def room_for(upload, person):
    """Raise ValidationError where a person has brought as much within a day as one may."""
    since = timezone.now() - timedelta(days=1)
    brought = EvidenceFile.objects.filter(uploaded_by=person, uploaded_at__gt=since)
    had = brought.aggregate(files=Count("pk"), size=Sum("size", default=0))
    if had["files"] >= MOST_A_DAY or had["size"] + upload.size > MOST_BYTES_A_DAY:
        raise ValidationError(
            _("You have brought more files within a day than one person may. Go on tomorrow."), code="too_many"
        )


def keep(*, upload, by):
    """Store an uploaded file that `check` has taken; the name people gave stays readable, the stored one is random.

    Where a virus scanner is set up it is asked at once: an infected file raises ValidationError, and one that the
    scanner cannot be asked about waits in quarantine (`scan_waiting`).
    """
    kind = check(upload)
    scanned = _first_scan(upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return EvidenceFile.objects.create(
        file=upload,
        original_name=_readable_name(upload.name, kind),
        content_type=TAKEN[kind],
        size=upload.size,
        sha256=digest.hexdigest(),
        uploaded_by=by,
        **scanned,
    )


def _first_scan(upload):
    if not virus_scan.is_set_up():
        return {}
    try:
        found = virus_scan.scan(upload).found
    except virus_scan.ScannerUnreachable:
        return {"scan": Scan.WAITING}
    if found:
        raise virus_scan.infected(found)
    return {"scan": Scan.CLEAN, "scanned_at": timezone.now()}


def scan_waiting():
    """Ask the scanner about files in quarantine, oldest first, and then about some that came before there was a scanner
    (these can be read meanwhile); returns how many it judged. Of an infected file the record stays, with what was
    found, and the file itself goes."""
    if not virus_scan.is_set_up():
        return 0
    waiting = EvidenceFile.objects.filter(scan=Scan.WAITING).order_by("pk")[:SCANNED_AT_ONCE]
    judged = _judge(waiting, SCANNED_AT_ONCE)
    never = EvidenceFile.objects.filter(scan=Scan.NONE).order_by("pk").iterator(chunk_size=OLD_SCANNED_AT_ONCE)
    return judged + _judge(never, OLD_SCANNED_AT_ONCE)


def _judge(files, most):
    """Scan files until `most` are judged; one that the store has lost is passed over, and no scanner ends it."""
    judged = 0
    for evidence in files:
        if judged == most:
            break
        try:
            with evidence.file.open("rb") as stored:
                found = virus_scan.scan(stored).found
        except FileNotFoundError:
            continue
        except virus_scan.ScannerUnreachable:
            logger.warning("The virus scanner does not answer; files wait in quarantine.")
            break
        _settle(evidence, found)
        judged += 1
    return judged


def _settle(evidence, found):
    with transaction.atomic():
        evidence.scan = Scan.INFECTED if found else Scan.CLEAN
        evidence.scanned_at, evidence.found = timezone.now(), found[:80]
        evidence.save(update_fields=["scan", "scanned_at", "found"])
        if found:
            logger.warning("The virus scanner found something in evidence file %s; it was taken away.", evidence.pk)
            transaction.on_commit(lambda: evidence.file.storage.delete(evidence.file.name))


def _readable_name(name, kind):
    """The name as given, without control characters, ending as the file really is."""
    plain = "".join(character for character in name if character.isprintable()).strip() or kind
    stem, dot, ending = plain.rpartition(".")
    if dot and ending.lower() in (kind, "jpeg" if kind == "jpg" else kind):
        return f"{stem[:190]}.{kind}"
    return f"{plain[:190]}.{kind}"


def ticket(evidence):
    """Stands in a form that is shown again for a file that is stored already; it works for its uploader only."""
    return signing.dumps([evidence.pk, evidence.uploaded_by_id], salt=SALT)


def of_ticket(text, person):
    """The file behind a ticket, or None for a forged, foreign or old one."""
    try:
        pk, uploader = signing.loads(text, salt=SALT, max_age=KEPT_UNUSED)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return EvidenceFile.objects.filter(pk=pk).first() if uploader == person.pk else None


def response(evidence):
    """The file as an attachment that no browser opens as a page of ours."""
    answer = FileResponse(evidence.file.open("rb"), as_attachment=True, filename=evidence.original_name)
    answer["Content-Type"] = evidence.content_type
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def response_or_404(evidence):
    """The same; 404 where the store has lost the file, or it is in quarantine (the lists of files say so)."""
    if evidence.is_held:
        raise Http404
    try:
        return response(evidence)
    except FileNotFoundError:
        raise Http404 from None


def _uses():
    """The keys by which records of all apps hold evidence, those without a way back as well. (The audit trail's own
    copies hold nothing.)"""
    fields = EvidenceFile._meta.get_fields(include_hidden=True)
    relations = [one for one in fields if one.auto_created and not one.concrete]
    return [relation.field for relation in relations if relation.on_delete is not DO_NOTHING]


def sweep(now=None):
    """Remove files that were sent with a form that was never saved; returns how many."""
    old = EvidenceFile.objects.filter(uploaded_at__lt=(now or timezone.now()) - KEPT_UNUSED)
    for key in _uses():
        old = old.exclude(Exists(key.model._base_manager.filter(**{key.attname: OuterRef("pk")})))
    gone = 0
    for evidence in old:
        with transaction.atomic():
            transaction.on_commit(lambda stored=evidence.file: stored.storage.delete(stored.name))
            evidence.delete()
            gone += 1
    return gone
