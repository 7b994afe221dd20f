"""Build `static/vendor/` from unpacked npm packages: Bootstrap cut to what we use, htmx, Public Sans, our icons.

    npm pack bootstrap@5.3.9 htmx.org@2.0.11 @fontsource/public-sans@5.3.0 bootstrap-icons@1.13.2
    (unpack each into FOLDER/bootstrap, FOLDER/htmx, FOLDER/public-sans, FOLDER/bootstrap-icons)
    python manage.py vendor_assets FOLDER

The result is committed, so nobody needs npm to run the portal. `docs/design-system.md` says what was kept and why.
"""

import re
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

ICONS = """
    arrow-down-right arrow-left arrow-right arrow-up-right bar-chart-line bell box-arrow-in-right box-arrow-right
    building bullseye calendar-event calendar-plus caret-down-fill caret-up-fill chat-left-text check-circle-fill
    check-lg chevron-down chevron-expand chevron-right circle circle-half clock clock-history compass dash-circle
    dash-lg download envelope exclamation-octagon-fill exclamation-triangle-fill file-earmark-spreadsheet
    file-earmark-text flag funnel gear globe2 house-door house-heart info-circle-fill journal-check journal-plus key
    list lock paperclip pause-circle-fill pencil people person-circle person-plus phone plus-lg printer question-circle
    search shield-lock stop-circle-fill trash upload x-lg
""".split()  # noqa: SIM905  a list of words reads better as words

BREAKPOINTS = r"(-(sm|md|lg))?"
KEPT_CLASSES = re.compile(
    "|".join(
        rf"(?:{pattern})\Z"
        for pattern in (
            r"container|row",
            rf"col{BREAKPOINTS}(-(auto|\d+))?|row-cols{BREAKPOINTS}-[1-4]|g[xy]?{BREAKPOINTS}-[0-5]",
            r"table(-(sm|striped|bordered|borderless|responsive|group-divider))?|caption-top",
            r"form-(label|text|control|select|check|check-input|check-label|check-inline)(-(sm|lg))?|col-form-label",
            r"input-group(-text)?|is-invalid|invalid-feedback",
            r"btn(-(primary|secondary|danger|outline-primary|outline-secondary|outline-danger|link|sm|lg|group))?",
            r"alert(-(heading|link|success|info|warning|danger|secondary))?|badge|disabled|active|show",
            r"card(-(body|title|header|footer|text))?|list-(unstyled|inline|inline-item)|list-group(-item)?",
            r"lead|small|h[1-6]|fs-[1-6]|fw-(normal|bold)|fst-italic|blockquote|mark",
            r"visually-hidden(-focusable)?|clearfix|float-end|align-(baseline|top|middle)",
            rf"d{BREAKPOINTS}-(none|block|flex|grid|inline|inline-block|inline-flex)",
            rf"flex{BREAKPOINTS}-(row|column|wrap|nowrap|fill|grow-0|grow-1|shrink-0)|gap{BREAKPOINTS}-[0-5]",
            rf"(justify-content|align-items|align-self){BREAKPOINTS}-(start|end|center|between|baseline|stretch)",
            r"[mp][tbsexy]?-([0-5]|auto)|[wh]-(25|50|75|100|auto)",
            rf"text{BREAKPOINTS}-(start|end|center)|text-(nowrap|break|wrap|muted|body|danger|success|decoration-none)",
            r"border(-(top|bottom|start|end|0))?|rounded|overflow-(auto|hidden)|position-relative",
        )
    )
)
DROPPED = re.compile(r"\[data-bs-theme=dark\]|:valid|:invalid|was-validated|fieldset:disabled .btn|-webkit-calendar")
LICENCES = {"bootstrap": "LICENSE", "htmx": "LICENSE", "public-sans": "LICENSE", "bootstrap-icons": "LICENSE"}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        target = settings.BASE_DIR / "static" / "vendor"
        (target / "licences").mkdir(parents=True, exist_ok=True)
        css = (folder / "bootstrap/dist/css/bootstrap.css").read_text()
        (target / "bootstrap.css").write_text(trim_stylesheet(css))
        shutil.copy(folder / "htmx/dist/htmx.min.js", target / "htmx.min.js")
        for weight in (400, 700):
            name = f"public-sans-latin-{weight}-normal.woff2"
            shutil.copy(folder / "public-sans/files" / name, target / name)
        (target / "icons.svg").write_text(icon_sprite(folder / "bootstrap-icons/icons"))
        for package, licence in LICENCES.items():
            shutil.copy(folder / package / licence, target / "licences" / f"{package}.txt")


def icon_sprite(folder):
    """One SVG with a <symbol> per icon, for `<use href="…/icons.svg#name">`."""
    symbols = []
    for name in ICONS:
        inside = re.search(r"<svg[^>]*>(.*)</svg>", (folder / f"{name}.svg").read_text(), re.DOTALL)[1]
        paths = "".join(line.strip() for line in inside.splitlines())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{paths}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"


def trim_stylesheet(css):
    """Bootstrap's stylesheet with only the kept classes, without comments but with its notice of licence."""
    notice = re.search(r"/\*!.*?\*/", css, re.DOTALL)[0]
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    return f'@charset "UTF-8";\n{notice}\n{"".join(kept_rules(bare))}'


def kept_rules(css):
    for prelude, body in blocks(css):
        if prelude.startswith(("@media", "@supports")):
            inside = "".join(kept_rules(body))
            if inside:
                yield f"{prelude}{{{inside}}}\n"
        elif prelude.startswith("@"):
            if "spinner" not in prelude and "placeholder" not in prelude and "progress" not in prelude:
                yield f"{prelude}{{{squeeze(body)}}}\n"
        else:
            selectors = [s for s in split_selectors(prelude) if is_kept(s)]
            if selectors:
                yield f"{','.join(selectors)}{{{squeeze(body)}}}\n"


def blocks(css):
    """Yield (prelude, body) of each top-level `prelude { body }`."""
    start = depth = 0
    for found in re.finditer(r"[{}]", css):
        if found[0] == "{":
            if depth == 0:
                prelude, inside = css[start : found.start()].strip(), found.end()
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield " ".join(prelude.split()), css[inside : found.start()]
                start = found.end()


def split_selectors(prelude):
    """Split at commas that are not inside `:not(a, b)`."""
    return [part.strip() for part in re.split(r",(?![^()]*\))", prelude)]


def is_kept(selector):
    if DROPPED.search(selector):
        return False
    outside_not = re.sub(r":not\([^)]*\)", "", selector)
    return all(KEPT_CLASSES.match(name) for name in re.findall(r"\.([A-Za-z][\w-]*)", outside_not))


def squeeze(body):
    body = re.sub(r"\s*([:;,])\s+", r"\1", " ".join(body.split()))
    return body.removesuffix(";")
