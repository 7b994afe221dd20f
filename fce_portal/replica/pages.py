"""Which pages are read from the replica: those that show much and change nothing. All others read from the primary."""

from district.access import PAGES
from fce_portal.public.pages import SITE

# Beside the public site. A page with a form that is saved does not belong here: it would begin from older values.
FOR_MEMBERS = frozenset(
    {
        "school-evidence",
        "indicators:ask",
        "indicators:indicator-gaps",
        "indicators:peers",
        "indicators:published-values",
        "indicators:scorecard",
        "indicators:scorecard-changes",
        "indicators:scorecard-coverage",
        "indicators:scorecard-elements",
        "indicators:target-overview",
        "indicators:target-sum",
        "indicators:together",
        "partnerships:evaluation-summary",
        "partnerships:quality",
        "plans:plan-coverage",
        "governance:duty-overview",
        "governance:effectiveness-list",
    }
)
FROM_REPLICA = SITE | FOR_MEMBERS
assert set(PAGES) >= FROM_REPLICA, f"No such page: {FROM_REPLICA - set(PAGES)}"
