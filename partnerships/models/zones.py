from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models import School


class Zone(models.Model):
    """An attendance zone of the district. `outline`: published corners as [longitude, latitude], first = last."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    outline = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return gettext("Zone %(number)s") % {"number": self.number}


@tracked()
class SchoolPlace(models.Model):
    """Where a school lies: its zone, and the point that the state's directory publishes. Both can be unknown."""

    school = models.OneToOneField(School, models.CASCADE, related_name="place", verbose_name=_("school"))
    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("zone"),
        help_text=_("Leave empty for a school outside the zones, such as one in another town."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="school_place_is_a_point_or_none",
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_("Give latitude and longitude, or neither."),
            )
        ]

    def __str__(self):
        return f"{self.school}: {self.zone}"
