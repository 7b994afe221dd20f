"""A shared evaluation on paper, and the poster for families, in the reader's language."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district.printing.blocks import box, facts, figure, heading, note, paragraph, soft, status, strong, table, unbroken
from district.printing.document import Document
from district.printing.qr import qr_for_paper
from partnerships.evaluations.comparing import summary_sentence
from partnerships.evaluations.standing import standing_of

LARGE = 1.6  # of a poster, which is read from a distance


def about_the_partnership():
    return _(
        "This evaluates the partnership: how partner, school and families work together. It is no judgment on the "
        "organization."
    )


def evaluation_document(evaluation, lines, actions, beside):
    """`lines`: of `comparing.lines`; `actions`: those that are followed; `beside`: facts by code of a criterion."""
    standing = standing_of(evaluation, evaluation.shared_on)
    blocks = [facts(about(evaluation)), note(about_the_partnership()), paragraph(summary_sentence(lines))]
    if evaluation.closed_because:
        blocks.append(box(_("Closed without a side"), f"{standing_without(evaluation)} {evaluation.closed_because}"))
    labels = [evaluation.side_label(one.side) for one in evaluation.sides.all()]
    rows = [
        [
            [strong(line.criterion.say("title")), soft(line.sentence)],
            *[view.text for view in line.views],
            [status(str(line.agreement.label), line.kind)],
        ]
        for line in lines
    ]
    headers = [_("Criterion"), *labels, _("Together")]
    widths = [3, *[1.7] * len(labels), 1.9]
    blocks += [heading(_("Who sees the partnership how")), table(_("Levels by side"), headers, rows, widths)]
    blocks.append(heading(_("What shows it")))
    evidence = []
    for line in lines:
        said = [[strong(f"{view.label}: "), view.evidence] for view in line.views if view.evidence]
        said += [[soft(words)] for words in beside.get(line.criterion.code, [])]
        evidence += [[line.criterion.say("title") if not number else "", one] for number, one in enumerate(said)]
    if evidence:
        blocks.append(table(_("What each side wrote"), [_("Criterion"), _("Evidence")], evidence, [2, 6]))
    blocks.append(heading(_("What was agreed")))
    blocks.append(actions_table(actions) if actions else note(_("No action is agreed yet.")))
    blocks.append(heading(_("Decision")))
    blocks.append(facts(decided(evaluation)) if evaluation.decision else note(_("Nothing is decided yet.")))
    return Document(
        _("Evaluation of the partnership"),
        blocks,
        str(evaluation.partner),
        state=(str(standing.state.label), standing.kind),
        description=f"{evaluation.place}, {evaluation.year_label}",
    )


def standing_without(evaluation):
    missing = ", ".join(evaluation.side_label(one.side) for one in evaluation.sides.all() if one.is_left_out)
    return _("Without: %(sides)s.") % {"sides": missing}


def about(evaluation):
    return [
        (_("Partner"), str(evaluation.partner)),
        (_("With"), evaluation.place),
        (_("School year"), evaluation.year_label),
        (_("Shared on"), date_format(evaluation.shared_on, "DATE_FORMAT")),
        (_("Asked by"), str(evaluation.rubric)),
    ]


def decided(evaluation):
    return [
        (_("Decision"), str(evaluation.get_decision_display())),
        (_("Last day"), date_format(evaluation.ends_on, "DATE_FORMAT") if evaluation.ends_on else ""),
        (_("Reason"), evaluation.decision_reason),
        (_("Decided by"), f"{evaluation.decided_by}, {date_format(evaluation.decided_on, 'DATE_FORMAT')}"),
    ]


def actions_table(actions):
    rows = []
    for one in actions:
        action = one.action
        due = unbroken(date_format(action.due_on, "SHORT_DATE_FORMAT"))
        what = [action.what, soft(action.criterion.say("title"))]
        rows.append([what, action.person, due, [status(str(one.how.label), one.kind)]])
    headers = [_("Action"), _("Who"), _("By when"), _("Stands")]
    return table(_("Agreed actions"), headers, rows, [4.4, 2, 1.4, 1.6])


def poster_document(evaluation, address):
    """What hangs at the door: one question, the short address, its QR code."""
    return Document(
        _("How is the work with %(partner)s?") % {"partner": evaluation.partner},
        [
            paragraph(_("Point your phone here. No account, no name, two minutes.")),
            figure(qr_for_paper(address), _("QR code of the address below"), address),
            paragraph(_("Open until %(day)s.") % {"day": date_format(evaluation.due_on, "DATE_FORMAT")}),
        ],
        evaluation.place,
        description=_("Poster for families"),
        scale=LARGE,
    )
