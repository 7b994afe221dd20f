from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.access import Can, may
from district.history import tracked, tracked_links
from district.models import Language
from partnerships.models.partners import Partner

PHONE = RegexValidator(r"^[0-9+(][0-9 ()+./-]{5,28}( ?(x|ext\.?) ?[0-9]{1,6})?\Z", _("For example 860-555-0123 x12."))


class PartnerPersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read a partner's record reads whom to call there; the public never does."""
        if not may(user, Can.VIEW_PARTNER):
            return self.none()
        return self.filter(partner__in=Partner.objects.visible_to(user))


@tracked()
class PartnerPerson(models.Model):
    """Somebody at a partner whom schools may write to or call at work. Never a private address (facts 11.3)."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="people", verbose_name=_("partner"))
    name = models.CharField(_("name"), max_length=120)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    email = models.EmailField(_("work e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("work phone"), max_length=40, blank=True, validators=[PHONE])
    languages = models.ManyToManyField(Language, related_name="+", blank=True, verbose_name=_("languages"))
    is_main = models.BooleanField(_("first to contact"), default=False)
    is_active = models.BooleanField(_("still there"), default=True)

    objects = PartnerPersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("people to contact")
        ordering = ["-is_active", "-is_main", "name"]
        constraints = [
            models.UniqueConstraint(
                name="partner_person_one_main",
                fields=["partner"],
                condition=Q(is_main=True, is_active=True),
                violation_error_message=_("This partner has a first contact already: take the tick away there first."),
            ),
        ]

    def __str__(self):
        return self.name


@tracked_links()
class PartnerPersonLanguage(PartnerPerson.languages.through):
    class Meta:
        proxy = True
