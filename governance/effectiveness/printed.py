"""A council's profile on paper, in the reader's language."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district import school_years
from district.printing.blocks import box, facts, heading, note, soft, status, strong, table, unbroken
from district.printing.document import Document
from governance.effectiveness.lines import HELD_KINDS, Held


def profile_document(reading, pairs, actions):
    """`pairs`: {domain: both sides' ratings as far as the reader may see them}; `actions`: those that are followed."""
    blocks = [facts(about(reading))]
    if not reading.is_complete:
        missing = ", ".join(str(kind.label) for kind in reading.missing_kinds)
        blocks.append(box(_("Incomplete"), _("Kinds of evidence that are missing: %(kinds)s.") % {"kinds": missing}))
    blocks.append(
        note(_("A profile has no overall score and councils are not ranked: each domain speaks for itself."))
    )  # fmt: skip
    for part in reading.parts:
        blocks.append(heading(f"{part.domain.value}. {part.title}"))
        blocks.append(note(f"{part.question} ({part.evidence_words})"))
        blocks.append(lines_table(part))
        blocks += rating_blocks(pairs.get(part.domain))
    blocks.append(heading(_("What gets better, and how")))
    rows = kept_rows(reading.kept["actions"]) if reading.kept else action_rows(actions)
    blocks.append(actions_table(rows) if rows else note(_("No action is planned.")))
    return Document(
        _("How the council does"),
        blocks,
        str(reading.council),
        state=state(reading),
        description=f"{reading.council.school} {year_of(reading)}",
    )


def year_of(reading):
    return school_years.label(reading.fall_year)


def state(reading):
    if reading.profile is None:
        return _("From records only"), "neutral"
    return (_("Profile closed"), "good") if reading.profile.is_closed else (_("Profile open"), "active")


def about(reading):
    closed = reading.profile.closed_on if reading.profile else None
    return [
        (_("School year"), year_of(reading)),
        (_("Kinds of evidence"), ", ".join(str(kind.label) for kind in reading.kinds) or _("None")),
        (_("Closed on"), date_format(closed, "DATE_FORMAT") if closed else ""),
    ]


def lines_table(part):
    rows = [
        [line.label, line.text, line.compared, [status(str(line.held_words), HELD_KINDS[Held(line.held)])]]
        for line in part.lines
    ]
    headers = [_("Measure"), _("Counted"), _("Compared with"), _("Stands")]
    caption = _("%(domain)s: measures") % {"domain": part.title}
    return table(caption, headers, rows, [3, 2.4, 3, 1.8])


def rating_blocks(pair):
    if pair is None or not (pair.council or pair.district):
        return []
    rows = []
    for side, rating in ((_("The council"), pair.council), (_("The district"), pair.district)):
        if rating:
            said = [strong(str(rating.get_rating_display())), rating.reason]
            rows.append([side, said, [rating.next_step]])
    caption = _("%(domain)s: ratings") % {"domain": pair.domain.label}
    return [table(caption, [_("Whose view"), _("Rating and reason"), _("Next step")], rows, [1.4, 4, 3])]


def kept_rows(actions):
    """The actions as they stood when the profile was closed."""
    return [[[one["what"], soft(one["support"])], one["who"], one["due"], one["how"]] for one in actions]


def action_rows(actions):
    rows = []
    for one in actions:
        action = one.action
        what = [action.what, soft(str(action.get_domain_display())), soft(str(action.get_service_display() or ""))]
        due = unbroken(date_format(action.due_on, "SHORT_DATE_FORMAT"))
        rows.append([what, action.person, due, [status(str(one.how.label), one.kind)]])
    return rows


def actions_table(rows):
    headers = [_("Action"), _("Who"), _("By when"), _("Stands")]
    return table(_("Improvement plan"), headers, rows, [4.4, 2, 1.4, 1.6])
