"""An invented proposal of another publication rule that was declined, and one that waits for its count."""

from district.models import User
from indicators import rule_changes
from indicators.models import RuleChange, SuppressionRule
from indicators.models.rule_changes import THRESHOLDS


def make_rule_changes():
    central = User.objects.get(email="central@hartford.example")
    admin = User.objects.get(email="admin@hartford.example")
    loose = changed(min_numerator=4, reason="Small schools would see more of their own figures (demo).")
    rule_changes.decline(
        proposed(loose, by=central), by=admin, reason="The state hides counts below 6, and so do we (demo)."
    )
    rule_changes.propose(
        changed(min_numerator=10, reason="A parent asked whether six is enough in classes of twelve (demo)."),
        by=central,
    )


def proposed(change, *, by):
    """Declined at once, so nobody has to count it."""
    change.proposed_by = by
    change.save()
    return change


def changed(**fields):
    now = SuppressionRule.in_force()
    return RuleChange(**{name: getattr(now, name) for name in THRESHOLDS} | fields)
