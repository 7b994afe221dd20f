from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.access import Can, may
from district.history import tracked, tracked_links
from district.models import Membership
from plans.models import Initiative


class PartnerKind(models.TextChoices):
    """Kinds of partners (facts 8.1). One partner may be several."""

    HEALTH = "HEALTH", _("Health and human services")
    ARTS = "ARTS", _("Arts and culture")
    LIBRARY = "LIBRARY", _("Library")
    RECREATION = "RECREATION", _("Recreation")
    YOUTH = "YOUTH", _("Youth development")
    MENTORING = "MENTORING", _("Mentoring")
    COMMUNITY_DEV = "COMMUNITY_DEV", _("Community development")
    FAITH = "FAITH", _("Faith-based organization")
    DISABILITY = "DISABILITY", _("Disability family organization")
    PEDIATRICS = "PEDIATRICS", _("Pediatricians")
    LAW_ENFORCEMENT = "LAW_ENFORCEMENT", _("Law enforcement")
    HOUSING = "HOUSING", _("Housing")
    BUSINESS = "BUSINESS", _("Business")
    ANCHOR = "ANCHOR", _("Anchor institution (hospital, college)")
    FUNDER = "FUNDER", _("Philanthropy or funder")
    PARENT_ORG = "PARENT_ORG", _("Parent organization or training")
    LEAD_AGENCY = "LEAD_AGENCY", _("Community School lead agency")
    ADVOCACY = "ADVOCACY", _("Advocacy")
    CITY = "CITY", _("City government")
    COLLEGE_CAREER = "COLLEGE_CAREER", _("College and career")


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A partner contact sees their own organisation; people of the district see all partners."""
        if not may(user, Can.VIEW_PARTNER):
            return self.none()
        own = self.filter(accounts__membership__in=Membership.objects.current().filter(user=user))
        return own.distinct() if own.exists() else self


@tracked()
class Partner(models.Model):
    """An organisation that works with schools or the district for families. Work details only, no private ones."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    kinds = ArrayField(
        models.CharField(max_length=16, choices=PartnerKind.choices), verbose_name=_("kinds"), default=list, blank=True
    )
    about = models.TextField(_("about"), blank=True)
    website = models.URLField(_("website"), blank=True)
    initiatives = models.ManyToManyField(Initiative, related_name="partners", blank=True, verbose_name=_("initiatives"))
    is_active = models.BooleanField(_("active"), default=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnerships:partner-detail", args=[self.pk])


@tracked_links()
class PartnerInitiative(Partner.initiatives.through):
    """Carries the triggers that keep a partner's links to initiatives in its history."""

    class Meta:
        proxy = True


@tracked()
class PartnerAccount(models.Model):
    """Says for which partner a partner contact's membership speaks."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="partner_account")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="accounts")

    def __str__(self):
        return f"{self.membership} ({self.partner})"
