"""What went wrong in the portal: where, how often and when, without anything that a person typed or is."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FaultSource(models.TextChoices):
    PAGE = "PAGE", _("Page")
    TASK = "TASK", _("Task")


class Fault(models.Model):
    """One kind of error at one place of the code, on one page or in one task. The table is as long as there are such.

    `kind` is the class of the exception and never its words, for these quote what people typed. `place` is the last
    line of our own code on the way to it.
    """

    source = models.CharField(_("where from"), max_length=4, choices=FaultSource.choices)
    page = models.CharField(_("page or task"), max_length=120)
    kind = models.CharField(_("kind of error"), max_length=160)
    place = models.CharField(_("place in the code"), max_length=240)
    key = models.CharField(max_length=32, unique=True, editable=False)
    total = models.PositiveIntegerField(_("how often"), default=1)
    first_at = models.DateTimeField(_("first"))
    last_at = models.DateTimeField(_("last"))

    class Meta:
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(name="fault_by_last_time", fields=["-last_at"])]
        constraints = [
            models.CheckConstraint(name="fault_last_is_not_before_first", condition=Q(last_at__gte=F("first_at"))),
            models.CheckConstraint(name="fault_was_seen", condition=Q(total__gte=1)),
        ]

    def __str__(self):
        return f"{self.kind}: {self.page}"


class FaultSighting(models.Model):
    """One time that it happened: the id under which the log tells more, and the code that the person was shown."""

    fault = models.ForeignKey(Fault, models.CASCADE, related_name="sightings")
    request_id = models.CharField(_("request"), max_length=64)
    code = models.CharField(_("code"), max_length=9, db_index=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.code
