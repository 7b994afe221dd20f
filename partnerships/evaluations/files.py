"""Evaluations as rows of a file: one for each criterion of what is shared, one for each evaluation that is not."""

from django.utils.translation import gettext as _

from partnerships.evaluations import comparing
from partnerships.evaluations.standing import standing_of
from partnerships.models.evaluations import Side


def evaluation_headers():
    return [
        "partner", "school_code", "school", "school_year", "state", "due_on", "shared_on", "criterion",
        *(f"{side.lower()}_{part}" for side in Side.values for part in ("level", "text")),
        "agreement", "decision",
    ]  # fmt: skip


def evaluation_rows(evaluations, today):
    """What is not shared has one row that says how far it is, and no level."""
    found = list(evaluations)
    all_lines = comparing.lines(found)
    for one in found:
        head = [
            one.partner.name,
            one.school.code if one.school_id else "",
            one.school.name if one.school_id else _("the district as a whole"),
            one.year_label,
            str(standing_of(one, today).state.label),
            one.due_on,
            one.shared_on,
        ]
        decision = str(one.get_decision_display())
        if not one.is_shared:
            yield [*head, "", *[None, ""] * len(Side), "", ""]
        for line in all_lines.get(one.pk, []):
            views = {view.side: view for view in line.views}
            cells = []
            for side in Side.values:
                view = views.get(side)
                cells += [view.level if view else None, (view.evidence or view.instead) if view else ""]
            yield [*head, line.criterion.say("title"), *cells, str(line.agreement.label), decision]
