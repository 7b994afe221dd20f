"""A compact in another language: side by side, passage by passage, checked by a person, published."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can
from district.drafts import kept_while_typing
from district.word_difference import word_pieces
from governance.compacts import languages, reading
from governance.compacts.forms import PassageForm, TranslationBeginForm
from governance.compacts.languages import NotPublishable
from governance.compacts.views.finding import compact_or_404, show_form, version_of
from governance.compacts.views.review import passage_or_404
from governance.models import PassageTranslation


def translation_or_404(version, tag):
    translations = version.translations.select_related("language", "checked_by")
    translation = get_object_or_404(translations, language=tag)
    translation.version = version
    return translation


@require_http_methods(["GET", "POST"])
def translation_begin(request, kind, code, year):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    version = version_of(compact)
    form = TranslationBeginForm(request.POST or None, version=version)
    if form.is_valid():
        language, translator = form.cleaned_data["language"], form.cleaned_data["translator"]
        version.translations.get_or_create(language=language, defaults={"translator": translator})
        return redirect("governance:compact-translation", kind, code, year, language.tag)
    return show_form(request, form, compact, _("Another language"))


@require_safe
def translation_detail(request, kind, code, year, tag):
    """Both languages side by side, what is missing or has changed marked at its passage."""
    compact = compact_or_404(request, kind, code, year)
    version = version_of(compact)
    translation = translation_or_404(version, tag)
    found = languages.rows(translation)
    may_edit = compact.lets(request.user, Can.EDIT_COMPACT)
    context = {
        "compact": compact,
        "version": version,
        "translation": translation,
        "rows": [(row, reading.hint(row.text, tag)) for row in found],
        "missing": languages.missing_in(translation, found),
        "open_total": len(languages.open_rows(found)),
        "may_edit": may_edit,
        "may_check": may_edit and translation.state == languages.State.WORK and not languages.open_rows(found),
        "may_publish": translation.state == languages.State.CHECKED and compact.lets(request.user, Can.STEER_COMPACT),
        "may_take_back": translation.state == languages.State.PUBLISHED
        and compact.lets(request.user, Can.STEER_COMPACT),
    }
    return render(request, "governance/compact_translation.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def passage_translate(request, kind, code, year, tag, passage):
    """One passage; after saving, the next one that waits."""
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    version = version_of(compact)
    translation = translation_or_404(version, tag)
    of = passage_or_404(version, passage)
    kept = translation.passages.filter(passage=passage).first()
    form = PassageForm(
        request.POST or None, instance=kept or PassageTranslation(translation=translation, passage=passage)
    )
    if form.is_valid():
        form.instance.source = of.text
        form.save()
        languages.reopen(translation)
        messages.success(request, _("Saved."))
        waiting = languages.open_rows(languages.rows(translation_or_404(version, tag)))
        if waiting:
            return redirect("governance:compact-passage", kind, code, year, tag, waiting[0].passage.key)
        return redirect("governance:compact-translation", kind, code, year, tag)
    row = languages.Row(of, kept)
    pieces = what_changed(row)
    title = _("%(passage)s, in: %(language)s") % {"passage": of.label, "language": translation.language}
    return show_form(request, form, compact, title, quoted=of.text, pieces=pieces, kicker=translation.language)


def what_changed(row):
    """What changed in the source since it was translated, word by word; nothing where it is not stale."""
    return word_pieces(row.translated.source, row.passage.text) if row.state == "stale" else []


@require_POST
@transaction.atomic
def translation_check(request, kind, code, year, tag):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    translation = translation_or_404(version_of(compact), tag)
    return answered(
        request, compact, tag, lambda: languages.check(translation, by=request.user), _("Marked as checked by you.")
    )


@require_POST
@transaction.atomic
def translation_publish(request, kind, code, year, tag):
    compact = compact_or_404(request, kind, code, year, Can.STEER_COMPACT)
    translation = translation_or_404(version_of(compact), tag)
    return answered(request, compact, tag, lambda: languages.publish(translation), _("Published."))


@require_POST
@transaction.atomic
def translation_take_back(request, kind, code, year, tag):
    compact = compact_or_404(request, kind, code, year, Can.STEER_COMPACT)
    translation = translation_or_404(version_of(compact), tag)
    words = _("Taken back: families read the text in its own language until this one is published again.")
    return answered(request, compact, tag, lambda: languages.take_back(translation), words)


def answered(request, compact, tag, act, words):
    try:
        act()
    except NotPublishable as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("governance:compact-translation", *compact.key, tag)
