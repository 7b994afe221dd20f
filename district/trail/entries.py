"""What happened and changed no record, written down: one insert each, and no way back.

Addresses of pages are kept with their query, which holds no names. Of a sign-in that failed what was typed is kept only
if it looks like an address: people also type their password there.
"""

import re

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from district import tracing
from district.models import AuditEntry
from district.models.audit import EntryKind

LOOKS_LIKE_AN_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,200}")


def note(kind, *, request=None, page="", user=None, school=None, about="", note=""):
    """Write one entry. `request` tells who (unless `user` does) and from where; `school` is one or an id."""
    person = user if user is not None else getattr(request, "user", None)
    return AuditEntry.objects.create(
        kind=kind,
        user_id=getattr(person, "pk", None),
        school_id=getattr(school, "pk", school),
        about=_fitting("about", about),
        page=_fitting("page", page),
        note=_fitting("note", note),
        address=_fitting("address", request.META.get("REMOTE_ADDR") or "" if request else ""),
        request=_fitting("request", tracing.current_id()),
    )


def _fitting(name, text):
    return str(text).replace("\0", "")[: AuditEntry._meta.get_field(name).max_length]


def forgotten(model, total):
    """Rows of this model were deleted because their time was over; nothing is written where none was."""
    if total:
        note(EntryKind.FORGOTTEN, about=model._meta.label_lower, note=str(total))


def file_taken(request, file_format):
    """A person with an account takes the rows of a page along: once for each request."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or hasattr(request, "_file_is_noted"):
        return  # without a session nobody is asked for: the public's files are kept by caches
    request._file_is_noted = True
    if request.user.is_authenticated:
        note(EntryKind.FILE_TAKEN, request=request, page=request.get_full_path(), about=file_format)


@receiver(user_logged_in, dispatch_uid="trail-signed-in")
def signed_in(sender, request, user, **kwargs):
    note(EntryKind.SIGNED_IN, request=request, user=user)


@receiver(user_logged_out, dispatch_uid="trail-signed-out")
def signed_out(sender, request, user, **kwargs):
    if user is not None:
        note(EntryKind.SIGNED_OUT, request=request, user=user)


@receiver(user_login_failed, dispatch_uid="trail-sign-in-failed")
def sign_in_failed(sender, credentials, request=None, **kwargs):
    typed = str(credentials.get("email") or credentials.get("username") or "").strip()
    known = typed if LOOKS_LIKE_AN_ADDRESS.fullmatch(typed) else ""
    note(EntryKind.SIGN_IN_FAILED, request=request, user=AnonymousUser(), about=known)
