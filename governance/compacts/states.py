"""How the state of a version is shown: the kind of its status tag."""

from governance.models.compacts import CompactState

STATE_KINDS = {
    CompactState.DRAFT: "active",
    CompactState.FAMILY_INPUT: "waiting",
    CompactState.COUNCIL_REVIEW: "waiting",
    CompactState.APPROVED: "good",
    CompactState.TRANSLATION: "active",
    CompactState.DISTRIBUTED: "good",
    CompactState.IN_USE: "good",
    CompactState.ANNUAL_REVIEW: "active",
    CompactState.RETIRED: "neutral",
}
