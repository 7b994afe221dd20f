"""What a board packet says of partners: what was agreed and delivered, and how partnerships are seen by all sides."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.printing.blocks import heading, note, soft, status, table
from indicators.amounts import number
from indicators.packets.sections import Section
from partnerships.agreements import delivery
from partnerships.evaluations import overview
from partnerships.models import Programme
from partnerships.models.evaluations import Side
from partnerships.models.scope import EVERYTHING


def partners(packet):
    """Programs with what was agreed for the year and what was confirmed; then how partnerships are seen."""
    blocks = [*programme_blocks(packet), *evaluation_blocks(packet)]
    return [heading(_("Community partners")), *blocks] if blocks else []


def programme_blocks(packet):
    sites = list(delivery.sites_of(Programme.objects.running_in(packet.fall_year), EVERYTHING))
    if not sites:
        return []
    found, by_programme = delivery.deliveries(sites, packet.today), {}
    for site in sites:
        by_programme.setdefault(site.programme, []).append(found[site.pk])
    rows = [
        programme_row(programme, delivery.together(parts, packet.fall_year, packet.today), len(parts))
        for programme, parts in by_programme.items()
    ]
    headers = [_("Program"), _("Places"), _("Sessions agreed"), _("Sessions confirmed"), _("How it stands")]
    caption = _("Agreed and delivered, %(year)s") % {"year": school_years.label(packet.fall_year)}
    return [
        heading(_("What was agreed and delivered"), 2),
        table(caption, headers, rows, [3.6, 0.9, 1.4, 1.4, 2.6], numbers=[1, 2, 3]),
    ]


def programme_row(programme, done, places):
    agreed = number(done.agreed_in_year("sessions")) if "sessions" in done.has else "—"
    standing = status(_("Behind"), "warn") if done.is_behind else status(_("As agreed"), "good")
    if not done.has:
        standing = soft(_("Nothing countable was agreed"))
    return [
        [programme.name, soft(programme.agreement.partner.name)],
        str(places),
        agreed,
        number(done.total.confirmed["sessions"]),
        standing,
    ]


def evaluation_blocks(packet):
    evaluations = overview.evaluations_of(packet.fall_year)
    standings = overview.standings(evaluations)
    if not standings:
        return []
    shared = overview.coverage(packet.fall_year, evaluations)
    words = {"shared": shared.shared, "total": shared.partnerships}
    headers = [_("Criterion"), *(str(one.label) for one in Side)]
    rows = [[one.title, *(median_of(one, side) for side in Side)] for one in standings]
    return [
        heading(_("How partnerships are seen"), 2),
        note(
            _(
                "%(shared)s of %(total)s partnerships of the year are evaluated and shared. Each figure is the level "
                "in the middle, from 1 to 4, of how many partnerships that side has rated; levels are never averaged."
            )
            % words
        ),
        table(_("Each criterion, by who rates"), headers, rows, [4, 1.6, 1.6, 1.6]),
    ]


def median_of(standing, side):
    tally = standing.tallies[side.value]
    if tally.median is None:
        return "—"
    return [str(tally.median), soft(_("of %(total)s") % {"total": tally.rated})]


PARTNERS = Section(
    "partners",
    gettext_lazy("Community partners"),
    gettext_lazy("Agreed against delivered; how partners, schools and families see the work."),
    partners,
)
