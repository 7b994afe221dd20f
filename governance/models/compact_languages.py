"""A compact in another language: bound to one version, passage by passage, and never published unread by a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models import Language, School, User
from governance.models.compacts import CompactVersion
from indicators.marks import stale_marks


@tracked()
class CompactTranslation(models.Model):
    """One version in one language."""

    class Translator(models.TextChoices):
        HUMAN = "HUMAN", _("A person")
        MACHINE = "MACHINE", _("A machine, checked by a person")

    class State(models.TextChoices):
        WORK = "WORK", _("Being translated")
        CHECKED = "CHECKED", _("Checked")
        PUBLISHED = "PUBLISHED", _("Published")

    version = models.ForeignKey(CompactVersion, models.CASCADE, related_name="translations", verbose_name=_("version"))
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", verbose_name=_("language"))
    translator = models.CharField(
        _("who translated"), max_length=10, choices=Translator.choices, default=Translator.HUMAN
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WORK)
    checked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, related_name="+", verbose_name=_("school"), editable=False
    )
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["language__position", "language"]
        constraints = [
            models.UniqueConstraint(name="compact_translation_once", fields=["version", "language"]),
            models.CheckConstraint(
                name="compact_translation_is_read_by_a_person",
                condition=Q(state="WORK") | Q(checked_by__isnull=False, checked_at__isnull=False),
                violation_error_message=_("A person checks a translation before it is published."),
            ),
        ]
        triggers = stale_marks(
            "compact_languages",
            "SELECT rows.school_id, rows.published_on FROM {rows} AS rows "
            "WHERE rows.school_id IS NOT NULL AND rows.published_on IS NOT NULL",
            leave_out=("version", "language", "translator", "checked_by", "checked_at"),
        )

    def __str__(self):
        return str(self.language)

    def save(self, *args, **kwargs):
        self.school_id = self.version.compact.school_id
        super().save(*args, **kwargs)


@tracked()
class PassageTranslation(models.Model):
    """One passage in the other language, with the text it was translated from: where that has changed, it is stale."""

    translation = models.ForeignKey(
        CompactTranslation, models.CASCADE, related_name="passages", verbose_name=_("translation")
    )
    passage = models.CharField(_("passage"), max_length=40)
    source = models.TextField(_("translated from"), blank=True)
    text = models.TextField(_("translation"), max_length=3000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="compact_passage_translated_once", fields=["translation", "passage"])
        ]

    def __str__(self):
        return self.text[:60]
