"""What a board packet says of councils and compacts."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import names, school_years
from district.printing.blocks import heading, note, soft, status, table, unbroken
from governance.compacts.overview import newest_versions
from governance.compacts.states import STATE_KINDS
from governance.models import Council
from governance.models.compacts import CompactState, DocumentKind
from governance.today import councils_today
from indicators.packets.composition import by_state
from indicators.packets.sections import Section


def councils(packet):
    """Each council on the day on which the packet is made. Nothing adds them up to a grade."""
    found = councils_today(
        list(Council.objects.select_related("school", "model").order_by("school__name")), packet.today
    )
    if not found:
        return []
    rows = [council_row(one) for one in found if packet.lists(one.school.pk)]
    headers = [_("Council"), _("Seats filled"), _("Meetings held"), _("With a quorum"), _("Next meeting")]
    further = [str(label) for label, _words in found[0].further]
    vacant = sum(len(one.standing.vacancies) for one in found)
    words = {"total": vacant, "day": date_format(packet.today, "DATE_FORMAT")}
    return [
        heading(names.name("councils")),
        note(
            _("As on %(day)s. Meetings are those of the school year in which this day lies. Vacant seats: %(total)s.")
            % words
        ),
        *packet.by_school(
            table(
                _("Each council"),
                [*headers, *further],
                rows,
                [3.2, 1.2, 1.2, 1.2, 1.5, *[1.5] * len(further)],
                numbers=[1, 2, 3],
            )
        ),
    ]


def council_row(one):
    places = one.standing.places
    filled = len(one.standing.terms)
    return [
        one.school.name,
        _("%(filled)s of %(total)s") % {"filled": filled, "total": len(places)} if places else "—",
        str(one.held),
        str(one.quorate),
        unbroken(date_format(one.next_on, "SHORT_DATE_FORMAT")) if one.next_on else soft(_("none planned")),
        *(words or "—" for _label, words in one.further),
    ]


def compacts(packet):
    """Where the compact of each school stands for the year, and in which languages families have it."""
    newest = newest_versions(packet.fall_year, DocumentKind.COMPACT)
    if not newest:
        return []
    rows = [compact_row(school, newest.get(school.pk)) for school in packet.listed_schools]
    begun = {school_id: version.state for school_id, version in newest.items()}
    counts = by_state(CompactState, STATE_KINDS, [begun.get(school.pk) for school in packet.open_schools])
    caption = _("The compact of each school, %(year)s") % {"year": school_years.label(packet.fall_year)}
    headers = [_("School"), _("Where it stands"), _("Since"), _("Languages besides English")]
    return [
        heading(_("School-family compacts")),
        table(_("Compacts by where they stand"), [_("Where it stands"), _("Schools")], counts, [4, 1], numbers=[1]),
        *packet.by_school(table(caption, headers, rows, [3.4, 2.2, 1.6, 2.6])),
    ]


def compact_row(school, version):
    if version is None:
        return [school.name, soft(_("Not begun")), "", ""]
    return [
        school.name,
        status(str(version.get_state_display()), STATE_KINDS[version.state]),
        unbroken(date_format(timezone.localtime(version.state_since), "SHORT_DATE_FORMAT")),
        ", ".join(str(one) for one in version.published),
    ]


COUNCILS = Section(
    "councils",
    gettext_lazy("Councils"),
    gettext_lazy("Seats, meetings, quorum, duties and training of every council."),
    councils,
)
COMPACTS = Section(
    "compacts",
    gettext_lazy("Compacts"),
    gettext_lazy("Where the compact of every school stands."),
    compacts,
)
