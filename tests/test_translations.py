"""Every visible string is in the Spanish catalogue, translated, with the same holes as the English."""

import ast
import io
import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from django.conf import settings
from django.utils.translation.template import templatize

APPS = ("district", "indicators", "plans", "partnerships", "governance", "fce_portal")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}
# The names of the imports bound to `_`, `gettext` and so on are the catalogue's; a hole is %(name)s or %%.
HOLE = re.compile(r"%\((\w+)\)[sd]")


def catalogue():
    return polib.pofile(str(settings.BASE_DIR / "locale/es/LC_MESSAGES/django.po"))


def python_messages(path):
    yield from extracted(path.read_bytes())


def template_messages(path):
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    yield from extracted("\n".join(line.strip() for line in source.splitlines()).encode())  # indents mean nothing here


def extracted(source):
    for _line, function, message, _comments in extract_python(io.BytesIO(source), KEYWORDS, [], {}):
        texts = message if isinstance(message, tuple) else (message,)
        if function in ("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"):
            texts = texts[1:]
        if texts and texts[0]:
            yield texts[0]


def visible_strings():
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in (root / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield from ((path, text) for text in python_messages(path))
    for folder in (*APPS, "templates"):
        for pattern in ("*.html", "*.txt", "*.svg"):
            for path in (root / folder).rglob(pattern):
                yield from ((path, text) for text in template_messages(path))


def test_no_visible_string_lacks_a_spanish_translation():
    known = {entry.msgid for entry in catalogue() if not entry.obsolete}
    missing = sorted(
        {f"{path.relative_to(settings.BASE_DIR)}: {text}" for path, text in visible_strings() if text not in known}
    )
    assert not missing, "not in locale/es: run `make messages` and translate:\n" + "\n".join(missing)


def calls_within(source):
    """The lines of an f-string in which a text is to be translated: what makes the catalogue does not look there."""
    for text in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)):
        for call in (node for node in ast.walk(text) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in ("_", *KEYWORDS):
                yield call.lineno


def test_no_text_is_translated_inside_an_f_string_where_nobody_finds_it():
    root = Path(settings.BASE_DIR)
    found = [
        f"{path.relative_to(root)}:{line}"
        for app in APPS
        for path in sorted((root / app).rglob("*.py"))
        for line in calls_within(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_every_spanish_entry_is_translated_and_checked():
    unfinished = [
        entry.msgid for entry in catalogue() if not entry.obsolete and (not entry.translated() or entry.fuzzy)
    ]
    assert not unfinished


def test_spanish_quotes_in_one_way():
    texts = [text for entry in catalogue() for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert any("“" in text for text in texts)
    assert not [text for text in texts if "«" in text or "»" in text]


@pytest.mark.parametrize(
    "entry", [entry for entry in catalogue() if HOLE.search(entry.msgid)], ids=lambda e: e.msgid[:50]
)
def test_the_holes_of_a_spanish_sentence_are_those_of_the_english(entry):
    translations = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    wanted = set(HOLE.findall(entry.msgid_plural or entry.msgid))
    for translation in translations:
        assert set(HOLE.findall(translation)) <= wanted
        assert set(HOLE.findall(entry.msgid)) <= set(HOLE.findall(translation)) or entry.msgid_plural


def test_a_string_without_translation_would_be_found(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("{% load i18n %}{% blocktranslate trimmed %}A sentence nobody\n translated{% endblocktranslate %}")
    assert list(template_messages(page)) == ["A sentence nobody translated"]
