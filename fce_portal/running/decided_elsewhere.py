"""Everything else that the district decides, in one list: what it is now, what it was before anybody set it, where
it is changed, who changed it last. The rules stay in the rooms that apply them; nothing here says one again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import localize, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import may_open
from district.history import history_of
from fce_portal.items import link
from governance.models import EffectivenessRules, MeetingRules, TrainingRules
from indicators.models import PeerDistrict, PeerSetting, SuppressionRule
from indicators.peers.choosing import DEFAULT_CODES
from indicators.rule_forms import LABELS
from partnerships.models import EngagementRule

NOT_SETTINGS = {"id"}


@dataclass(frozen=True)
class Place:
    """Where the district decides something: the page, and the model of its one row where there is one.

    `unset`: the row that holds until somebody sets one, where it is not an empty one. `labels`: what the place's own
    page calls its fields, where that is not the model's word.
    """

    page: str
    label: str
    source: str
    model: type | None = None
    by_year: bool = False
    unset: Callable | None = None
    labels: dict = field(default_factory=dict)


PLACES = [
    Place(
        "indicators:rule",
        gettext_lazy("Which figures may be shown"),
        gettext_lazy("Proposal after the practice that Connecticut publishes. A change judges all figures again."),
        SuppressionRule,
        labels=LABELS,
    ),
    Place(
        "governance:meeting-rules",
        gettext_lazy("Clocks of council meetings"),
        gettext_lazy("Connecticut's Freedom of Information Act; what it leaves open is the district's."),
        MeetingRules,
    ),
    Place(
        "governance:effectiveness-rules",
        gettext_lazy("What is looked for in councils"),
        gettext_lazy("No law says it: a proposal until the district sets it."),
        EffectivenessRules,
    ),
    Place(
        "governance:training-rules",
        gettext_lazy("Who signs certificates of training"),
        gettext_lazy("The district's own."),
        TrainingRules,
    ),
    Place(
        "partnerships:engagement-rule",
        gettext_lazy("How engagement is counted"),
        gettext_lazy("The plan leaves it open."),
        EngagementRule,
    ),
    Place(
        "indicators:peer-setting",
        gettext_lazy("Beside which districts ours is shown"),
        gettext_lazy("The district's own."),
        PeerSetting,
        unset=lambda: PeerSetting(districts=list(DEFAULT_CODES)),
    ),
    Place(
        "plans:reminders",
        gettext_lazy("Holidays, recesses and reminders"),
        gettext_lazy("The district's school calendar."),
    ),
    Place(
        "plans:plan-year",
        gettext_lazy("By when school action plans are due"),
        gettext_lazy("The district's own, for each school year."),
        by_year=True,
    ),
    Place(
        "governance:duty-year",
        gettext_lazy("Days of the councils' duties"),
        gettext_lazy("Connecticut's law on school governance councils; the days are the district's."),
        by_year=True,
    ),
    Place(
        "plans:title-one-thresholds",
        gettext_lazy("Thresholds of Title I"),
        gettext_lazy("Every Student Succeeds Act, section 1116; each with its source."),
    ),
    Place(
        "district:board-meeting-list",
        gettext_lazy("When the board meets"),
        gettext_lazy("The board's calendar."),
    ),
    Place(
        "district:school-year-list",
        gettext_lazy("Which school years are closed"),
        gettext_lazy("The district's own."),
    ),
]


@dataclass(frozen=True)
class Value:
    label: str
    value: str
    default: str
    is_changed: bool


@dataclass(frozen=True)
class Line:
    """A place as the page shows it. `changed`: the newest entry of its history, None where nobody set it."""

    label: str
    source: str
    url: str
    values: list
    changed: object


def lines(user):
    """The places whose page the person may open."""
    year = school_years.fall_year_of(timezone.localdate())
    found = []
    for place in PLACES:
        url = link(place.page, *([year] if place.by_year else [])) if may_open(user, place.page) else ""
        if url:
            row = place.model._default_manager.order_by("pk").first() if place.model else None
            entries = history_of(row)[:1] if row else []
            values = values_of(place, row) if place.model else []
            found.append(Line(place.label, place.source, url, values, entries[0] if entries else None))
    return found


def values_of(place, row):
    """Each field of a row of rules beside its default, in words."""
    default = place.unset() if place.unset else place.model()
    held = row or default
    return [
        Value(
            capfirst(str(place.labels.get(one.name, one.verbose_name))),
            in_words(held, one),
            in_words(default, one),
            getattr(held, one.attname) != getattr(default, one.attname),
        )
        for one in place.model._meta.concrete_fields
        if one.name not in NOT_SETTINGS and not hasattr(one, "translated_field")  # the copies in each language
    ]


def in_words(row, one):
    value = getattr(row, one.attname)
    if one.choices:
        return str(getattr(row, f"get_{one.name}_display")() or "—")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(row, PeerSetting):
        names = PeerDistrict.objects.in_bulk(value)
        return ", ".join(str(names.get(code, code)) for code in value) or "—"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "—"
    if isinstance(value, Decimal):
        return number_format(value.normalize())
    return str(localize(value)) if value not in (None, "") else "—"
