"""An election on paper: the notice for everybody, the ballot, and the sheet on which votes are tallied by hand."""

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from district import names
from district.printing.blocks import box, bullets, facts, heading, note, paragraph, strong, table
from district.printing.document import Document
from governance.elections import standing_candidates
from governance.models.elections import Constituency

BOX = "☐"


def on_the_ballot(election):
    """Who stands and was found eligible."""
    return [one for one in standing_candidates(election) if one.found_eligible_by_id]


def said(record, name):
    """A text in the language of the paper; in the other where it was written in that one only."""
    first, second = ("es", "en") if get_language() == "es" else ("en", "es")
    return getattr(record, f"{name}_{first}") or getattr(record, f"{name}_{second}")


def span(first, last):
    words = {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}
    return _("%(first)s to %(last)s") % words


def notice_document(election):
    """The notice: who votes for what, when and where, and who stands. Three queries."""
    seats_words = ngettext("%(total)s seat: %(kind)s", "%(total)s seats: %(kind)s", election.seats_total)
    pairs = [
        (_("Who votes"), election.get_constituency_display()),
        (_("Seats to fill"), seats_words % {"total": election.seats_total, "kind": election.seat_words}),
        (_("Term"), span(election.term_starts_on, election.term_ends_on)),
        (_("Nominations"), span(election.nominations_from, election.nominations_until)),
        (_("Voting"), span(election.voting_from, election.voting_until)),
        (_("Where and how to vote"), election.place),
    ]
    blocks = [paragraph(said(election, "notice")), facts(pairs)]
    if election.constituency == Constituency.PARENTS:
        blocks.append(box(_("One vote per household"), _("Each household with a child at the school has one ballot.")))
    candidates = on_the_ballot(election)
    if candidates:
        items = [[strong(one.public_name), said(one, "statement")] for one in candidates]
        blocks += [heading(_("Who stands for election")), bullets(items)]
    blocks.append(note(_("Nobody keeps a list of who has voted.")))
    return Document(
        title=_("Election of the %(council)s") % {"council": names.name("council")},
        kicker=str(election.council.school),
        blocks=blocks,
    )


def nomination_document(election):
    """The form by which somebody stands for election, to be handed in at the school. No query of its own."""
    room, line = "\u00a0", "_" * 46
    pairs = [
        (_("Seat"), election.seat_words),
        (_("Name on the ballot"), [room, line]),
        (_("How to reach me"), [room, line]),
        (_("Why I stand, in a few sentences"), [room, line] * 6),
        (_("Date and signature"), [room, line]),
    ]
    until = _("Hand it in until %(day)s: %(place)s")
    words = {"day": date_format(election.nominations_until, "DATE_FORMAT"), "place": election.place}
    blocks = [facts(pairs), box(_("Until when"), until % words)]
    blocks.append(note(_("Name and text are public, in the notice; how to reach you is not.")))
    return Document(title=_("I stand for election"), kicker=paper_kicker(election), blocks=blocks)


def ballot_document(election):
    """The ballot, to be copied. Two queries."""
    rows = [[BOX, [strong(one.person)]] for one in on_the_ballot(election)]
    rule = ngettext(
        "Mark at most %(total)s name. A ballot with more marks does not count.",
        "Mark at most %(total)s names. A ballot with more marks does not count.",
        election.seats_total,
    )
    blocks = [
        box(_("How to vote"), rule % {"total": election.seats_total}),
        table(_("Candidates"), [_("Mark"), _("Name")], rows, [1, 8]),
        facts([(_("Return it"), election.place), (_("Until"), date_format(election.voting_until, "DATE_FORMAT"))]),
    ]
    if election.constituency == Constituency.PARENTS:
        blocks.append(note(_("One ballot per household. Do not write your name on it.")))
    else:
        blocks.append(note(_("Do not write your name on it.")))
    return Document(title=_("Ballot"), kicker=paper_kicker(election), blocks=blocks)


def tally_document(election):
    """The sheet for counting by hand: filled in by one, counted again and signed by another. Two queries."""
    figures = [
        _("Entitled to vote"),
        _("Ballots handed out"),
        _("Ballots returned"),
        _("Spoilt ballots among them"),
        _("Votes not used on valid ballots"),
    ]
    blank = [[label, ""] for label in figures]
    rows = [[one.person, "", ""] for one in on_the_ballot(election)]
    agree = _("Valid ballots × %(seats)s = votes counted + votes not used. If it does not agree, count again.")
    blocks = [
        table(_("Ballots"), [_("What"), _("Number")], blank, [4, 2], numbers=[1]),
        table(_("Votes"), [_("Candidate"), _("Tally"), _("Total")], rows, [3, 4, 1.5], numbers=[2]),
        box(_("It must agree"), agree % {"seats": election.seats_total}),
        facts([(_("Counted by"), "_" * 30), (_("Counted again by"), "_" * 30), (_("Date"), "_" * 30)]),
    ]
    return Document(title=_("Tally sheet"), kicker=paper_kicker(election), blocks=blocks)


def paper_kicker(election):
    words = {"school": election.council.school, "who": election.get_constituency_display()}
    return _("%(school)s: %(who)s") % words
