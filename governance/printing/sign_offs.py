"""The sign-off form of a draft budget or an improvement plan on paper: what is recorded, and lines for what is not."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district import names, school_years
from district.printing.blocks import box, facts, heading, note, paragraph
from district.printing.document import Document
from governance.motions import tally_totals

LINE = "_" * 40
ROOM = "\u00a0"


def moment(at):
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def signed(person, at):
    """Who signed or read it in the portal and when; a line for a hand where nobody has."""
    return f"{person}, {moment(at)}" if at else [ROOM, LINE]


def sign_off_document(one):
    """The form. One query for the votes, two where there is an advice."""
    pairs = [
        (_("Document"), one.get_kind_display()),
        (_("Title"), one.title),
        (_("Version"), one.version),
        (_("Date of the document"), date_format(one.dated_on, "DATE_FORMAT")),
        (_("School year"), school_years.label(one.fall_year)),
        (_("File"), one.evidence.original_name if one.evidence else ""),
    ]
    blocks = [facts(pairs), heading(_("The council"))]
    if one.stance:
        blocks.append(facts([(_("What the council says"), one.get_stance_display()), *vote_pairs(one)]))
    else:
        blocks.append(box(_("Not signed yet"), _("The council votes on it at a meeting; then its chair signs.")))
    if one.reason:
        blocks += [heading(_("Why it is refused or missing"), 2), paragraph(one.reason)]
    if one.advice:
        blocks += [heading(_("The council's advice"), 2), paragraph(one.advice.text)]
        blocks += answer_blocks(one.advice)
    chair = signed(one.decided_by, one.decided_at) if one.is_signed or not one.stance else "—"
    blocks += [
        heading(_("Signatures")),
        facts(
            [
                (_("For the council, its chair"), chair),
                (_("Read by the principal"), signed(one.principal_read_by, one.principal_read_at)),
                (_("Read by central office"), signed(one.office_read_by, one.office_read_at)),
            ]
        ),
        note(_("Names with a moment signed in the portal under their own account; lines are for signing by hand.")),
    ]
    return Document(
        title=_("Sign-off of the %(council)s") % {"council": names.name("council")},
        kicker=str(one.council.school),
        blocks=blocks,
    )


def vote_pairs(one):
    if one.motion is None:
        return []
    meeting = one.motion.meeting
    votes = "; ".join(f"{choice.counted}: {total}" for choice, total in tally_totals(one.motion))
    return [
        (_("Meeting"), date_format(meeting.held_on, "DATE_FORMAT")),
        (_("Motion"), f"{one.motion.number}. {one.motion.text}"),
        (_("Votes"), votes),
        (_("Result"), one.motion.get_outcome_display()),
    ]


def answer_blocks(advice):
    """The principal's answers, in their order."""
    found = []
    for answer in advice.answers.select_related("by"):
        words = {"person": answer.by, "day": date_format(timezone.localtime(answer.at), "DATE_FORMAT")}
        title = _("Answer of the principal: %(answer)s") % {"answer": answer.get_decision_display()}
        found += [heading(title, 2), paragraph(answer.reason), note(_("%(person)s, %(day)s") % words)]
    return found
