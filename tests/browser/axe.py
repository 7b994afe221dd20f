"""Every page that anybody can click to, judged by axe on phones in Spanish and on a desk in English."""

from collections import defaultdict
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.crawling import crawled

# 320 and 390 px have one layout (the narrowest one ends at 400): what differs between them is where things come to lie.
OF_PLACE = ["target-size", "scrollable-region-focusable"]
# Every rule is judged; what is in order comes back as one example only. All of it back took two thirds of the time.
ALL_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
RULES = {**ALL_RULES, "rules": {"color-contrast": {"enabled": False}}}
RULES_OF_PLACE = {**ALL_RULES, "runOnly": OF_PLACE}
# Contrast took three fifths of the time of all rules. A style sheet gives colours by what an element is and what it
# lies in, so each such way is judged once: whatever page it is on, in all its rows, header and footer as well.
CONTRAST = {**ALL_RULES, "runOnly": ["color-contrast"]}
FRESH_TEXT = Path(__file__).with_name("fresh_text.js").read_text()
# A phone in Spanish judges every page by every rule. On a desk in English a page is judged where it holds a kind of
# element that no page before it held: what a page must be as a whole (names that differ, headings in order) does not
# depend on its width.
OF_DATA = "id|href|value|for|d|x|y|[xy][12]|c[xy]|points"  # attributes that are there or not by what is told
KINDS = (
    """() => [...new Set([...document.querySelectorAll("body > :not(header, footer) *")].map(one => {
    const said = item => `${item.tagName}.${[...item.classList].sort().join(".")}`;
    const attributes = one.getAttributeNames().filter(name => !/^(OF_DATA)$/.test(name));
    return `${said(one.parentElement)}>${said(one)}[${attributes.sort()}]`;
}))]"""
).replace("OF_DATA", OF_DATA)
# Each layout is judged by every rule in one language: another language changes the words and how much room they take,
# not the elements and their colours.
# What lies where is judged on phones in Spanish, whose words are longer, and on a desk in English; that nothing is cut
# off at the side is asked of every width in both.
RULES_AT = {
    "en": {320: None, 390: None, 1280: RULES},
    "es": {320: RULES, 390: RULES_OF_PLACE, 1280: None},
}
# Of a long table or list the first rows are judged: the others are made by the same lines of the same template.
ALIKE = ["tbody > tr:nth-child(n+6)", ".rows > li:nth-child(n+9)", ".taps > li:nth-child(n+6)"]
# Header and footer are more than half of a page, and the same on all pages of a role: its first page is judged whole.
FRAME = ["body > header", "body > footer"]
JUDGE = "([context, rules]) => axe.run(context, rules).then(found => found.violations)"
JUDGE_FRESH_TEXT = "rules => axe.run({include: window.freshText}, rules).then(found => found.violations)"


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
        self.kinds, self.ways = set(), set()

    def complaints_of(self, page, path, *, is_first):
        """What is wrong with a page at each width: rules of axe that it breaks, and text cut off at the side."""
        kinds = set(page.evaluate(KINDS)) if self.language == "en" and not is_first else {path}
        is_judged = not kinds <= self.kinds
        self.kinds |= kinds
        context = {"exclude": [[selector] for selector in (ALIKE if is_first else [*ALIKE, *FRAME])]}
        if is_judged:
            page.evaluate(AXE_SCRIPT)
        for width, rules in RULES_AT[self.language].items():
            page.set_viewport_size({"width": width, "height": 900})
            violations = page.evaluate(JUDGE, [context, rules]) if rules and is_judged else []
            if rules is RULES:
                violations += self.pale_text_of(page)
            for violation in violations:
                nodes = [node["html"][:160] for node in violation["nodes"][:2]]
                yield f"{path} at {width}: {violation['id']}, {violation['help']}: {nodes}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                yield f"{path} at {width}: the page is {wide} px wide"

    def pale_text_of(self, page):
        """Violations of text too pale for its ground, in ways that no page before had."""
        fresh = page.evaluate(FRESH_TEXT, list(self.ways))
        self.ways |= set(fresh)
        if fresh and not page.evaluate("!!window.axe"):
            page.evaluate(AXE_SCRIPT)
        return page.evaluate(JUDGE_FRESH_TEXT, CONTRAST) if fresh else []


def complaints_in(language, site, visit):
    found, judge = [], Judge(language)
    for role, paths in pages_by_role(site).items():
        page = visit(role, language=language)
        for place, path in enumerate(paths):
            page.goto(path)
            found += judge.complaints_of(page, path, is_first=place == 0)
    return found
