"""The folder into which the portal writes its mail where no mail server is set: the first run, to look at it.

In production there is none: these mails hold links by which anybody could choose a password.
"""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
NAME = re.compile(r"\d{8}-\d{6}-\d+\.log\Z")  # as that backend names its files
END_OF_MAIL = b"\n" + b"-" * 79 + b"\n"
ADDRESS = re.compile(r"https?://\S+")
MOST_FILES = 200


@dataclass(frozen=True)
class FolderMail:
    """One mail as it was written. `name` is its file, and its place in it where the file holds several."""

    name: str
    subject: str
    to: str
    sent_at: datetime | None
    text: str

    @property
    def links(self):
        """The addresses that the text names, in its order, each once."""
        return list(dict.fromkeys(ADDRESS.findall(self.text)))


def is_in_use():
    return settings.EMAIL_BACKEND == FILE_BACKEND and not settings.PRODUCTION


def newest():
    """The newest mails, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    names = sorted((path.name for path in folder.glob("*.log") if NAME.match(path.name)), reverse=True)
    return [mail for name in names[:MOST_FILES] for mail in reversed(_mails_in(folder / name))]


def named(name):
    """The mail of that name, or None."""
    file_name, _dot, _place = name.partition("~")
    path = Path(settings.EMAIL_FILE_PATH) / file_name
    if not NAME.match(file_name) or not path.is_file():
        return None
    return next((mail for mail in _mails_in(path) if mail.name == name), None)


def _mails_in(path):
    try:
        parts = path.read_bytes().split(END_OF_MAIL)
    except FileNotFoundError:  # cleared away meanwhile
        return []
    return [_read(f"{path.name}~{place}", part) for place, part in enumerate(parts) if part.strip()]


def _read(name, raw):
    message = email.message_from_bytes(raw.lstrip(b"\n"), policy=email.policy.default)
    body = message.get_body(("plain",))
    sent_at = parsedate_to_datetime(message["Date"]) if message["Date"] else None
    if sent_at and sent_at.tzinfo is None:  # "-0000" means UTC without saying whose clock it was
        sent_at = sent_at.replace(tzinfo=UTC)
    return FolderMail(
        name, str(message["Subject"] or ""), str(message["To"] or ""), sent_at, body.get_content() if body else ""
    )
