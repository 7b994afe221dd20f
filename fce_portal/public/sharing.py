"""What search engines and those who send a link need of a page: its description, its one address, the same page in the
other language, and a picture for the preview. Addresses are absolute (`PORTAL_URL`): they leave the portal."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from district.languages_offered import codes
from district.middleware import ASKED
from fce_portal.public.pages import is_of_the_site

# What stands behind the title of a page in a list of search results. `title` is that of the page.
DESCRIPTIONS = {
    "home": _("What the district promised its families, whether it moves, what was done, and how you can take part."),
    "plans:plan-overview": _("The family and community engagement plan: three Priority Actions, thirteen initiatives."),
    "plans:cycle-detail": _("%(title)s: its Priority Actions and initiatives, in the words of the plan."),
    "plans:theory-detail": _("%(title)s: why the district expects its plan to work."),
    "plans:priority-action-detail": _("%(title)s: its initiatives, and how many of their milestones are done."),
    "plans:initiative-detail": _("%(title)s: what the plan promises, what it should move, and what was done."),
    "stories:list": _("What schools, families and partners did together, told by the district."),
    "stories:story": _("%(title)s: a story of the family and community engagement plan."),
    "district:school-list": _("All schools of the district: find yours by name, grade or level."),
    "district:school-detail": _("%(title)s: goals and figures, council meetings, compact, stories."),
    "indicators:district-dashboard": _("The eight equity indicators of the district with baseline, figure and target."),
    "indicators:school-dashboard": _("%(title)s: the equity indicators, and what the school did with families."),
    "indicators:indicator-detail": _("%(title)s: definition, all years, student groups and schools."),
    "governance:council-detail": _("%(title)s: meetings to come, minutes, seats and bylaws."),
    "governance:meeting": _("%(title)s: when and where, agenda, votes and minutes."),
    "governance:compact-public-list": _("What schools, families and students promise each other, school by school."),
    "governance:compact-public": _("%(title)s: what school, families and students promise each other."),
    "governance:advisory-answers": _("Questions of parents to the Superintendent, and the answers."),
    "partnerships:survey-list": _("What families, staff and partners said in the district's surveys."),
    "partnerships:standards": _("What makes a school welcoming: the standards of the district."),
    "data": _("All published figures as open data: CSV and JSON, with a data dictionary."),
}
OTHERWISE = _("%(title)s: the family and community engagement plan, carried out in public.")


@dataclass(frozen=True)
class Card:
    url: str
    alternative: str


@dataclass(frozen=True)
class Shared:
    """One page of the public site as others name it. `alternates`: [(language, absolute address)]."""

    title: str
    description: str
    url: str
    alternates: list
    plain_url: str
    card: Card
    locale: str


def absolute(path, language=""):
    """The address of a page as others name it; with a language the same in that language."""
    return f"{settings.PORTAL_URL}{path}{f'?{ASKED}={language}' if language else ''}"


def of(request, title):
    """How the page of a request is shared; None where it is no page of the public site."""
    if not is_of_the_site(request):
        return None
    name, language = request.resolver_match.view_name, get_language()
    return Shared(
        title=title,
        description=str(DESCRIPTIONS.get(name, OTHERWISE)) % {"title": title},
        url=absolute(request.path, language),
        alternates=[(code, absolute(request.path, code)) for code in codes()],
        plain_url=absolute(request.path),
        card=card_of(name, request.resolver_match.kwargs, title),
        locale={"en": "en_US", "es": "es_US"}.get(language, language),
    )


def card_of(name, arguments, title):
    if name in ("indicators:indicator-detail", "indicators:value-detail"):
        path = reverse("card-of-indicator", args=[arguments["code"]])
    else:
        path = reverse("card")
    return Card(absolute(path, get_language()), title)


def language_links(request):
    """[(code, address)] of this page in the other languages, with everything else that its address asks for."""
    found = []
    for code in codes():
        if code != get_language():
            asked = request.GET.copy()
            asked[ASKED] = code
            found.append((code, f"{request.path}?{asked.urlencode()}"))
    return found
