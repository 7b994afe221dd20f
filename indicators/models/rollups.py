from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

DISTRICT_WIDE = 0  # school_key of rows that belong to no single school


class StaleCell(models.Model):
    """A school-month whose counts must be worked out again: written by database triggers, in the same transaction.

    The queue is append-only and lives here, not in the broker: losing Redis loses nothing. Several marks of one
    school-month are fine; whoever claims them recomputes once.
    """

    source = models.CharField(max_length=40)
    school_key = models.BigIntegerField()
    month = models.DateField()
    marked_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(name="stale_by_age", fields=["marked_at"])]

    def __str__(self):
        return f"{self.source} {self.school_key} {self.month}"


class MeasureCell(models.Model):
    """What one measure counts in one school-month. `slice` is empty for all rows, or an initiative's code.

    Only cells that count something are stored. `school_key` is the school's id, or 0 for district-wide rows.
    """

    measure = models.CharField(max_length=40)
    slice = models.CharField(max_length=10, blank=True, default="")
    school_key = models.BigIntegerField()
    month = models.DateField()
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="measure_cell_once", fields=["school_key", "month", "measure", "slice"]),
        ]

    def __str__(self):
        return f"{self.measure} {self.school_key} {self.month}: {self.value}"


class DistrictCell(models.Model):
    """The sum of a measure over all schools in one month, kept by differences so that reading never adds up schools.

    `schools_total` counts the schools (not the district-wide row) with a cell behind the sum.
    """

    measure = models.CharField(max_length=40)
    slice = models.CharField(max_length=10, blank=True, default="")
    month = models.DateField()
    value = models.BigIntegerField()
    schools_total = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="district_cell_once", fields=["month", "measure", "slice"])]

    def __str__(self):
        return f"{self.measure} {self.month}: {self.value}"


class RollupRun(models.Model):
    """What one pass of the rollup did, for whoever keeps the portal running (features, row 111)."""

    class Kind(models.TextChoices):
        REFRESH = "REFRESH", _("Refresh")
        REBUILD = "REBUILD", _("Rebuild")
        VERIFY = "VERIFY", _("Check")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    claimed = models.PositiveIntegerField(_("school-months"), default=0)
    cells_changed = models.PositiveIntegerField(_("cells changed"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(name="rollup_run_by_time", fields=["-started_at"])]

    def __str__(self):
        return f"{self.kind} {self.started_at}"
