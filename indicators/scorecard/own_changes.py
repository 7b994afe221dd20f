"""News of figures and targets, for the board."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators import cells
from indicators.amounts import number
from indicators.models import Indicator, IndicatorTarget
from indicators.models.imports import ImportRun, RunState
from indicators.models.reference import TargetKind
from indicators.scorecard.changes import Change


def of_figures(period):
    """Figures that were published, figures that were restated, interim targets that were set. Four queries."""
    names = {one.pk: one for one in Indicator.objects.equity()}
    runs = ImportRun.objects.filter(state=RunState.PUBLISHED, published_at__range=period.moments)
    rows = cells.brought(runs)
    files = runs.count()
    return [
        Change(
            "figures_published",
            _("Figures published"),
            sum(row["new"] for row in rows),
            ngettext("from %(total)s file", "from %(total)s files", files) % {"total": files} if files else "",
            "indicators:district-dashboard",
            parts(names, {row["indicator_id"]: row["new"] for row in rows}),
        ),
        Change(
            "figures_restated",
            _("Figures restated"),
            sum(row["restated"] for row in rows),
            _("The earlier figure stays to be seen beside each."),
            "indicators:district-dashboard",
            parts(names, {row["indicator_id"]: row["restated"] for row in rows}),
        ),
        targets_set(period, names),
    ]


def targets_set(period, names):
    found = IndicatorTarget.objects.filter(kind=TargetKind.INTERIM, set_at__range=period.moments).order_by()
    rows = dict(found.values_list("indicator_id").annotate(total=Count("pk")))
    return Change(
        "targets_set",
        _("Interim targets set"),
        sum(rows.values()),
        details=parts(names, rows),
    )


def parts(names, totals):
    """ "Graduation: 12", with the indicator's page, in the plan's order; context figures come last, together."""
    found = [
        (f"{one.short_name}: {number(totals[pk])}", one.get_absolute_url())
        for pk, one in names.items()
        if totals.get(pk)
    ]
    if others := sum(total for pk, total in totals.items() if pk not in names):
        found.append((_("Other figures: %(total)s") % {"total": number(others)}, ""))
    return tuple(found)
