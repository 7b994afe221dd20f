"""How the seals stand, for the administrator's page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from district.models import AuditVerification, Seal
from district.trail import tables, verifying

LATE_AFTER = timedelta(minutes=10)  # beat seals every minute; a long import may take some
VERIFIED_EACH = timedelta(hours=36)


@dataclass(frozen=True)
class State:
    """The last seal, how many rows wait for the next one, and the last verification; None where there is none yet."""

    seal: Seal | None
    waiting: int
    verification: AuditVerification | None
    findings: list
    now: datetime

    @property
    def is_late(self):
        """Rows wait, and nobody has sealed for a while."""
        return bool(self.waiting) and (self.seal is None or self.now - self.seal.made_at > LATE_AFTER)

    @property
    def is_verification_old(self):
        """A night went by without one; before the first night there is none to miss."""
        return self.verification is not None and self.now - self.verification.started_at > VERIFIED_EACH


@dataclass(frozen=True)
class Found:
    """A finding of a verification in the reader's words."""

    what: str
    where: str
    seal: int | None


def read():
    verification = AuditVerification.objects.first()
    return State(
        seal=verifying.last_seal(),
        waiting=sum(verifying.unsealed().values()),
        verification=verification,
        findings=[in_words(one) for one in verification.findings] if verification else [],
        now=timezone.now(),
    )


def in_words(finding):
    return Found(
        _(finding["what"]),
        " ".join(part for part in (table_label(finding["table"]), finding["row"]) if part),
        finding["seal"],
    )


def table_label(name):
    """What a table's rows are about, in words, with the table's own name: whoever looks will need it."""
    if name == tables.CONTEXTS:
        label = _("circumstances of a change")
        return f"{label} ({name})"
    return name
