from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from district.models import School

DISTRICT_WIDE = 0  # school_key of rows that belong to no single school
ALL_ROWS = 0  # slice_key of the cell that counts every row


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
    """What the measures of one source count in one school-month: the number of a measure stands at its `slot`.

    Only cells that count something exist. `school_key` is the school's id, or 0
    for district-wide rows. `slice_key` is 0 for all rows, or the id of an initiative for the rows linked to it (a row
    linked to two initiatives counts in both, so slices do not add up to the whole).
    """

    pk = models.CompositePrimaryKey("school_key", "month", "source", "slice_key")
    school_key = models.BigIntegerField()
    month = models.DateField()
    source = models.CharField(max_length=40)
    slice_key = models.BigIntegerField(default=ALL_ROWS)
    counts = ArrayField(models.BigIntegerField())

    def __str__(self):
        return f"{self.source} {self.school_key} {self.month}: {self.counts}"


class DistrictCell(models.Model):
    """The sum of the cells of all schools in one month, kept by differences so that reading never adds up schools.

    `schools_total` counts the schools (not the district-wide row) with a cell behind the sum.
    """

    pk = models.CompositePrimaryKey("month", "source", "slice_key")
    month = models.DateField()
    source = models.CharField(max_length=40)
    slice_key = models.BigIntegerField(default=ALL_ROWS)
    counts = ArrayField(models.BigIntegerField())
    schools_total = models.IntegerField()

    def __str__(self):
        return f"{self.source} {self.month}: {self.counts}"


class SchoolYearCell(models.Model):
    """The sum of a school's cells over a school year, kept by differences: what lists of schools show and sort by."""

    pk = models.CompositePrimaryKey("fall_year", "school_key", "source")
    fall_year = models.SmallIntegerField()
    school_key = models.BigIntegerField()
    school = models.ForeignObject(  # only to join by; 0 is no school
        School, models.DO_NOTHING, null=True, from_fields=["school_key"], to_fields=["id"], related_name="year_cells"
    )
    source = models.CharField(max_length=40)
    counts = ArrayField(models.BigIntegerField())

    def __str__(self):
        return f"{self.source} {self.school_key} {self.fall_year}: {self.counts}"


class RollupRun(models.Model):
    """What one pass of the rollup did, for whoever keeps the portal running (features, row 111).

    `definition` names the declared measures (a digest) that a rebuild worked by: when the declarations of today differ,
    another rebuild is due.
    """

    class Kind(models.TextChoices):
        REFRESH = "REFRESH", _("Refresh")
        REBUILD = "REBUILD", _("Rebuild")
        VERIFY = "VERIFY", _("Check")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    claimed = models.PositiveIntegerField(_("school-months"), default=0)
    cells_changed = models.PositiveIntegerField(_("cells changed"), default=0)
    definition = models.CharField(max_length=64, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(name="rollup_run_by_time", fields=["-started_at"])]

    def __str__(self):
        return f"{self.kind} {self.started_at}"

    @property
    def seconds(self):
        """How long it took, or None where it has not ended."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None
