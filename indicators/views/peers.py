"""An indicator beside the state and other districts, and which districts are shown first."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads
from district.access import Can, may
from indicators.models import Indicator, PeerSetting
from indicators.models.peers import MOST_PEERS
from indicators.peers import reading
from indicators.peers.forms import SettingForm

MOST_IN_ADDRESS = 50


@require_safe
def peers(request, code):
    """Trend lines of the district, the state and up to five others, and the table behind them."""
    indicator = get_object_or_404(Indicator, pk=code)
    codes = request.GET.getlist("district")[:MOST_IN_ADDRESS]
    found = reading.Peers(indicator, codes=codes, instrument=request.GET.get("instrument", ""))
    if file_format := downloads.wanted_format(request):
        rows = [] if found.is_empty else found.file_rows()
        return downloads.table_response(file_format, f"{code.lower()}-peers", reading.FILE_HEADERS, rows)
    words = [("instrument", found.instrument), *(("district", one.pk) for one in found.chosen)]
    context = {
        "indicator": indicator,
        "found": found,
        "most": MOST_PEERS,
        "too_many": len(set(codes) & set(found.known)) > MOST_PEERS,
        "chosen_codes": [one.pk for one in found.chosen],
        "base": f"{request.path}?{urlencode(words)}&",
        "may_set": may(request.user, Can.PUBLISH_VALUES),
    }
    return render(request, "indicators/peers.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def peer_setting(request):
    """Which districts a reader sees first, for everybody."""
    form = SettingForm(request.POST or None, instance=PeerSetting.current() or PeerSetting(pk=1))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved: these districts are shown first from now on."))
        return redirect("indicators:peer-setting")
    return render(request, "indicators/peer_setting.html", {"form": form})
