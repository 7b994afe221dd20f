from django.db import models
from django.db.models import F


class PublicationStamp(models.Model):
    """One row: how often published figures or targets changed. What was kept under an older number is stale."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)

    @classmethod
    def advance(cls):
        """To be called in the transaction that changes what is published."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})
