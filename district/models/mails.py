from django.db import models
from django.utils.translation import gettext_lazy as _

from district.models.people import User


class DigestMail(models.Model):
    """One digest to one person on one day. The row comes first: whoever makes it sends the mail, so none goes twice.

    `sent_at` is empty where the worker was lost between the row and the mail; the next digest names the same things.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="digests", verbose_name=_("person"))
    day = models.DateField(_("day"))
    items_total = models.PositiveSmallIntegerField(_("things named"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(name="digest_once_a_day", fields=["user", "day"])]

    def __str__(self):
        return f"{self.user_id} {self.day}"
