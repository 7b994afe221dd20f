"""Compacts in other languages: what is translated, what has become stale, and when a translation may be published."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from governance.compacts.contents import missing_contents
from governance.compacts.passages import Passage, written
from governance.models import CompactTranslation, PassageTranslation

SOURCE = settings.LANGUAGE_CODE  # compacts are written in English
REQUIRED_LANGUAGES = ("es",)  # what the district hands out everywhere (facts 11.2)
State = CompactTranslation.State


class NotPublishable(Exception):
    """A translation cannot be checked or published now; the text says why."""


@dataclass(frozen=True)
class Row:
    """One passage in two languages. `state`: "done", "stale" (the source has changed since) or "missing"."""

    passage: Passage
    translated: PassageTranslation | None

    @property
    def text(self):
        return self.translated.text if self.translated else ""

    @property
    def state(self):
        if self.translated is None or not self.translated.text.strip():
            return "missing"
        return "done" if self.translated.source == self.passage.text else "stale"


def rows(translation, version=None):
    """Every passage that has a text, with its translation."""
    version = version or translation.version
    by_key = {one.passage: one for one in translation.passages.all()}
    return [Row(passage, by_key.get(passage.key)) for passage in written(version)]


def in_readers_language(version):
    """{passage: its `Row`} in the reader's language, published or not, for those who review the text."""
    found = version.translations.filter(language=get_language()).prefetch_related("passages").first()
    return {row.passage.key: row for row in rows(found, version)} if found else {}


def open_rows(found):
    return [row for row in found if row.state != "done"]


def texts_for(version, tag):
    """{passage: text} for readers of a language: only what is published and up to date; the rest stays in English."""
    if tag == SOURCE:
        return {}
    translation = version.translations.filter(language=tag, state=State.PUBLISHED).prefetch_related("passages").first()
    if translation is None:
        return {}
    return {row.passage.key: row.text for row in rows(translation, version) if row.state == "done"}


def missing_in(translation, found):
    """The required contents that this language lacks, in words."""
    texts = {row.passage.key: row.text for row in found if row.state == "done"}
    return [str(one.missing) for one in missing_contents(translation.version, texts)]


@transaction.atomic
def check(translation, *, by):
    """A person has read the whole translation. Raises NotPublishable where a passage is missing or stale."""
    locked = (
        CompactTranslation.objects.select_for_update(of=("self",))
        .select_related("version__compact__school")
        .get(pk=translation.pk)
    )
    if waiting := open_rows(rows(locked)):
        words = _("Not translated yet, or changed since: %(passages)s.")
        raise NotPublishable(words % {"passages": ", ".join(row.passage.label for row in waiting)})
    locked.state, locked.checked_by, locked.checked_at = State.CHECKED, by, timezone.now()
    locked.save()
    return locked


@transaction.atomic
def publish(translation):
    """Let families read it. Raises NotPublishable unless a person has checked it as it reads now."""
    locked = (
        CompactTranslation.objects.select_for_update(of=("self",))
        .select_related("version__compact__school")
        .get(pk=translation.pk)
    )
    if locked.state != State.CHECKED or open_rows(rows(locked)):
        raise NotPublishable(_("A person checks the translation first, as it reads now."))
    locked.state, locked.published_on = State.PUBLISHED, timezone.localdate()
    locked.save()
    return locked


@transaction.atomic
def take_back(translation):
    """Take a published translation away from families, to be put right: they read the source again until it is
    published anew. Raises NotPublishable where it is not published."""
    locked = CompactTranslation.objects.select_for_update(of=("self",)).select_related("version__compact")
    locked = locked.get(pk=translation.pk)
    if locked.state != State.PUBLISHED:
        raise NotPublishable(_("This translation is not published."))
    reopen(locked)
    return locked


def reopen(translation):
    """After a change of its text: it is to be checked again."""
    translation.state, translation.checked_by, translation.checked_at = State.WORK, None, None
    translation.published_on = None
    translation.save()


def not_ready(version):
    """The required languages in which this version is not published."""
    done = set(version.translations.filter(state=State.PUBLISHED).values_list("language", flat=True))
    return [tag for tag in REQUIRED_LANGUAGES if tag not in done]


def carry_over(before, after):
    """Begin the translations of a new version with those of an earlier one; what reads differently now is stale."""
    for translation in before.translations.prefetch_related("passages"):
        copy = after.translations.create(language_id=translation.language_id, translator=translation.translator)
        PassageTranslation.objects.bulk_create(
            PassageTranslation(translation=copy, passage=one.passage, source=one.source, text=one.text)
            for one in translation.passages.all()
        )
