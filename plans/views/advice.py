"""Asking a council for its advice on the school's plan."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from district.access import Can
from plans import notices
from plans.views.action_plans import editable_or_back, plan_or_404


@require_POST
def advice_ask(request, code, year):
    plan = plan_or_404(request, code, year, Can.SUBMIT_ACTION_PLAN)
    if back := editable_or_back(request, plan):
        return back
    asked = notices.ask_for_advice(plan=plan, by=request.user)
    if asked:
        text = ngettext(
            "%(number)s person of the council is asked for its advice.",
            "%(number)s people of the council are asked for its advice.",
            asked,
        )
        messages.success(request, text % {"number": asked})
    else:
        messages.warning(request, _("Nobody holds a role in the council of this school, so nobody could be asked."))
    return redirect(f"{plan.get_absolute_url()}#advice")
