"""Every page that anybody can click to, judged by axe in one language: every rule at 320 and 1280 px, what depends on
place at 390 px as well."""

from collections import defaultdict

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.site import ROLES, Visitor

WIDTHS = (320, 390, 1280)
# 320 and 390 px have one layout (the narrowest one ends at 400): what differs between them is where things come to lie.
OF_PLACE = ["target-size", "scrollable-region-focusable"]
# Every rule is judged; what is in order comes back as one example only. All of it back took two thirds of the time.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
RULES_AT = {390: {**RULES, "runOnly": OF_PLACE}}
JUDGE = "rules => axe.run(rules).then(found => found.violations)"


def pages_by_role(site):
    """One page of each view, with the first role that can click to it: {role: [path]}."""
    chosen, by_role = set(), defaultdict(list)
    for role in (None, *ROLES):
        visitor = Visitor(site, role)
        for path, (name, status) in visitor.crawl(each=1).items():
            if name not in chosen and status == 200 and path not in visitor.files:
                chosen.add(name)
                by_role[role].append(path)
    return by_role


def complaints_of(page, path):
    """What is wrong with a page at each width: rules of axe that it breaks, and text cut off at the side."""
    page.goto(path)
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for violation in page.evaluate(JUDGE, RULES_AT.get(width, RULES)):
            nodes = [node["html"][:160] for node in violation["nodes"][:2]]
            yield f"{path} at {width}: {violation['id']}, {violation['help']}: {nodes}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{path} at {width}: the page is {wide} px wide"


def complaints_in(language, site, visit):
    found = []
    for role, paths in pages_by_role(site).items():
        page = visit(role, language=language)
        for path in paths:
            found += complaints_of(page, path)
    return found
