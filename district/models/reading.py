from django.conf import settings
from django.db import models


class ReadMark(models.Model):
    """How far the primary's log was when this person last wrote something, or a job of theirs ended.

    Kept only where a replica is read from (`district/reading.py`): one row for a person, whatever browser they use.
    """

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="read_mark"
    )
    position = models.BigIntegerField(help_text="In bytes from the beginning of the log (pg_lsn).")

    def __str__(self):
        return str(self.position)
