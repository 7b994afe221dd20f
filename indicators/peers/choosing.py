"""Beside whom the district is shown: whom a reader chose, else whom the district settled, else the large cities."""

from indicators.models import PeerDistrict, PeerFigure, PeerSetting
from indicators.models.imports import RunState
from indicators.models.peers import MOST_PEERS

# The large cities of the state beside Hartford: New Haven, Bridgeport, Waterbury, New Britain. With Hartford they are
# districts of the state's Alliance programme; a district sets a list of its own on the page.
DEFAULT_CODES = ("0930011", "0150011", "1510011", "0890011")


def districts_with_figures(indicator):
    """{code: PeerDistrict} of all districts of which anything of the indicator is published, by name. One query."""
    shown = PeerFigure.objects.filter(indicator=indicator, run__state=RunState.PUBLISHED)
    return {one.pk: one for one in PeerDistrict.objects.filter(pk__in=shown.order_by().values("district"))}


def shown_first():
    """The codes that a page begins with. One query."""
    setting = PeerSetting.current()
    return tuple(setting.districts) if setting else DEFAULT_CODES


def chosen(codes, known):
    """The known districts among the codes, by name, five at most; those shown first where none is among them."""
    wanted = [one for code, one in known.items() if code in set(codes)][:MOST_PEERS]
    if wanted:
        return wanted
    first = set(shown_first())
    return [one for code, one in known.items() if code in first][:MOST_PEERS]
