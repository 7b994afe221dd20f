from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from indicators.models.imports import ImportRun, RunState
from indicators.models.reference import Indicator
from indicators.models.values import DisplayStatus

MOST_PEERS = 5  # beside the district and the state: more lines than seven nobody tells apart


def short_name(name):
    """ "New Haven School District" → "New Haven", as people say it and as there is room in a chart."""
    for ending in (" School District", " Public Schools", " District"):
        name = name.removesuffix(ending)
    return name


class PeerDistrict(models.Model):
    """Another district of the state, by its state code, as the published files name it."""

    code = models.CharField(_("state code"), max_length=7, primary_key=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(name="peer_code_has_seven_digits", condition=Q(code__regex=r"^[0-9]{7}$")),
        ]

    def __str__(self):
        return self.name

    @property
    def short_name(self):
        return short_name(self.name)


class PeerFigureQuerySet(models.QuerySet):
    def published(self):
        """Of each cell the row of the newest import in force. An import that is undone leaves the one before it."""
        cell = ("indicator_id", "instrument", "district_id", "fall_year")
        return self.filter(run__state=RunState.PUBLISHED).order_by(*cell, "-run_id").distinct(*cell)


class PeerFigure(models.Model):
    """What the state published of another district, for all its students, as it stands in one imported file.

    Kept apart from the district's own values: nothing is judged or hidden here that the state has not hidden itself,
    and nothing of the district waits for these rows. Percent 0-100, a count or a score, as the instrument says.
    """

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="peer_figures")
    source_line = models.PositiveIntegerField(_("line"))
    district = models.ForeignKey(PeerDistrict, models.PROTECT, related_name="figures", db_index=False)
    # Looked up by indicator and series; the key below begins with them.
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    instrument = models.CharField(_("instrument"), max_length=40)
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4, null=True, blank=True)
    display_status = models.CharField(_("reported as"), max_length=14, choices=DisplayStatus.choices)

    objects = PeerFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="peer_figure_once_in_a_file",
                fields=["indicator", "instrument", "district", "fall_year", "run"],
            ),
            models.CheckConstraint(
                name="peer_reported_means_a_value",
                condition=Q(display_status="REPORTED", value__isnull=False)
                | (~Q(display_status="REPORTED") & Q(value=None)),
            ),
            models.CheckConstraint(name="peer_value_is_not_negative", condition=Q(value=None) | Q(value__gte=0)),
        ]

    def __str__(self):
        return f"{self.district_id} {self.instrument} {self.fall_year}: {self.value}"


@tracked()
class PeerSetting(models.Model):
    """Beside which districts ours is shown unless a reader chooses others: one row, or none while the defaults hold."""

    districts = ArrayField(
        models.CharField(max_length=7), verbose_name=_("districts shown first"), size=MOST_PEERS, default=list
    )
    history_references = {"districts": PeerDistrict}

    class Meta:
        constraints = [
            models.CheckConstraint(name="peer_setting_is_one", condition=Q(pk=1)),
            models.CheckConstraint(
                name="peer_setting_one_to_five",
                condition=Q(districts__len__range=(1, MOST_PEERS)),
                violation_error_message=_("Choose one to five districts."),
            ),
        ]

    def __str__(self):
        return ", ".join(self.districts)

    @classmethod
    def current(cls):
        return cls.objects.filter(pk=1).first()
