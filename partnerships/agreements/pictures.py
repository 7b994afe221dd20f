"""Delivered against agreed as a chart: what was agreed by the end of each month, and how much of it was delivered."""

from django.utils.translation import gettext as _

from indicators import charts
from indicators.charts import Words
from indicators.pictures import month_label
from partnerships.agreements.delivery import amount


def columns_of(done, key):
    """Cumulative sessions (hours, where no sessions were agreed) month by month. `done`: a `Delivery`."""
    name = done.has[0]
    months, said = [], []
    for month in done.months:
        agreed = month.agreed_so_far[name]
        has_begun = month.state != "TO_COME"
        delivered = month.delivered_so_far[name] if has_begun else None
        # The column is what was agreed; more than that cannot be drawn into it and is said in words and in the table.
        part = None if delivered is None else min(delivered, agreed)
        months.append((month_label(month.first_day, short=True), int(agreed), part if part is None else float(part)))
        if has_begun:
            words = {"month": month_label(month.first_day), "delivered": amount(delivered), "agreed": amount(agreed)}
            said.append(_("%(month)s: %(delivered)s of %(agreed)s") % words)
    title = {
        "sessions": _("Sessions since July: delivered, of what was agreed by the end of each month"),
        "hours": _("Hours since July: delivered, of what was agreed by the end of each month"),
    }[name]
    return charts.columns(
        Words(key, title, "; ".join(said)),
        months,
        text=amount,
        part_label=_("delivered"),
        whole_label=_("agreed, not delivered"),
    )
