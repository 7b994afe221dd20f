"""Programmes: what was delivered against what was agreed, place by place and month by month; links without account."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, school_years
from district.access import Can
from district.drafts import kept_while_typing
from district.history import history_of
from district.models import SchoolYear
from partnerships.agreements import delivery, links, pictures
from partnerships.forms.agreements.programmes import LinkForm, ProgrammeForm, ReachForm, SiteForm
from partnerships.models import Programme, ProgrammeReach, ProgrammeSite, ServiceEntry, ServiceLink
from partnerships.models.scope import scope_of
from partnerships.views.agreements.agreements import may_edit_agreements
from partnerships.views.agreements.finding import agreement_or_404, programme_or_404, refuse, show_form

PER_PAGE = 25
NEWEST = 8


# ---------------------------------------------------------------------- reading


@require_safe
def programme_list(request):
    """Delivered against agreed: every programme of a school year that the person may read, those behind first."""
    today = timezone.localdate()
    years = years_of(request.user)
    fall_year = chosen_year(request, years, school_years.fall_year_of(today))
    lines = lines_of(request.user, fall_year, today)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"delivered-{fall_year}", file_headers(), file_rows(lines))
    context = {
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
        "years": SchoolYear.objects.filter(fall_year__in=years),
        "fall_year": fall_year,
        "year_label": school_years.label(fall_year),
        "behind": sum(line["total"].is_behind for line in lines),
        "partners": delivery.partners_at_work(ServiceEntry.objects.visible_to(request.user), fall_year),
    }
    return render(request, "partnerships/programme_list.html", context)


def years_of(user):
    """School years with programmes that the person may read, newest first."""
    years = Programme.objects.visible_to(user).order_by("-fall_year")
    return list(years.values_list("fall_year", flat=True).distinct())


def chosen_year(request, years, running):
    """The year of the address, else the running one, else the newest."""
    asked = next((year for year in years if str(year) == request.GET.get("year")), None)
    return asked or (running if running in years or not years else years[0])


def lines_of(user, fall_year, today):
    """For each programme its places that the person may read, with what each delivered, and all together."""
    programmes = Programme.objects.visible_to(user).running_in(fall_year)
    sites = list(delivery.sites_of(programmes, scope_of(user, Can.VIEW_AGREEMENT)))
    found, lines = delivery.deliveries(sites, today), {}
    for site in sites:
        line = lines.setdefault(site.programme_id, {"programme": site.programme, "places": []})
        line["places"].append((site, found[site.pk]))
    for line in lines.values():
        line["total"] = delivery.together([one for _site, one in line["places"]], fall_year, today)
    return sorted(lines.values(), key=lambda line: (not line["total"].is_behind, line["programme"].name.lower()))


def file_headers():
    return [
        *(_("Partner"), _("Program"), _("School"), _("School code")),
        *(_("Sessions agreed in the year"), _("Sessions expected by now"), _("Sessions confirmed")),
        *(_("Sessions not confirmed yet"), _("Hours expected by now"), _("Hours delivered")),
        *(_("Contacts with adults"), _("Contacts with families"), _("Contacts with students"), _("Agreed reach")),
    ]


def file_rows(lines):
    for line in lines:
        for site, done in line["places"]:
            total = done.total
            yield [
                line["programme"].agreement.partner.name,
                line["programme"].name,
                str(site.place),
                site.school.code if site.school else "",
                *(done.agreed_in_year("sessions"), done.expected("sessions")),
                *(total.confirmed["sessions"], total.waiting["sessions"], done.expected("hours"), total.of("hours")),
                *(total.of(name) for name in ("adults_total", "families_total", "students_total")),
                site.reach,
            ]


@require_safe
def programme_detail(request, pk):
    programme = programme_or_404(request, pk)
    today, scope = timezone.localdate(), scope_of(request.user, Can.VIEW_AGREEMENT)
    sites = list(delivery.sites_of([programme], scope).select_related("stated_reach__stated_by"))
    found = delivery.deliveries(sites, today)
    total = delivery.together([found[site.pk] for site in sites], programme.fall_year, today)
    logs = scope_of(request.user, Can.LOG_SERVICE)
    for site in sites:
        site.delivery = found[site.pk]
        site.may_log = logs.reaches(partner_id=programme.agreement.partner_id, school_id=site.school_id)
    may_edit = may_edit_agreements(request.user)
    entries = ServiceEntry.objects.visible_to(request.user).filter(programme=programme)
    context = {
        "programme": programme,
        "about": programme.about_in(get_language()),
        "objective": programme.objective_in(get_language()),
        "sites": sites,
        "total": total,
        "chart": pictures.columns_of(total, "delivered") if total.has else None,
        "entries": entries.select_related("school", "programme")[:NEWEST],
        "links": links_of(request.user, programme),
        "may_edit": may_edit,
        "may_log": any(site.may_log for site in sites),
        "may_send": schools_to_send(request.user, programme) is not None,
        "history": history_of(programme) if may_edit else None,
    }
    return render(request, "partnerships/programme.html", context)


# ---------------------------------------------------------------------- changing


@require_http_methods(["GET", "POST"])
@kept_while_typing
def programme_add(request, pk):
    agreement = agreement_or_404(request, pk, Can.EDIT_AGREEMENT)
    form = ProgrammeForm(request.POST or None, instance=Programme(agreement=agreement, made_by=request.user))
    return saved_or_shown(request, form, _("Add a program"), agreement.get_absolute_url(), agreement)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def programme_edit(request, pk):
    programme = programme_or_404(request, pk, Can.EDIT_AGREEMENT)
    form = ProgrammeForm(request.POST or None, instance=programme)
    return saved_or_shown(request, form, _("Change the program"), programme.get_absolute_url(), programme)


def saved_or_shown(request, form, title, back, back_label):
    if form.is_valid():
        programme = form.save()
        messages.success(request, _("Saved “%(programme)s”.") % {"programme": programme})
        return redirect(programme)
    return show_form(request, form, title, back, back_label)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def site_add(request, pk):
    programme = programme_or_404(request, pk, Can.EDIT_AGREEMENT)
    form = SiteForm(programme, request.POST or None)
    return site_page(request, form, programme, _("Agree for one more place"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def site_edit(request, pk):
    site = site_or_404(request, pk)
    require_edit(request)
    form = SiteForm(site.programme, request.POST or None, instance=site)
    return site_page(request, form, site.programme, _("What was agreed: %(place)s") % {"place": site.place}, site)


def site_page(request, form, programme, title, site=None):
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(programme)
    remove = reverse("partnerships:programme-site-remove", args=[site.pk]) if site and not has_service(site) else ""
    return show_form(request, form, title, programme.get_absolute_url(), programme, remove=remove)


def has_service(site):
    return ServiceEntry.objects.filter(programme=site.programme_id, school=site.school_id).exists()


def site_or_404(request, pk):
    """A place of a programme that the person may read there. Locked for what is sent."""
    sites = ProgrammeSite.objects.select_related("programme__agreement__partner", "school")
    if request.method == "POST" and connection.in_atomic_block:
        sites = sites.select_for_update(of=("self",))
    scope = scope_of(request.user, Can.VIEW_AGREEMENT)
    if not scope.everything:
        sites = sites.filter(scope.rows(partner="programme__agreement__partner", school="school"))
    return get_object_or_404(sites, pk=pk)


def require_edit(request):
    if not may_edit_agreements(request.user):
        refuse(Can.EDIT_AGREEMENT)


@require_POST
@transaction.atomic
def site_remove(request, pk):
    """Take a place out where nothing was logged yet."""
    site = site_or_404(request, pk)
    require_edit(request)
    if has_service(site) or ProgrammeReach.objects.filter(site=site).exists():
        messages.warning(request, _("Something is recorded at this place: it stays."))
    else:
        site.delete()
        messages.success(request, _("Taken out."))
    return redirect(site.programme)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def reach_state(request, pk):
    """How many different people or families were reached at a place, each counted once, with the method."""
    site = site_or_404(request, pk)
    scope = scope_of(request.user, Can.LOG_SERVICE)
    if not scope.reaches(partner_id=site.programme.agreement.partner_id, school_id=site.school_id):
        refuse(Can.LOG_SERVICE)
    stated = ProgrammeReach.objects.filter(site=site).first() or ProgrammeReach(site=site)
    unit = site.programme.get_reach_of_display()
    form = ReachForm(request.POST or None, instance=stated, unit=unit)
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Saved."))
        return redirect(site.programme)
    title = _("Reach in %(year)s: %(place)s") % {"year": site.programme.year_label, "place": site.place}
    return show_form(request, form, title, site.programme.get_absolute_url(), site.programme)


# ---------------------------------------------------------------------- links without an account


def schools_to_send(user, programme):
    """For which of a programme's schools the person may send a link: all (an empty list), some, or None: not at all."""
    scope = scope_of(user, Can.SEND_SERVICE_LINK)
    if scope.everything:
        return []
    here = [site.school for site in programme.sites.select_related("school") if site.school_id in scope.schools]
    return here or None


def links_of(user, programme):
    """Links that were sent, for those who may send them: a school's own, central office's all."""
    schools = schools_to_send(user, programme)
    if schools is None:
        return []
    found = programme.links.select_related("made_by", "school")
    return found if not schools else found.filter(school__in=schools)


@require_http_methods(["GET", "POST"])
def link_add(request, pk):
    programme = programme_or_404(request, pk)
    schools = schools_to_send(request.user, programme)
    if schools is None:
        refuse(Can.SEND_SERVICE_LINK)
    form = LinkForm(settings.LANGUAGES, request.POST or None, initial={"language": get_language()})
    if form.is_valid():
        school = schools[0] if schools else None
        _link, is_sent = links.send(programme=programme, school=school, by=request.user, **form.cleaned_data)
        words = {"email": form.cleaned_data["email"]}
        if is_sent:
            messages.success(request, _("The link was sent to %(email)s.") % words)
        else:
            messages.warning(request, _("The link could not be sent yet; the portal tries again by itself."))
        return redirect(programme)
    guidance = _("With it somebody logs service of this program without an account, and sees nothing else.")
    title = _("Send a link to log service")
    return show_form(request, form, title, programme.get_absolute_url(), programme, guidance=guidance)


@require_POST
def link_revoke(request, pk):
    visible = Programme.objects.visible_to(request.user).values("pk")
    link = get_object_or_404(ServiceLink.objects.select_related("programme"), pk=pk, programme__in=visible)
    if link not in links_of(request.user, link.programme):
        refuse(Can.SEND_SERVICE_LINK)
    if links.revoke(link):
        messages.success(request, _("The link does not work any more."))
    return redirect(link.programme)
