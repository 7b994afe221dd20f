"""Which pages make the public site: shown to everybody alike, kept by caches, found by search engines, shared by links.

Pages with a form of their own (an answer to a survey, signing in) are public, but no part of this site.
"""

from district.access import PAGES, PUBLIC

SITE = frozenset(
    {
        "home",
        "help",
        "accessibility",
        "personal-data",
        "plans:plan-overview",
        "plans:cycle-detail",
        "plans:theory-detail",
        "plans:priority-action-detail",
        "plans:initiative-detail",
        "stories:list",
        "stories:story",
        "stories:picture",
        "district:school-list",
        "district:school-detail",
        "indicators:district-dashboard",
        "indicators:school-dashboard",
        "indicators:indicator-detail",
        "indicators:value-detail",
        "governance:council-detail",
        "governance:council-on",
        "governance:meeting",
        "governance:bylaws",
        "governance:compact-public-list",
        "governance:compact-public",
        "governance:advisory-answers",
        "partnerships:survey-list",
        "partnerships:survey-results",
        "partnerships:survey-school-results",
        "partnerships:standards",
        "news-feed",
        "sitemap",
        "robots",
        "card",
        "card-of-indicator",
        "data",
        "data-file",
        "data-dictionary",
    }
)
assert all(PAGES.get(name) == PUBLIC for name in SITE), "A page of the public site asks for a permission."


def is_of_the_site(request):
    match = getattr(request, "resolver_match", None)
    return match is not None and match.view_name in SITE
