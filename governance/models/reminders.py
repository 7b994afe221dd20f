from django.db import models
from django.utils.translation import gettext_lazy as _

from district.models import User
from governance.models.councils import Council


class CouncilReminder(models.Model):
    """That central office reminded a council of what is open, with a sentence of its own. Never changed."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="reminders", verbose_name=_("council"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.CharField(_("in a sentence"), max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.council_id} {self.at:%Y-%m-%d}"
