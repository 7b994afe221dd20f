"""The audit trail beside the event tables: what is no change of a record, and the seals that show that nothing of it
all was altered (decision 040)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.models.people import User
from district.models.schools import School

NEVER_CHANGES = "append_only"


def append_only():
    """The trigger of a table to which rows are only added."""
    return pgtrigger.Protect(name=NEVER_CHANGES, operation=pgtrigger.Update | pgtrigger.Delete)


class EntryKind(models.TextChoices):
    SIGNED_IN = "SIGNED_IN", _("Signed in")
    SIGN_IN_FAILED = "SIGN_IN_FAILED", _("Sign-in failed")
    SIGNED_OUT = "SIGNED_OUT", _("Signed out")
    INVITED = "INVITED", _("Invitation sent")
    FILE_TAKEN = "FILE_TAKEN", _("File taken")
    RAW_VIEW = "RAW_VIEW", _("Small counts looked at")
    RESTORED = "RESTORED", _("Backup restored")
    FORGOTTEN = "FORGOTTEN", _("Records forgotten")
    RESEALED = "RESEALED", _("Sealed anew")


class AuditEntry(models.Model):
    """Something that happened and changed no record: a sign-in, a file that was taken along, a look at small counts.

    `about` says of what in words or codes that stay (an address that was typed, an indicator's code); `page` is the
    address with its query, `address` where the request came from, `request` the id by which logs tell of it.
    """

    at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("what"), max_length=16, choices=EntryKind)
    user = models.ForeignKey(
        User, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False, verbose_name=_("who")
    )
    school = models.ForeignKey(
        School,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("school"),
    )
    about = models.CharField(_("about"), max_length=300, blank=True)
    page = models.CharField(_("page"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    address = models.CharField(_("from where"), max_length=45, blank=True)
    request = models.CharField(_("request"), max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("entry of the audit trail")
        indexes = [models.Index(fields=["kind", "id"], name="audit_entry_by_kind")]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.kind} {self.pk}"


class ContextChange(models.Model):
    """What the circumstances of some events (who, from where, why) said before they were added to, as a reason that is
    given later in the same request. A trigger of the circumstances' table writes it, whoever adds."""

    context_id = models.UUIDField()
    context_made_at = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["context_id"], name="context_change_of")]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.context_id}"


class Seal(models.Model):
    """One link of the chain: all rows that were committed and not yet sealed, by their sums, over the seal before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    made_at = models.DateTimeField(_("sealed at"))
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(_("sum"), max_length=64, unique=True)
    rows = models.PositiveBigIntegerField(_("rows"))
    reason = models.CharField(
        _("why again"),
        max_length=300,
        blank=True,
        help_text=_("Only where rows are sealed anew, as after a column is gone."),
    )

    class Meta:
        ordering = ["number"]
        triggers = [append_only()]
        constraints = [
            models.CheckConstraint(name="seal_sums_are_sha256", condition=Q(hash__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="seal_names_the_one_before",
                condition=Q(number=1, previous_hash="") | Q(number__gt=1, previous_hash__regex="^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self):
        return f"{self.number}"


class SealShape(models.Model):
    """The columns of a table as they were when rows of it were sealed: columns that come later break no seal."""

    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))

    class Meta:
        ordering = ["table", "pk"]
        triggers = [append_only()]
        constraints = [models.UniqueConstraint(name="seal_shape_once", fields=["table", "columns"])]

    def __str__(self):
        return self.table


class SealBlock(models.Model):
    """Up to a thousand rows of one table, those with ids over `after` and up to `up_to`: their sum.

    `hash` is the proof. `ids` and the beginnings of each row's own sums (`prints`, and of its circumstances:
    `context_prints`) only serve to name the row, should the proof fail.
    """

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="blocks")
    shape = models.ForeignKey(SealShape, models.PROTECT, related_name="+")
    after = models.BigIntegerField()
    up_to = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    ids = ArrayField(models.BigIntegerField())
    prints = ArrayField(models.BigIntegerField())
    context_prints = ArrayField(models.BigIntegerField())

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["shape", "up_to"], name="seal_block_up_to")]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.shape_id} {self.up_to}"


class AuditVerification(models.Model):
    """One verification of the whole trail: what it read and what it found (`findings`: {what, table, row, seal})."""

    started_at = models.DateTimeField(_("began"))
    finished_at = models.DateTimeField(_("ended"))
    seals = models.PositiveBigIntegerField(_("seals"))
    rows = models.PositiveBigIntegerField(_("rows"))
    unsealed = models.PositiveBigIntegerField(_("not yet sealed"))
    last_hash = models.CharField(_("sum of the last seal"), max_length=64, blank=True)
    found = models.PositiveIntegerField(_("differences"))
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.started_at}"

    @property
    def is_good(self):
        return not self.found
