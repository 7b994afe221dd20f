"""Finding and reading activities."""

from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, value_history
from district.access import Can, may
from district.history import history_of
from district.models import Language
from partnerships import activity_log, duplicates
from partnerships.choices import CONDITIONS, FamilyRole, FourC, GradeBand, RunBy
from partnerships.feedback import asking, results
from partnerships.filters import COUNTED_TO, ActivityFilter, CountedToPaginator, sorted_by
from partnerships.importing.activities import file_headers, file_rows
from partnerships.models import Activity, ActivityFeedback
from partnerships.models.activities import COUNT_FIELDS
from partnerships.permits import may_with

PER_PAGE = 25


@require_safe
def activity_list(request):
    found = ActivityFilter(request.GET, queryset=Activity.objects.visible_to(request.user), request=request)
    paginator = CountedToPaginator(found.matching().order_by("-held_on", "-pk"), PER_PAGE)
    rows, sort = sorted_by(paginator.object_list, request.GET.get("sort"), may_sort=not paginator.has_more)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "activities", file_headers(), file_rows(rows[:COUNTED_TO]))
    paginator.object_list = rows.for_list()
    context = {
        "filter": found,
        "active": found.active_total(),
        "page": paginator.get_page(request.GET.get("page")),
        "sort": sort,
        "counted_to": COUNTED_TO,
        "only_newest": found.reads_only_the_newest(),
        "may_log": may(request.user, Can.LOG_ACTIVITY),
        "may_restore": may(request.user, Can.DELETE_ACTIVITY),
    }
    return render(request, "partnerships/activity_list.html", context)


@require_safe
def activity_detail(request, pk):
    visible = Activity.objects.visible_to(request.user).select_related("school", "logged_by", "evidence", "series")
    activity = get_object_or_404(visible, pk=pk)
    user = request.user
    may_change = may_with(user, Can.EDIT_ACTIVITY, activity)
    history = history_of(activity) if may_with(user, Can.VIEW_HISTORY, activity) else None
    context = {
        "activity": activity,
        "ratings": ratings(activity),
        "partners": activity.partners.all(),
        "initiatives": activity.initiatives.select_related("priority_action__cycle"),
        "indicators": activity.indicators.all(),
        "facts": facts(activity),
        "quality": quality(activity),
        **feedback(activity, may_change),
        "suspects": duplicates.suspects_of(activity) if may_change else [],
        "may_log": may_with(user, Can.LOG_ACTIVITY, activity),
        "may_edit": may_change,
        "may_read_partners": may(user, Can.VIEW_PARTNER),
        "may_delete": may_with(user, Can.DELETE_ACTIVITY, activity),
        "may_undo": activity_log.may_undo(user, activity),
        "history": history,
        "counts_history": value_history.from_entries(history or [], COUNT_FIELDS, Activity),
    }
    return render(request, "partnerships/activity_detail.html", context)


def feedback(activity, may_change):
    """What families said after it, as far as it may be told, and whether they can still be asked."""
    asked = ActivityFeedback.objects.select_related("version", "activity").filter(activity=activity).first()
    if asked is None:
        return {"feedback": None, "may_ask": may_change and asking.is_possible(activity)}
    result = results.result_of(asked)
    return {
        "feedback": asked,
        "result": result,
        "result_is_in": result is not None and results.is_in(result, activity),
        "is_typed": results.is_typed(activity),
    }


def facts(activity):
    """How it was held, as (label, words) pairs; empty where nothing is known."""
    languages = Language.objects.filter(tag__in=activity.languages_offered) if activity.languages_offered else ()
    return [
        (_("Place"), activity.get_place_display()),
        (_("How it was held"), activity.get_mode_display()),
        (_("Part of a series"), _("Yes") if activity.is_series and not activity.series_id else ""),
        (capfirst(_("which meeting")), activity.get_team_step_display()),
        (capfirst(_("grades")), labels(GradeBand, activity.grade_bands)),
        (capfirst(_("channel")), activity.get_channel_display()),
        (_("Run by"), labels(RunBy, activity.run_by)),
        (_("Languages offered"), ", ".join(str(language) for language in languages)),
        (_("Made it easier to come"), ", ".join(supports(activity))),
    ]


def quality(activity):
    """What the framework says of it; an empty list where nothing was said."""
    pairs = [
        (_("Whose capacity grows"), activity.get_audience_display()),
        (_("The 4 Cs"), labels(FourC, activity.four_cs)),
        (_("Family roles supported"), labels(FamilyRole, activity.roles_supported)),
    ]
    return [(label, words) for label, words in pairs if words]


def labels(choices, values):
    return ", ".join(str(choices(value).label) for value in values)


def ratings(activity):
    """The rated conditions of the framework: label, rating in words, reason."""
    return [
        (
            capfirst(activity._meta.get_field(f"rating_{name}").verbose_name),
            getattr(activity, f"get_rating_{name}_display")(),
            getattr(activity, f"reason_{name}"),
        )
        for name in CONDITIONS
        if getattr(activity, f"rating_{name}") is not None
    ]


def supports(activity):
    """The barriers that were taken away, as a list of words."""
    fields = ("interpretation_requested", "interpretation_provided", "child_care", "transport", "food")
    return [str(capfirst(activity._meta.get_field(name).verbose_name)) for name in fields if getattr(activity, name)]
