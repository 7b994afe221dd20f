"""`portal`: what every page needs to know. Nothing is computed unless the page asks for it."""

from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from district import names, portal_settings, saved_views, ways_back
from district.access import Can, Role, may, memberships_of
from district.notices import unread_total
from district.tracing import current_code
from fce_portal import missing, navigation
from fce_portal.public import sharing
from fce_portal.the_district import the_district
from fce_portal.version import portal_version


class Portal:
    def __init__(self, request):
        self.request = request
        self.user = getattr(request, "user", None) or AnonymousUser()

    @property
    def site_name(self):
        return names.name("portal")

    @cached_property
    def district_name(self):
        district = the_district()
        return names.name("district") or (district.name if district else _("No district loaded yet"))

    @cached_property
    def district_short(self):
        """The district where there is little room."""
        return names.name("district_short") or self.district_name

    @cached_property
    def is_demo(self):
        district = the_district()
        return bool(district and district.is_demo)

    @cached_property
    def notices(self):
        """What the portal lacks where it runs, in words for people."""
        return list(missing.notices())

    @cached_property
    def nav(self):
        return navigation.main_items(self.user, self.request.path)

    @property
    def nav_marks(self):
        """Which entry is marked as the page or its section, as a text: with the roles it says all of the navigation."""
        return " ".join(item.current or "-" for item in self.nav)

    @cached_property
    def about(self):
        return navigation.about_items(self.user)

    @cached_property
    def roles(self):
        """The kinds of role held today as a text: the parts of a page's frame that depend on nothing else are kept by
        it. Of somebody without an account, "-"."""
        if not self.user.is_authenticated:
            return "-"
        return " ".join(sorted({held.role for held in memberships_of(self.user)}))

    @cached_property
    def user_roles(self):
        """The roles this person holds today, as words."""
        return [
            _("%(role)s, %(school)s") % {"role": Role(held.role).label, "school": held.school}
            if held.school_id
            else Role(held.role).label
            for held in memberships_of(self.user)
        ]

    @property
    def unread(self):
        """How many notices the person has not read."""
        return unread_total(self.user)

    @property
    def unread_short(self):
        """The same where there is little room."""
        return "99+" if self.unread > 99 else str(self.unread)

    @property
    def has_search_box(self):
        """In the header of every page but the search page, which has a larger one."""
        return self.request.path != reverse("search")

    @cached_property
    def keep_url(self):
        """Where this page can be kept as a view with its filters; empty where it cannot."""
        return saved_views.keep_url(self.request)

    @cached_property
    def way_back(self):
        """(label, address) of the page from which the person went further into a figure, or None."""
        return ways_back.way_back(self.request)

    @property
    def language_links(self):
        """This page in the other languages, for who is not signed in."""
        return sharing.language_links(self.request)

    @property
    def code(self):
        """Stands for this request: what support can look up (`manage.py find_error`, the log)."""
        return current_code()

    @property
    def support(self):
        """Whom to ask for help; a setting."""
        return portal_settings.current().support

    @property
    def version(self):
        """Which version this is, for those who run it; empty for everybody else."""
        return portal_version() if may(self.user, Can.TEND_PORTAL) else ""

    @property
    def here(self):
        """The address to come back to after switching the language."""
        return self.request.get_full_path()


def portal(request):
    return {"portal": Portal(request)}
