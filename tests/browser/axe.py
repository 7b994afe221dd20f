"""Every page that anybody can click to, judged by axe on phones in Spanish and on a desk in English.

axe is slow, and most of a page is what other pages hold as well. So a page is looked at first (look.js, place.js,
fresh_text.js: some milliseconds each), and axe is asked where it could say what it has not said before:

- about each kind of element that no page before held; about the page as a whole, where the look finds something in its
  words or its outline (a name missing, a heading left out) of which axe might complain;
- about contrast, for texts whose colour, size and weight came on no such ground before, whatever page they are on;
  where something is placed freely, for texts whose whole way down from the top is new;
- about places (targets too small, parts that scroll) at each width, for the elements of which the look doubts.

That nothing is cut off at the side is asked of every page at every width. tests/browser/test_planted_faults.py plants
faults in a page whose kinds have all been judged, and holds that each is found.
"""

from collections import defaultdict
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.crawling import crawled

FOLDER = Path(__file__).parent
LOOK, PLACE, FRESH_TEXT = ((FOLDER / name).read_text() for name in ("look.js", "place.js", "fresh_text.js"))
# Every rule is judged; what is in order comes back as one example only. All of it back took two thirds of the time.
ALL_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
OF_PLACE = ["target-size", "scrollable-region-focusable"]
ONCE_A_GROUND = ["color-contrast", "link-in-text-block"]
RULES = {**ALL_RULES, "rules": {rule: {"enabled": False} for rule in (*OF_PLACE, *ONCE_A_GROUND)}}
CONTRAST = {**ALL_RULES, "runOnly": ONCE_A_GROUND}
PLACES = {**ALL_RULES, "runOnly": OF_PLACE}
# Each language is judged in the layout of its own: phones in Spanish, whose words are longer, and a desk in English.
# 320 and 390 px have one layout (the narrowest one ends at 400): what differs is where things come to lie, and what is
# not cut off at 320 px is not cut off at 390.
JUDGED_AT = {"en": 1280, "es": 320}
WIDTHS = {"en": (320, 1280), "es": (320, 390, 1280)}
JUDGE_FIRST_OF = """([kinds, rules]) => axe.run(
    {include: kinds.map(kind => window.firstOf.get(kind))}, rules
).then(found => found.violations)"""
JUDGE_ALL = "rules => axe.run(rules).then(found => found.violations)"
JUDGE_THESE = "([name, rules]) => axe.run({include: window[name]}, rules).then(found => found.violations)"


def pages_by_role(site):
    """One page of each view, with the first role that can click to it: {role: [path]}."""
    chosen, by_role = set(), defaultdict(list)
    for role, found in crawled(site).items():
        for path, name, status, is_page in found:
            if name not in chosen and status == 200 and is_page:
                chosen.add(name)
                by_role[role].append(path)
    return by_role


class Judge:
    """Judges page after page in one language, and remembers what was judged before."""

    def __init__(self, language):
        self.language = language
        self.judged_at, self.widths = JUDGED_AT[language], WIDTHS[language]
        self.kinds, self.grounds = set(), set()

    def page_for(self, role, visit):
        """A page of the browser that knows axe wherever it goes: to send the script each time took long."""
        page = visit(role, language=self.language)
        page.add_init_script(AXE_SCRIPT)
        return page

    def complaints_of(self, page, path, *, is_first=False):
        """What is wrong with a page at each width: rules of axe that it breaks, and text cut off at the side."""
        for width in self.widths:
            page.set_viewport_size({"width": width, "height": 900})
            violations = self.out_of_place_on(page)
            if width == self.judged_at:
                violations += self.wrong_on(page, is_first) + self.pale_on(page)
            for violation in violations:
                nodes = [node["html"][:160] for node in violation["nodes"][:2]]
                yield f"{path} at {width}: {violation['id']}, {violation['help']}: {nodes}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                yield f"{path} at {width}: the page is {wide} px wide"
        self.widths = self.widths[::-1]  # the next page begins at the width that this one ended with

    def wrong_on(self, page, is_first):
        """Violations of the rules that do not depend on width and colours."""
        look = page.evaluate(LOOK)
        fresh = [kind for kind in look["kinds"] if kind not in self.kinds]
        self.kinds.update(fresh)
        if is_first or look["doubts"]:
            return page.evaluate(JUDGE_ALL, RULES)
        return page.evaluate(JUDGE_FIRST_OF, [fresh, RULES]) if fresh else []

    def pale_on(self, page):
        """Violations of text too pale for its ground, of colours on grounds that no page before had."""
        fresh = page.evaluate(FRESH_TEXT, list(self.grounds))
        self.grounds |= set(fresh)
        return page.evaluate(JUDGE_THESE, ["freshText", CONTRAST]) if fresh else []

    def out_of_place_on(self, page):
        """Violations of targets too small, or of parts that scroll and no key reaches, at the width there is."""
        return page.evaluate(JUDGE_THESE, ["doubtful", PLACES]) if page.evaluate(PLACE) else []


def complaints_in(language, site, visit):
    found, judge = [], Judge(language)
    for role, paths in pages_by_role(site).items():
        page = judge.page_for(role, visit)
        for place, path in enumerate(paths):
            page.goto(path)
            found += judge.complaints_of(page, path, is_first=place == 0)
    return found
