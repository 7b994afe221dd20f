from django.db import models


class Attempts(models.Model):
    """How often one address did something public within an hour: a keyed hash of address, purpose and hour, no address.

    No event is kept of it, and the row goes after two hours.
    """

    digest = models.CharField(max_length=32, primary_key=True)
    since = models.DateTimeField()
    total = models.PositiveIntegerField()

    def __str__(self):
        return str(self.total)
