"""What can be found of what is measured. Figures are not searched: they have their dashboards."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from district.search.kinds import Kind
from indicators.models import Indicator
from indicators.models.reference import INDICATOR_WORDS

INDICATORS = Kind(
    "indicators",
    _("Indicators"),
    "bar-chart-line",
    rows=lambda user: Indicator.objects.all(),
    words=INDICATOR_WORDS,
    order=("position", "pk"),
    where=lambda indicator: _now("Equity indicator") if indicator.is_equity else _now("Context figure"),
    texts=lambda indicator: [indicator.definition],
)
