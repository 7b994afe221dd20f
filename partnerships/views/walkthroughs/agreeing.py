"""The team comes together: item by item what each saw, and what all agree on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from district.access import Can
from district.drafts import kept_while_typing, refused
from partnerships.forms.walkthroughs.walking import AgreedForm
from partnerships.models import AgreedRating
from partnerships.views.walkthroughs.finding import closed_words, show_form, walkthrough_or_404
from partnerships.views.walkthroughs.rating import component_or_404
from partnerships.walkthroughs import agreeing


@require_http_methods(["GET", "POST"])
@kept_while_typing
def walkthrough_agree(request, pk, code):
    """One item: the spread of what was rated, and the rating of the team. Saving leads to the next item."""
    walkthrough = walkthrough_or_404(request, pk, Can.RUN_WALKTHROUGH)
    if walkthrough.is_closed:
        return refused(request, closed_words(), walkthrough)
    lines = [line for part in agreeing.parts_of(walkthrough) for line in part.lines]
    place = next((number for number, line in enumerate(lines) if line.item.code == code), None)
    if place is None:
        raise Http404
    line = lines[place]
    agreed = line.agreed or AgreedRating(walkthrough=walkthrough, item=line.item)
    proposed = {"level": line.of_one_mind, "note": " ".join(line.notes)[:500]} if line.agreed is None else {}
    form = AgreedForm(request.POST or None, instance=agreed, initial=proposed)
    if form.is_valid():
        form.save()
        following = next((one for one in lines[place + 1 :] if one.agreed is None), None)
        if following is None:
            messages.success(request, _("Saved."))
            return redirect(f"{walkthrough.get_absolute_url()}#agreed")
        return redirect("partnerships:walkthrough-agree", walkthrough.pk, following.item.code)
    kicker = _("%(part)s, item %(number)s of %(total)s") % {
        "part": line.item.get_component_display(),
        "number": place + 1,
        "total": len(lines),
    }
    back = f"{walkthrough.get_absolute_url()}#agreed"
    return show_form(request, form, line.item.words, back, walkthrough, kicker, line=line)


@require_POST
def walkthrough_take_over(request, pk, component):
    walkthrough = walkthrough_or_404(request, pk, Can.RUN_WALKTHROUGH)
    part = component_or_404(component)
    if walkthrough.is_closed:
        return refused(request, closed_words(), walkthrough)
    total = agreeing.take_over(walkthrough, part)
    words = ngettext("%(total)s item taken over.", "%(total)s items taken over.", total)
    messages.success(request, words % {"total": total})
    return redirect(f"{reverse('partnerships:walkthrough', args=[walkthrough.pk])}#agreed")
