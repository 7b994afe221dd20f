"""Every page that anybody can click to, judged by axe on phones in Spanish and on a desk in English."""

from collections import defaultdict

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.crawling import crawled

# 320 and 390 px have one layout (the narrowest one ends at 400): what differs between them is where things come to lie.
OF_PLACE = ["target-size", "scrollable-region-focusable"]
# Every rule is judged; what is in order comes back as one example only. All of it back took two thirds of the time.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
RULES_OF_PLACE = {**RULES, "runOnly": OF_PLACE}
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


def pages_by_role(site):
    """One page of each view, with the first role that can click to it: {role: [path]}."""
    chosen, by_role = set(), defaultdict(list)
    for role, found in crawled(site).items():
        for path, name, status, is_page in found:
            if name not in chosen and status == 200 and is_page:
                chosen.add(name)
                by_role[role].append(path)
    return by_role


def complaints_of(page, path, rules_at, seen, *, is_judged=True):
    """What is wrong with a page at each width: rules of axe that it breaks, and text cut off at the side.

    `seen` are the selectors of what was judged elsewhere. A page that is not judged is asked for its width alone.
    """
    if is_judged:
        page.evaluate(AXE_SCRIPT)
    context = {"exclude": [[selector] for selector in seen]}
    for width, rules in rules_at.items():
        page.set_viewport_size({"width": width, "height": 900})
        for violation in page.evaluate(JUDGE, [context, rules]) if rules and is_judged else ():
            nodes = [node["html"][:160] for node in violation["nodes"][:2]]
            yield f"{path} at {width}: {violation['id']}, {violation['help']}: {nodes}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{path} at {width}: the page is {wide} px wide"


def complaints_in(language, site, visit):
    found, judged = [], set()
    for role, paths in pages_by_role(site).items():
        page = visit(role, language=language)
        for place, path in enumerate(paths):
            page.goto(path)
            kinds = set(page.evaluate(KINDS)) if language == "en" and place else {path}
            seen = [*ALIKE, *FRAME] if place else ALIKE
            found += complaints_of(page, path, RULES_AT[language], seen, is_judged=not kinds <= judged)
            judged |= kinds
    return found
