from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district.history import tracked
from district.models import Job, User


class RunState(models.TextChoices):
    """Entered, approved and published are three things; nothing is public without the last (features, row 95)."""

    PREVIEW = "PREVIEW", _("Preview, nothing stored")
    ENTERED = "ENTERED", _("Entered, not published")
    APPROVED = "APPROVED", _("Approved, not published")
    PUBLISHED = "PUBLISHED", _("Published")
    REFUSED = "REFUSED", _("Refused")
    UNDONE = "UNDONE", _("Undone")


class SourceKind(models.TextChoices):
    STATE = "STATE", _("Published by the state")
    DISTRICT = "DISTRICT", _("The district's own figures")


class ImportRunQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(state__in=[RunState.ENTERED, RunState.APPROVED, RunState.PUBLISHED])


@tracked(exclude=["file", "sha256", "job", "options", "summary"])  # the file's own and the portal's workings
class ImportRun(models.Model):
    """One file taken in: what it was recognised as, what was stored, what was refused and why."""

    history_labels = {
        "started_by": _("brought by"),
        "approved_by": pgettext_lazy("person", "approved by"),
        "published_by": pgettext_lazy("person", "published by"),
        "undone_by": _("undone by"),
    }

    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(_("stored file"), upload_to="imports", blank=True)
    format_code = models.CharField(_("recognised as"), max_length=60, blank=True)
    source_kind = models.CharField(_("source"), max_length=8, choices=SourceKind.choices, blank=True)
    district_code = models.CharField(_("district"), max_length=7)
    state = models.CharField(_("state"), max_length=9, choices=RunState.choices, default=RunState.PREVIEW)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_other_districts = models.PositiveIntegerField(_("rows of other districts"), default=0)
    rows_refused = models.PositiveIntegerField(_("rows refused"), default=0)
    values_new = models.PositiveIntegerField(_("new values"), default=0)
    values_restated = models.PositiveIntegerField(_("restated values"), default=0)
    values_same = models.PositiveIntegerField(_("unchanged values"), default=0)
    message = models.TextField(_("message"), blank=True)
    options = models.JSONField(
        default=dict, blank=True, help_text=_("What a person added: the school year, which schools may be added.")
    )
    summary = models.JSONField(default=dict, blank=True, help_text=_("What the preview found, for its page."))
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="import_runs")
    started_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undo_reason = models.CharField(_("why it was undone"), max_length=300, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_published_state_and_moment_together",
                condition=~Q(state="PUBLISHED") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_undone_state_and_moment_together",
                condition=Q(state="UNDONE", undone_at__isnull=False) | (~Q(state="UNDONE") & Q(undone_at=None)),
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("indicators:import-detail", args=[self.pk])

    @staticmethod
    def history_values():
        from indicators.importing.families import LABELS

        return {"format_code": LABELS}


class ImportIssue(models.Model):
    """A row that was not taken, and why: `line` counts from 1 in the file; `column` is its heading.

    `code` names the reason (`indicators.importing.issues`), `details` fills its sentence, so that each reader gets it
    in their own language. `text` is the row as it was, shortened.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="issues")
    line = models.PositiveIntegerField(_("line"))
    column = models.CharField(_("column"), max_length=120, blank=True)
    code = models.CharField(_("reason"), max_length=40)
    details = models.JSONField(default=dict)
    text = models.CharField(_("row"), max_length=300, blank=True)

    class Meta:
        ordering = ["line", "pk"]

    def __str__(self):
        return f"{self.line}: {self.code}"
