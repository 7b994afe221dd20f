"""What a survey asks: instruments in versions, with sections and items, and their texts in any number of languages.

An item has a code that stays for good. `wording` counts how often its question changed, so that years are compared
only where the same was asked on the same scale. A version that has been taken into use is never changed again.
"""

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.access import Can, may
from district.history import tracked
from district.models import Language

SOURCE_LANGUAGE = "en"  # the language in which questions are written; others are translated from it
LONGEST_QUESTION = 300
LONGEST_TEXT = 1000
MOST_ITEMS = 60
is_code = RegexValidator(r"^[a-z][a-z0-9-]{0,39}\Z", _("Use small letters, digits and hyphens; begin with a letter."))


class Audience(models.TextChoices):
    """Whose perceptions are asked for (facts 1.10). Students never answer here: their results come as sums."""

    FAMILIES = "FAMILIES", _("Families")
    STAFF = "STAFF", _("Staff")
    PARTNERS = "PARTNERS", _("Partners")
    COUNCIL = "COUNCIL", _("Council members")
    STUDENTS = "STUDENTS", _("Students (sums only)")


class Scale(models.TextChoices):
    """How an item is answered."""

    AGREE5 = "AGREE5", _("Agreement, five steps with a middle")
    AGREE4 = "AGREE4", _("Agreement, four steps without a middle")
    OFTEN4 = "OFTEN4", _("How often, four steps")
    YES_NO = "YES_NO", _("Yes or no")
    SEVERAL = "SEVERAL", _("Choose several")
    NUMBER = "NUMBER", _("A number")
    TEXT = "TEXT", _("In own words")


class Detail(models.TextChoices):
    """What is told of an item: its answers in parts; or, for a group as small as a council, only their mean."""

    PARTS = "PARTS", _("Number of answers, shares of each answer, mean")
    MEAN = "MEAN", _("Number of answers and mean only")


class InstrumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if may(user, Can.VIEW_SURVEY) else self.none()


@tracked()
class Instrument(models.Model):
    """A questionnaire under a name of the house; what it asks is in its versions."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[is_code])
    name = models.CharField(_("name"), max_length=120)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices)
    detail = models.CharField(_("what is shown"), max_length=10, choices=Detail.choices, default=Detail.PARTS)
    note = models.TextField(_("where it comes from"), max_length=LONGEST_TEXT, blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="instrument_audience_known", condition=Q(audience__in=Audience.values)),
            models.CheckConstraint(name="instrument_detail_known", condition=Q(detail__in=Detail.values)),
        ]

    def __str__(self):
        return self.name

    @property
    def note_words(self):
        """The note as it reads; the portal's own is told in the language of the page."""
        return str(_(self.note)) if self.note else ""


class VersionState(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    IN_USE = "IN_USE", _("In use")
    RETIRED = "RETIRED", _("Retired")


def kept_once_in_use(name, version):
    """The trigger of a table whose rows belong to a version (`version` is the column that says which)."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM partnerships_instrumentversion AS version
                WHERE version.state <> 'DRAFT'
                AND ((TG_OP <> 'INSERT' AND version.id = OLD.{version})
                OR (TG_OP <> 'DELETE' AND version.id = NEW.{version}))
            ) THEN
                RAISE EXCEPTION 'A version in use is kept as it is: begin a new version.';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


@tracked()
class InstrumentVersion(models.Model):
    """One version of an instrument: a draft that can be written, then in use and unchanged for good."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="versions", verbose_name=_("instrument"))
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    in_use_since = models.DateField(_("in use since"), null=True, blank=True)

    class Meta:
        ordering = ["instrument", "-number"]
        constraints = [
            models.UniqueConstraint(name="instrument_version_once", fields=["instrument", "number"]),
            models.CheckConstraint(name="instrument_version_state_known", condition=Q(state__in=VersionState.values)),
            models.UniqueConstraint(
                name="instrument_one_draft",
                fields=["instrument"],
                condition=Q(state=VersionState.DRAFT),
                violation_error_message=_("This instrument has a draft already."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="version_in_use_is_no_draft_again",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["IN_USE", "RETIRED"], new__state="DRAFT"),
            ),
        ]

    def __str__(self):
        version = _("version %(number)s") % {"number": self.number}
        return f"{self.instrument}, {version}"

    def get_absolute_url(self):
        return reverse("partnerships:survey-version", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == VersionState.DRAFT


@tracked()
class InstrumentSection(models.Model):
    """A part of a version with a heading of its own (the text "section-<code>")."""

    version = models.ForeignKey(
        InstrumentVersion, models.CASCADE, related_name="sections", verbose_name=_("version"), editable=False
    )
    code = models.CharField(_("code"), max_length=40, validators=[is_code])
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["version", "position", "pk"]
        constraints = [models.UniqueConstraint(name="instrument_section_once", fields=["version", "code"])]
        triggers = [kept_once_in_use("section_in_use_is_kept", "version_id")]

    def __str__(self):
        return self.code


@tracked()
class InstrumentItem(models.Model):
    """One question. `choices` are the codes of what can be chosen, for the scale SEVERAL only.

    `is_reversed`: agreeing is unfavourable. The text is "item-<code>"; a choice's text is "choice-<item>-<choice>".
    """

    version = models.ForeignKey(
        InstrumentVersion, models.CASCADE, related_name="items", verbose_name=_("version"), editable=False
    )
    section = models.ForeignKey(
        InstrumentSection, models.CASCADE, related_name="items", verbose_name=_("section"), editable=False
    )
    code = models.CharField(_("code"), max_length=40, validators=[is_code])
    wording = models.PositiveSmallIntegerField(_("wording"), default=1, editable=False)
    scale = models.CharField(_("answered by"), max_length=10, choices=Scale.choices, default=Scale.AGREE5)
    is_reversed = models.BooleanField(
        _("agreeing is unfavorable"),
        default=False,
        help_text=_("Only for scales; shares are then counted the other way."),
    )
    choices = models.JSONField(_("choices"), default=list, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["version", "section__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="instrument_item_once",
                fields=["version", "code"],
                violation_error_message=_("This version has an item with this code already."),
            ),
            models.CheckConstraint(name="instrument_item_scale_known", condition=Q(scale__in=Scale.values)),
            models.CheckConstraint(
                name="instrument_item_choices_where_chosen",
                condition=Q(scale=Scale.SEVERAL) | Q(choices=[]),
            ),
        ]
        triggers = [kept_once_in_use("item_in_use_is_kept", "version_id")]

    def __str__(self):
        return self.code

    @property
    def trend_key(self):
        """Years are compared only where this is the same."""
        return self.code, self.wording, self.scale, self.is_reversed

    @property
    def text_key(self):
        return f"item-{self.code}"

    def choice_key(self, choice):
        return f"choice-{self.code}-{choice}"


@tracked()
class InstrumentText(models.Model):
    """A text of a version in one language. Translations may be added while a version is in use; the questions
    themselves, in the source language, stay."""

    version = models.ForeignKey(
        InstrumentVersion, models.CASCADE, related_name="texts", verbose_name=_("version"), editable=False
    )
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", verbose_name=_("language"), editable=False)
    key = models.CharField(_("what it is"), max_length=100, editable=False)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)

    class Meta:
        ordering = ["version", "language", "key"]
        constraints = [models.UniqueConstraint(name="instrument_text_once", fields=["version", "language", "key"])]
        triggers = [
            pgtrigger.Trigger(
                name="question_in_use_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF EXISTS (
                        SELECT 1 FROM partnerships_instrumentversion AS version
                        WHERE version.state <> 'DRAFT'
                        AND ((TG_OP <> 'INSERT' AND version.id = OLD.version_id
                              AND OLD.language_id = '{SOURCE_LANGUAGE}')
                        OR (TG_OP <> 'DELETE' AND version.id = NEW.version_id
                            AND NEW.language_id = '{SOURCE_LANGUAGE}'))
                    ) THEN
                        RAISE EXCEPTION 'A version in use is kept as it is: begin a new version.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.text[:60]
