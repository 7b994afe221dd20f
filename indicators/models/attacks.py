"""What came of the attacks on what is published (`manage.py attack_published`)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Attack(models.Model):
    """One attack: what was read, what of it is hidden, what came out. Says which cells came out, never their values."""

    at = models.DateTimeField(_("attacked at"), auto_now_add=True)
    seconds = models.FloatField(_("seconds"))
    tables = models.PositiveIntegerField(_("tables"))
    cells = models.PositiveIntegerField(_("cells"))
    hidden = models.PositiveIntegerField(_("hidden cells"))
    recovered = models.PositiveIntegerField(_("worked out"))
    by_state = models.PositiveIntegerField(_("given away by the state's own files"))
    unproven = models.PositiveIntegerField(_("not decided in time"))
    findings = models.JSONField(_("what came out"), default=list, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="attack_finds_only_what_is_hidden",
                condition=Q(hidden__lte=F("cells"), hidden__gte=F("recovered") + F("by_state") + F("unproven")),
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}: {self.recovered} of {self.hidden}"

    @property
    def holds(self):
        """Whether nothing came out and everything was decided."""
        return not self.recovered and not self.unproven

    @property
    def share_hidden(self):
        """Percent of the cells that are hidden; None where there are none."""
        return 100 * self.hidden / self.cells if self.cells else None
