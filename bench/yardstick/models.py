from django.db import models


class Entry(models.Model):
    """A row with a few columns of the usual kinds."""

    place = models.IntegerField()
    held_on = models.DateField()
    title = models.CharField(max_length=140)
    people = models.PositiveIntegerField()

    class Meta:
        app_label = "yardstick"
        indexes = [models.Index(name="entry_by_place", fields=["place", "-held_on"])]

    def __str__(self):
        return self.title
