"""Who may do what at a school, looked at once a year."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import access_reviews, school_years
from district.access import Can, schools_where
from district.models import Outcome, School


@require_safe
def access_review_list(request):
    year = access_reviews.this_year()
    standings = access_reviews.standings(request.user, year)
    context = {
        "standings": standings,
        "year": school_years.label(year),
        "due_on": access_reviews.due_on(year),
        "late": access_reviews.is_late(year, timezone.localdate()),
        "open_total": sum(not one.is_signed for one in standings),
    }
    return render(request, "district/access_review_list.html", context)


def school_of(request, code):
    return get_object_or_404(School, code=code, pk__in=schools_where(request.user, Can.REVIEW_ACCESS))


@require_http_methods(["GET", "POST"])
def access_review(request, code):
    school, year = school_of(request, code), access_reviews.this_year()
    if request.method == "POST":
        try:
            access_reviews.answer(school=school, fall_year=year, outcomes=outcomes_in(request.POST), by=request.user)
        except access_reviews.Signed:
            messages.info(request, _("The review of this year is signed and stays as it is."))
        else:
            messages.success(request, _("Your answers are kept."))
        return redirect("district:access-review", school.code)
    review = access_reviews.review_of(school, year)
    context = {
        "school": school,
        "review": review,
        "year": school_years.label(year),
        "due_on": access_reviews.due_on(year),
        "late": access_reviews.is_late(year, timezone.localdate()),
        "lines": access_reviews.lines_of(review, request.user),
        "ended": review.answers.filter(outcome=Outcome.ENDED) if review.pk else [],
    }
    return render(request, "district/access_review.html", context)


def outcomes_in(posted):
    """{id of a membership: outcome} of the fields `role-<id>`; what is neither is left out."""
    pairs = ((name.removeprefix("role-"), value) for name, value in posted.items() if name.startswith("role-"))
    return {
        int(pk): value for pk, value in pairs if pk.isascii() and pk.isdigit() and len(pk) < 19 and value in Outcome
    }


@require_POST
def access_review_sign(request, code):
    """Sign with the answers that stand on the page: they are kept even where the signature is refused."""
    school, year = school_of(request, code), access_reviews.this_year()
    try:
        access_reviews.answer(school=school, fall_year=year, outcomes=outcomes_in(request.POST), by=request.user)
        access_reviews.sign(school=school, fall_year=year, by=request.user)
    except access_reviews.Unanswered as refusal:
        said = _("Say of each role whether it stays. Still open: %(names)s.")
        messages.error(request, said % {"names": ", ".join(refusal.names[:10])})
    except access_reviews.Signed:
        messages.info(request, _("The review of this year is signed and stays as it is."))
    else:
        messages.success(request, _("Signed. Thank you."))
    return redirect("district:access-review", school.code)
