from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.access import GRANTS, Can, Role, may, memberships_of
from district.history import tracked, tracked_links
from district.models import Language, Membership
from district.words import Words, names_index
from indicators.models import Indicator
from partnerships.models.areas import ServiceArea
from plans.models import Initiative

PARTNER_WORDS = Words("name", texts=["about", "about_es"])
FIRST_YEAR, LAST_YEAR = 1800, 2099


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


def speaks_only_for_partners(user):
    """Whether a person may read partner records as a partner contact and in no other role."""
    granting = [held.role for held in memberships_of(user) if Can.VIEW_PARTNER in GRANTS[Role(held.role)]]
    return bool(granting) and set(granting) == {Role.PARTNER_CONTACT}


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A partner contact sees their own organisation; people of the district see all partners."""
        if not may(user, Can.VIEW_PARTNER):
            return self.none()
        if speaks_only_for_partners(user):
            held = [membership.pk for membership in memberships_of(user)]
            return self.filter(accounts__membership__in=held).distinct()
        return self

    def unmerged(self):
        """Without the records that were merged into another one: those only lead there."""
        return self.filter(merged_into=None)


@tracked()
class Partner(models.Model):
    """An organisation that works with schools or the district for families. Work details only, no private ones.

    A record that was merged stays, says into which one (`merged_into`), and leads there.
    """

    name = models.CharField(_("name"), max_length=160, unique=True)
    kinds = ArrayField(
        models.CharField(max_length=16, choices=PartnerKind.choices), verbose_name=_("kinds"), default=list, blank=True
    )
    about = models.TextField(_("about"), blank=True, max_length=2000)
    about_es = models.TextField(_("about, in Spanish"), blank=True, max_length=2000)
    website = models.URLField(_("website"), blank=True)
    initiatives = models.ManyToManyField(Initiative, related_name="partners", blank=True, verbose_name=_("initiatives"))
    areas = models.ManyToManyField(ServiceArea, related_name="partners", blank=True, verbose_name=_("service areas"))
    indicators = models.ManyToManyField(
        Indicator, related_name="partners", blank=True, verbose_name=_("equity indicators it aims at")
    )
    languages = models.ManyToManyField(Language, related_name="+", blank=True, verbose_name=_("languages it works in"))
    since_year = models.PositiveSmallIntegerField(
        _("works with the district since (year)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    is_active = models.BooleanField(_("active"), default=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        db_index=False,  # nearly all are empty: the index would be read where that of the words should
        editable=False,
        verbose_name=_("merged into"),
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("partners")
        ordering = ["name"]
        indexes = [PARTNER_WORDS.index("partner_words"), names_index("name", "partner_names_alike")]
        constraints = [
            models.CheckConstraint(
                name="partner_merged_is_another_and_not_active",
                condition=Q(merged_into=None) | (Q(is_active=False) & ~Q(merged_into=F("pk"))),
            ),
            models.CheckConstraint(
                name="partner_since_a_year_of_ours",
                condition=Q(since_year=None) | Q(since_year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=_("Give the year in four digits."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnerships:partner-detail", args=[self.pk])

    def kinds_words(self):
        return ", ".join(str(PartnerKind(kind).label) for kind in self.kinds)

    def about_in(self, language):
        """What is said about the partner, in the reader's language where it is there."""
        return self.about_es or self.about if language == "es" else self.about or self.about_es


# The links of a partner belong to its history; these proxies exist only to carry the triggers.


@tracked_links()
class PartnerInitiative(Partner.initiatives.through):
    class Meta:
        proxy = True


@tracked_links()
class PartnerArea(Partner.areas.through):
    class Meta:
        proxy = True


@tracked_links()
class PartnerIndicator(Partner.indicators.through):
    class Meta:
        proxy = True


@tracked_links()
class PartnerLanguage(Partner.languages.through):
    class Meta:
        proxy = True


@tracked()
class PartnerAccount(models.Model):
    """Says for which partner a partner contact's membership speaks."""

    history_asks = Can.MANAGE_PEOPLE

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="partner_account")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="accounts")

    class Meta:
        verbose_name_plural = _("accounts of contacts")

    def __str__(self):
        return f"{self.membership} ({self.partner})"
