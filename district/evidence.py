"""Evidence files: what is taken, how it is kept, how it is handed out.

The name and the type that a browser claims prove nothing: a file is what its first bytes and, where cheap, its own
structure say. Files are stored under random names and leave the portal only as attachments.
"""

import hashlib
import zipfile
from datetime import timedelta

import filetype
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DO_NOTHING, Exists, OuterRef
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from district.models import EvidenceFile

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
SALT = "district.evidence"


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


def keep(*, upload, by):
    """Store an uploaded file that `check` has taken; the name people gave stays readable, the stored one is random."""
    kind = check(upload)
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
    )


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
    """The same; 404 where the store has lost the file."""
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
