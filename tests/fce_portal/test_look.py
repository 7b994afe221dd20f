"""What can be guarded cheaply about the look: policy-clean templates, translated words, contrast, weight."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("district", "indicators", "plans", "partnerships", "governance", "fce_portal")
TEMPLATES = sorted(
    path
    for folder in (ROOT / "templates", *(ROOT / app / "templates" for app in APPS))
    for path in folder.rglob("*")
    if path.suffix in (".html", ".svg")
)
SPEAKS_BOTH_LANGUAGES = tuple(f"templates/{name}.html" for name in ("alone", "400", "500", "503", "away"))
VENDOR = ROOT / "static/vendor"


def name_of(path):
    return str(path.relative_to(ROOT))


def without_template_language(source):
    """The HTML a template writes by itself: no comments, no translated blocks, no tags, no variables."""
    source = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% block \w+_class %}.*?{% endblock %}", "", source)
    source = re.sub(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", "", source, flags=re.DOTALL)
    return re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)


def untranslated_words(source):
    """Words for people that no translation tag holds: text between tags, and attributes that are read out."""
    markup = without_template_language(source)
    read_out = re.findall(r'\s(?:alt|title|aria-label|placeholder)="([^"]*)"', markup)
    text = re.sub(r"<[^>]*>", " ", markup, flags=re.DOTALL)
    text = re.sub(r"&\w+;", " ", text)
    return re.findall(r"[^\W\d_]{2,}", " ".join([*read_out, text]))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_carries_nothing_that_the_content_policy_blocks(path):
    markup = without_template_language(path.read_text(encoding="utf-8"))
    assert not re.search(r"<style\b", markup)
    assert not re.search(r"<[^>]*\sstyle=", markup)
    assert not re.search(r"<[^>]*\son[a-z]+=", markup)
    assert not re.search(r"href=[\"']?javascript:", markup)
    for script in re.findall(r"<script\b[^>]*>", path.read_text(encoding="utf-8")):
        assert "src=" in script


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_key_is_written_for_machines(path):
    """A bare key gets a comma from 1,000 on, and no form or address takes it back: `|stringformat:"d"`."""
    assert not re.search(r"{{\s*[\w.]*\bpk\s*}}", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [p for p in TEMPLATES if name_of(p) not in SPEAKS_BOTH_LANGUAGES], ids=name_of)
def test_every_word_of_a_template_can_be_translated(path):
    assert untranslated_words(path.read_text(encoding="utf-8")) == []


def test_an_untranslated_word_would_be_found():
    assert untranslated_words('<p>{% translate "Yes" %} No {{ name }}</p>') == ["No"]
    assert untranslated_words('<img alt="A cat"><p>{{ x }}</p>') == ["cat"]
    assert (
        untranslated_words("{% comment %}note{% endcomment %}<b>{% blocktranslate %}a b{% endblocktranslate %}</b>")
        == []
    )


@pytest.mark.parametrize("path", sorted((ROOT / "templates/components").glob("*.html")), ids=name_of)
def test_each_component_says_what_it_takes(path):
    assert path.read_text(encoding="utf-8").startswith("{% comment %}")


KINDS = {
    "notice": {"info", "success", "warning", "error"},
    "status_tag": {"good", "active", "warn", "bad", "paused", "stopped", "waiting", "neutral"},
}


@pytest.mark.parametrize("component", KINDS)
def test_each_kind_that_pages_give_a_component_is_one_of_its_own(component):
    """A kind that it does not know looks like none: a warning stood on twelve pages as a remark."""
    given = re.compile(rf'{{% include "components/{component}\.html"[^%]*\bkind="(\w+)"')
    found = {kind for path in TEMPLATES for kind in given.findall(path.read_text(encoding="utf-8"))}
    assert found and found <= KINDS[component]
    said = (ROOT / f"templates/components/{component}.html").read_text(encoding="utf-8").partition("endcomment")[0]
    assert all(kind in said for kind in KINDS[component])


def test_the_icons_that_pages_name_are_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (VENDOR / "icons.svg").read_text()))
    named = {
        icon
        for path in TEMPLATES
        for icon in re.findall(r'{%\s*icon "([\w-]+)"|icon_name="([\w-]+)"', path.read_text(encoding="utf-8"))
        for icon in icon
        if icon
    }
    assert named
    assert named <= sprite


# ------------------------------------------------------------------ contrast
def tokens():
    """The custom properties of the first :root block that are plain colours."""
    sheet = (ROOT / "static/css/portal.css").read_text()
    block = re.search(r":root {(.*?)\n}", sheet, re.DOTALL)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_guidelines_say():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


GROUNDS = ("paper", "surface", "sunken")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "primary", "bad", "accent-strong") for ground in GROUNDS),
    *((word, f"{word}-tint") for word in ("good", "warn", "bad", "calm")),
    ("primary-strong", "primary-tint"),
    ("ink", "primary-tint"),
    ("ink", "accent-tint"),
    ("surface", "primary"),
    ("surface", "primary-strong"),
    ("ink", "heat-1"),
    ("ink", "heat-2"),
    ("ink", "heat-3"),
    ("surface", "heat-4"),
    ("surface", "heat-5"),
]
SHAPE_PAIRS = [
    *(("line-strong", ground) for ground in GROUNDS),
    *((f"series-{number}", "surface") for number in range(1, 7)),
    ("primary", "sunken"),
    ("ink", "paper"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS, ids="-on-".join)
def test_text_has_contrast_enough(text, ground):
    assert contrast(tokens()[text], tokens()[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS, ids="-on-".join)
def test_borders_focus_and_chart_colours_have_contrast_enough(shape, ground):
    assert contrast(tokens()[shape], tokens()[ground]) >= 3


def test_no_two_lines_of_a_chart_share_a_colour():
    dots = re.findall(r"\.chart-dot-[0-9] \{ fill: (.+?); \}", (ROOT / "static/css/portal.css").read_text())
    assert len(dots) == len(set(dots)) == 7


# ------------------------------------------------------------------ weight
def compressed(path):
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 6))


def test_what_every_first_visit_loads_stays_far_below_100_kilobytes():
    files = [path for path in VENDOR.iterdir() if path.is_file()]
    files += [*(ROOT / "static/css").glob("*.css"), *(ROOT / "static/js").glob("*.js")]
    assert sum(map(compressed, files)) < 90_000


def test_scripts_of_every_page_stay_small():
    assert sum((ROOT / "static/js" / name).stat().st_size for name in ("page.js", "drafts.js")) < 6_500


def test_no_vendored_file_asks_for_a_source_map_that_is_not_there():
    for path in [*VENDOR.glob("*.css"), *VENDOR.glob("*.js")]:
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8")


def test_each_vendored_package_brings_its_licence():
    licences = {path.stem for path in (VENDOR / "licences").iterdir()}
    assert licences >= {"bootstrap", "htmx", "public-sans", "bootstrap-icons"}
