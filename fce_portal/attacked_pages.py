"""Where figures of indicators can be met besides their files: the one list of pages, documents, pictures, feeds and
mails that an attack listens to. What a page links to that holds no figure of an indicator is not in it.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from district.models import OutgoingMail, SavedView, School
from district.models.mails import MailKind
from district.models.saved_views import Subscription
from district.printing.characters import Printer
from fce_portal.public import cards
from governance.models import EffectivenessProfile
from indicators import cells, view_mails
from indicators.asking.question import By
from indicators.asking.subjects import INDICATOR
from indicators.attack import sayings
from indicators.attack.served import Address
from indicators.dashboards import BREAKDOWNS
from indicators.instruments import INSTRUMENTS
from indicators.models import Indicator, Packet
from indicators.packet_forms import MOST_SCHOOLS
from indicators.packets import making, sections
from plans.models import SchoolActionPlan

# Pages of the whole district, with what else they can be had as.
OF_THE_DISTRICT = {
    "home": (),
    "plans:plan-overview": (),
    "indicators:scorecard": ("csv", "xlsx", "json", "pdf"),
    "indicators:scorecard-elements": ("csv",),
    "indicators:scorecard-changes": ("csv",),
    "indicators:scorecard-coverage": ("csv",),
    "indicators:target-overview": ("csv", "xlsx"),
    "district:school-list": (),
    "partnerships:partners-missing": (),
    "partnerships:quality": (),
    "governance:effectiveness-list": (),
    "plans:plan-coverage": (),
}
OF_AN_INDICATOR = {
    "indicators:indicator-detail": (),
    "indicators:indicator-gaps": ("csv", "json"),
    "indicators:indicator-comments": (),
    "indicators:together": ("csv",),
    "indicators:peers": ("csv",),
    "indicators:target-list": ("csv",),
    "indicators:target-sum": ("csv",),
}
OF_A_SCHOOL = ("district:school-detail", "indicators:school-dashboard", "indicators:school-targets")
OPEN_DATA = (("indicators", "csv"), ("indicators", "json"), ("targets", "csv"))
NEWEST_YEARS = 1  # with figures, in which schools' pages are read group by group
NEWEST = 200  # action plans and profiles of councils, each as page and as PDF


def addresses(fall_year, schools):
    """The `Address`es, most telling first, of a district with schools of these codes."""
    yield Address("feed", reverse("news-feed"))
    for name, formats in OF_THE_DISTRICT.items():
        yield from _page_and_files(reverse(name), formats)
    for table, file_format in OPEN_DATA:
        yield Address(file_format, reverse("data-file", args=[table, file_format]))
    years = cells.published_years()
    for code in Indicator.objects.values_list("pk", flat=True):
        for name, formats in OF_AN_INDICATOR.items():
            yield from _page_and_files(reverse(name, args=[code]), formats)
    for year in years:
        yield Address("csv", f"{reverse('indicators:published-values')}?year={year}&format=csv")
        yield Address("page", f"{reverse('indicators:scorecard')}?year={year}")
        for one in BREAKDOWNS:
            yield Address("page", f"{reverse('indicators:district-dashboard')}?year={year}&groups={one.value}")
    for code in schools:
        for name in OF_A_SCHOOL:
            yield Address("page", reverse(name, args=[code]))
        for year in years[:NEWEST_YEARS]:
            for one in BREAKDOWNS:
                words = f"year={year}&groups={one.value}"
                yield Address("page", f"{reverse('indicators:school-dashboard', args=[code])}?{words}")
    for view in SavedView.objects.order_by("pk"):
        yield Address("page", view.address)
    for key in [f"{INDICATOR}.{one.code}" for one in INSTRUMENTS.values()]:
        words = urlencode({"of": key, "by": By.SCHOOL, "since": min(years, default=0), "until": max(years, default=0)})
        yield from _page_and_files(f"{reverse('indicators:ask')}?{words}", ("csv", "pdf"))
    for records in (SchoolActionPlan, EffectivenessProfile):
        found = records.objects.filter(school__code__in=schools).select_related("school")
        for one in found.order_by("-fall_year", "school__code")[:NEWEST]:
            yield from _page_and_files(one.get_absolute_url(), ("pdf",))


def _page_and_files(path, formats):
    yield Address("page", path)
    for one in formats:
        yield Address(one, f"{path}{'&' if '?' in path else '?'}format={one}")


def documents(fall_year):
    """(kind, where, sayings) of what is made, kept or sent: packets, and one made anew of everything; pictures of links
    in each language; mail about kept views. Writes rows: call it in a transaction that is taken back."""
    for packet in Packet.objects.exclude(made_at=None).filter(withdrawn_at=None).order_by("pk"):
        yield "packet", f"packet {packet.pk}", sayings.of_document(packet.content)
    schools = list(School.objects.open_in(fall_year).values_list("pk", flat=True)[:MOST_SCHOOLS])
    whole = Packet(title="", fall_year=fall_year, schools=schools, sections=list(sections.sections()))
    for language, _name in settings.LANGUAGES:
        with override(language):
            made = making.document_of(whole, lambda done, total: None)
            blocks = {"title": made.title, "kicker": made.kicker, "blocks": Printer().data(made.blocks)}
            yield "packet", f"a packet of everything ({language})", sayings.of_document(blocks)
            yield "card", f"the picture of the front page ({language})", sayings.of_document(cards.of_front())
            for one in Indicator.objects.all():
                said = sayings.of_document(cards.of_indicator(one))
                yield "card", f"the picture of {one.pk} ({language})", said
    yield from _mails()


def _mails():
    for view in SavedView.objects.exclude(subscription=Subscription.NEVER).select_related("owner").order_by("pk"):
        mail = OutgoingMail.objects.create(key=f"read/{view.pk}", recipient=view.owner, kind=MailKind.VIEW)
        SavedView.objects.filter(pk=view.pk).update(last_mail=mail)
        message = view_mails.write(mail)
        if message is not None:
            yield "mail", f"a mail about the kept view {view.pk}", sayings.of_mail(message)
