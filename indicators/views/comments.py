"""Comments of the central office on an indicator: all that were made, writing, changing and withdrawing one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can, may
from district.drafts import kept_while_typing, put_back
from district.history import history_of
from indicators import comments
from indicators.comment_forms import CommentForm, CommentWithdrawForm
from indicators.models import Indicator, IndicatorComment
from indicators.parameters import chosen_page, chosen_year

PER_PAGE = 20

BY_LANGUAGE = gettext_lazy("It is public from the moment you save it. Each language is a text of its own.")


@require_safe
def indicator_comments(request, code):
    """Every comment that was made on an indicator, those that were withdrawn too, with their reason."""
    indicator = get_object_or_404(Indicator, pk=code)
    found = IndicatorComment.objects.visible_to(request.user).filter(indicator=indicator)
    page = Paginator(found, PER_PAGE).get_page(chosen_page(request))
    context = {
        "indicator": indicator,
        "page": page,
        "told": [comments.told(one) for one in page],
        "may_comment": may(request.user, Can.COMMENT_INDICATOR),
    }
    return render(request, "indicators/indicator_comments.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def comment_add(request, code):
    indicator = get_object_or_404(Indicator, pk=code)
    initial = {"fall_year": chosen_year(request), "signature": str(request.user)}
    form = CommentForm(request.POST or None, instance=IndicatorComment(indicator=indicator), initial=initial)
    if form.is_valid():
        comment = comments.save(form.save(commit=False), by=request.user)
        messages.success(request, _("The comment is signed and public."))
        return redirect(comment)
    return form_page(request, form, indicator, title=_("Say what you see and what you do"), lead=BY_LANGUAGE)


def comment_or_404(request, code, pk):
    """A comment that stands; one that was withdrawn stays as it is."""
    found = IndicatorComment.objects.visible_to(request.user).standing()
    if request.method == "POST":
        found = found.select_for_update(of=("self",))
    return get_object_or_404(found.select_related("indicator"), pk=pk, indicator=code)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def comment_edit(request, code, pk):
    """Change a comment; the day of the change stands beside its signature, and its history below the form."""
    comment = comment_or_404(request, code, pk)
    form = CommentForm(request.POST or None, instance=comment)
    if form.is_valid():
        comment = comments.save(form.save(commit=False), by=request.user)
        messages.success(request, _("Saved. The day of the change stands beside the signature."))
        return redirect(comment)
    entries = history_of(comment)
    title = _("Change the comment")
    return form_page(request, form, comment.indicator, title=title, lead=BY_LANGUAGE, entries=entries)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def comment_withdraw(request, code, pk):
    comment = comment_or_404(request, code, pk)
    form = CommentWithdrawForm(request.POST or None)
    if form.is_valid():
        comments.withdraw(comment, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The comment is withdrawn. The page says so, with the reason."))
        return redirect(comment)
    told = comments.told(comment)
    return form_page(request, form, comment.indicator, title=_("Withdraw the comment"), told=told)


def form_page(request, form, indicator, *, lead="", **context):
    put_back(request, form)
    back = reverse("indicators:indicator-comments", args=[indicator.code])
    context |= {"form": form, "indicator": indicator, "back": back, "lead": lead}
    return render(request, "indicators/comment_form.html", context)
