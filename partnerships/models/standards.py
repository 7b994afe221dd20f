"""By what a welcoming school is looked at (facts 9): the national standards as headings, the district's own items.

Initiative 1.1 says that the standards are the community's own: the district writes its set and changes it as a new
version. An item has a code that stays for good; `wording` counts how often its words changed, so that two walkthroughs
are compared only where the same was looked at.
"""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from partnerships.models.instruments import is_code

THEMES = (1, 6)  # the national standards have kept six themes, in the same order, in both editions
LONGEST_ITEM = 200


class Component(models.TextChoices):
    """The four parts of a school that the four teams of a walkthrough look at (Connecticut practice, facts 9)."""

    ENVIRONMENT = "A", _("Physical environment")
    PRACTICES = "B", _("School-wide practices and policies")
    STAFF = "C", _("Welcoming school staff")
    WRITTEN = "D", _("Written materials")


class StandardHeading(models.Model):
    """A standard of the national PTA in one of its editions: its number and its name, never its text."""

    edition = models.PositiveSmallIntegerField(_("edition"))
    theme = models.PositiveSmallIntegerField(
        _("standard"), validators=[MinValueValidator(THEMES[0]), MaxValueValidator(THEMES[1])]
    )
    name = models.CharField(_("name"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)

    class Meta:
        ordering = ["edition", "theme"]
        constraints = [
            models.UniqueConstraint(name="standard_heading_once", fields=["edition", "theme"]),
            models.CheckConstraint(name="standard_heading_of_six", condition=Q(theme__range=THEMES)),
        ]

    def __str__(self):
        return self.name_es if get_language().startswith("es") else self.name


class SetState(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    IN_USE = "IN_USE", _("In use")
    RETIRED = "RETIRED", _("Retired")


@tracked()
class StandardSet(models.Model):
    """One version of the district's own standards: written as a draft, then in use and unchanged for good."""

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=SetState.choices, default=SetState.DRAFT)
    in_use_since = models.DateField(_("in use since"), null=True, blank=True)
    note = models.TextField(_("who worked on it, and what changed"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(name="standard_set_state_known", condition=Q(state__in=SetState.values)),
            models.UniqueConstraint(name="standard_set_one_draft", fields=["state"], condition=Q(state=SetState.DRAFT)),
            models.UniqueConstraint(
                name="standard_set_one_in_use", fields=["state"], condition=Q(state=SetState.IN_USE)
            ),
            models.CheckConstraint(
                name="standard_set_in_use_since_a_day",
                condition=Q(state=SetState.DRAFT, in_use_since=None)
                | (~Q(state=SetState.DRAFT) & Q(in_use_since__isnull=False)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="standard_set_in_use_is_no_draft_again",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["IN_USE", "RETIRED"], new__state="DRAFT"),
            ),
        ]

    def __str__(self):
        return str(_("Welcoming standards, version %(number)s") % {"number": self.number})

    def get_absolute_url(self):
        return reverse("partnerships:standards-version", args=[self.number])

    @property
    def is_draft(self):
        return self.state == SetState.DRAFT


@tracked()
class WalkthroughItem(models.Model):
    """One thing that a team looks for. `theme`: the national standard that it belongs to, in both editions."""

    standards = models.ForeignKey(
        StandardSet, models.CASCADE, related_name="items", verbose_name=_("version"), editable=False
    )
    component = models.CharField(_("part"), max_length=1, choices=Component.choices)
    code = models.CharField(_("code"), max_length=40, validators=[is_code])
    wording = models.PositiveSmallIntegerField(_("wording"), default=1, editable=False)
    theme = models.PositiveSmallIntegerField(
        _("national standard"), validators=[MinValueValidator(THEMES[0]), MaxValueValidator(THEMES[1])]
    )
    text = models.CharField(_("what is looked for"), max_length=LONGEST_ITEM)
    text_es = models.CharField(_("the same in Spanish"), max_length=LONGEST_ITEM)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["standards", "component", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="walkthrough_item_once",
                fields=["standards", "code"],
                violation_error_message=_("This version has an item with this code already."),
            ),
            models.CheckConstraint(name="walkthrough_item_of_six", condition=Q(theme__range=THEMES)),
            models.CheckConstraint(name="walkthrough_item_component", condition=Q(component__in=Component.values)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="walkthrough_item_in_use_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM partnerships_standardset AS version
                        WHERE version.state <> 'DRAFT'
                        AND ((TG_OP <> 'INSERT' AND version.id = OLD.standards_id)
                        OR (TG_OP <> 'DELETE' AND version.id = NEW.standards_id))
                    ) THEN
                        RAISE EXCEPTION 'Standards in use are kept as they are: begin a new version.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def words(self):
        return self.text_es if get_language().startswith("es") else self.text

    @property
    def trend_key(self):
        """Walkthroughs are compared only where this is the same."""
        return self.code, self.wording
