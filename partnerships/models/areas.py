from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from district.history import tracked, tracked_links
from indicators.models import Indicator


class ServiceAreaQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)


@tracked()
class ServiceArea(models.Model):
    """What partners do for students and families, in the district's own list: it begins with the six areas of Community
    Schools (facts 8.2) and what the plan's initiatives need. `indicators`: those that the area is to move."""

    code = models.CharField(_("code"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    name_es = models.CharField(_("name, in Spanish"), max_length=80, blank=True)
    of_community_schools = models.BooleanField(_("an area of Community Schools"), default=False)
    indicators = models.ManyToManyField(
        Indicator, related_name="service_areas", blank=True, verbose_name=_("equity indicators it is to move")
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ServiceAreaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("service areas")
        ordering = ["position", "name"]

    def __str__(self):
        return (self.name_es or self.name) if get_language() == "es" else self.name

    def get_absolute_url(self):
        return reverse("partnerships:area-edit", args=[self.pk])

    @classmethod
    def next_code(cls):
        """A code for an area that the district adds; codes are for files and never shown as names."""
        taken = set(cls.objects.values_list("code", flat=True))
        return next(code for code in (f"AREA_{number}" for number in range(1, len(taken) + 2)) if code not in taken)


@tracked_links()
class ServiceAreaIndicator(ServiceArea.indicators.through):
    class Meta:
        proxy = True
