import secrets

from django.db import models
from django.utils import timezone

from district.models.people import User


def new_key():
    return secrets.token_urlsafe(32)  # 256 bits: nobody guesses it


class CalendarFeed(models.Model):
    """The private address at which a person's calendar program reads their dates. Whoever knows it may read them.

    The key is stored as it is, because the person wants to see the address again; it opens nothing but these dates, and
    a new one ends the old one.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    key = models.CharField(max_length=64, unique=True, default=new_key)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.user_id}"
