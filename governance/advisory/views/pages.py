"""The group's own page, who speaks for which school, and the public page of questions and answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, school_years
from district.access import Can, may, require, schools_held, schools_where
from district.drafts import kept_while_typing
from district.history import history_of
from district.models import School
from governance.advisory import group
from governance.advisory.forms import MemberForm
from governance.advisory.questions import STATE_KINDS, long_days
from governance.advisory.views.finding import show_form
from governance.models import AdvisoryMeeting, AdvisoryMember, AdvisoryQuestion
from governance.models.advisory import Topic
from indicators.parameters import chosen_year

MOST = 10  # of each kind on the group's page
PER_PAGE = 50
MEMBER_HEADERS = ["school_code", "school", "member", "comes_from", "languages", "from", "until"]


@require_safe
def advisory(request):
    """What the group did this school year, when it meets, who waits for whom."""
    today = timezone.localdate()
    fall_year = chosen_year(request)
    user = request.user
    waiting = AdvisoryQuestion.objects.visible_to(user).open().select_related("school").order_by("asked_on", "pk")
    promised = AdvisoryQuestion.objects.visible_to(user).promised().order_by("follow_up_by", "pk")
    to_carry = group.answers_to_carry(schools_where(user, Can.VIEW_ADVISORY))
    context = {
        "figures": group.figures(fall_year, today),
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year < school_years.fall_year_of(today) else None,
        "coming": AdvisoryMeeting.objects.visible_to(user).coming()[:MOST],
        "held": AdvisoryMeeting.objects.visible_to(user).held()[:MOST],
        "waiting": [(one, (today - one.asked_on).days, STATE_KINDS[one.state]) for one in waiting[:MOST]],
        "waiting_total": waiting.count(),
        "long_days": long_days(),
        "promised": [(one, one.follow_up_by < today) for one in promised[:MOST]],
        "to_carry": to_carry[:MOST],
        "to_carry_total": to_carry.count(),
        "may_run": may(user, Can.RUN_ADVISORY),
        "may_ask": may(user, Can.SPEAK_ADVISORY),
        "speaks_at": set(schools_held(user, Can.SPEAK_ADVISORY)),
    }
    return render(request, "governance/advisory.html", context)


# ---------------------------------------------------------------------- members


@require_safe
def member_list(request):
    """School by school, who speaks for it; a school for which nobody does stands there as that."""
    today = timezone.localdate()
    only_missing = request.GET.get("show") == "missing"
    members = AdvisoryMember.objects.visible_to(request.user).on(today).select_related("user").order_by("starts_on")
    schools = group.schools_without_member(today) if only_missing else School.objects.open_on(today).order_by("name")
    schools = schools.prefetch_related(Prefetch("advisory_members", members, to_attr="speaking"))
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "parent-advisory-group", MEMBER_HEADERS, member_lines(schools))
    missing = group.schools_without_member(today).count()
    total = School.objects.open_on(today).count()
    page = Paginator(schools, PER_PAGE).get_page(request.GET.get("page"))
    may_name = schools_where(request.user, Can.FILL_SEATS) if may(request.user, Can.FILL_SEATS) else []
    on_page = [school.pk for school in page.object_list]
    context = {
        "page": page,
        "may_name": set(School.objects.filter(pk__in=on_page).filter(pk__in=may_name).values_list("pk", flat=True)),
        "tabs": [
            (_("All schools (%(total)s)") % {"total": total}, "?", not only_missing),
            (_("Without a member (%(total)s)") % {"total": missing}, "?show=missing", only_missing),
        ],
    }
    return render(request, "governance/advisory_members.html", context)


def member_lines(schools):
    for school in schools:
        for member in school.speaking or [None]:
            if member is None:
                yield school.code, school.name, "", "", "", None, None
            else:
                tags = " ".join(member.languages)
                words = str(member.get_comes_from_display())
                yield school.code, school.name, str(member), words, tags, member.starts_on, member.ends_on


@require_http_methods(["GET", "POST"])
@kept_while_typing
def member_add(request, code):
    school = get_object_or_404(School, code=code)
    require(request.user, Can.FILL_SEATS, school)
    form = MemberForm(request.POST or None, instance=AdvisoryMember(school=school))
    if form.sent_before():
        return redirect("governance:advisory-member-list")
    if form.is_valid():
        form.save()
        messages.success(request, _("%(member)s speaks for %(school)s.") % {"member": form.instance, "school": school})
        return redirect("governance:advisory-member-list")
    return member_page(request, form, school)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def member_edit(request, pk):
    members = AdvisoryMember.objects.visible_to(request.user).select_related("school", "user")
    member = get_object_or_404(members, pk=pk)
    require(request.user, Can.FILL_SEATS, member.school)
    form = MemberForm(request.POST or None, instance=member)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("governance:advisory-member-list")
    return member_page(request, form, member.school, member)


def member_page(request, form, school, member=None):
    return show_form(
        request,
        form,
        _("Who speaks for %(school)s") % {"school": school},
        reverse("governance:advisory-member-list"),
        _("Members of the group"),
        kicker=member,
        history=history_of(member) if member and may(request.user, Can.VIEW_HISTORY, school) else None,
    )


# ---------------------------------------------------------------------- for everybody


@require_safe
def answers(request):
    """Questions of parents and the Superintendent's answers, without who asked; for everybody."""
    topic = request.GET.get("topic", "")
    if topic and topic not in Topic.values:
        raise Http404
    published = AdvisoryQuestion.objects.published().select_related("initiative__priority_action__cycle", "indicator")
    in_use = set(published.order_by().values_list("topic", flat=True).distinct())
    topics = [code for code in Topic.values if code in in_use]
    shown = published.filter(topic=topic) if topic else published
    context = {
        "page": Paginator(shown, 20).get_page(request.GET.get("page")),
        "tabs": [
            (_("All"), "?", not topic),
            *((Topic(code).label, f"?topic={code}", code == topic) for code in topics),
        ],
        "today": timezone.localdate(),
    }
    return render(request, "governance/advisory_answers.html", context)
