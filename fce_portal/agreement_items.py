"""What partnerships ask of a person: entries to confirm, questions to answer, months not logged yet, agreements that
end or wait."""

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may
from district.portal_settings import known
from fce_portal.items import Item, link
from partnerships.agreements import delivery
from partnerships.models import Agreement, Programme, ServiceEntry
from partnerships.models.agreements import AgreementState, expiring_within
from partnerships.models.scope import scope_of
from partnerships.models.service import ServiceState

MOST = 5  # named one by one


def items_for(user, today):
    """At most nine queries, however many partners and entries there are."""
    if not may(user, Can.VIEW_AGREEMENT):
        return []
    return [
        *to_confirm(user),
        *answers_wanted(user),
        *months_not_logged(user, today),
        *agreements_ending(user, today),
        *agreements_waiting(user),
    ]


def to_confirm(user):
    """A school: all that waits for it. Central office: what has no school, and what waits at schools for long."""
    scope = scope_of(user, Can.CONFIRM_SERVICE)
    if scope.is_empty:
        return
    waiting = ServiceEntry.objects.confirmable_by(user).to_confirm().exclude(logged_by=user)
    url = link("partnerships:service-list", state="TO_CONFIRM")
    if scope.everything:
        late = waiting.filter(state_since__lt=timezone.now() - timedelta(days=known().agreement_wait_days))
        found = late.aggregate(since=Min("state_since"))
        if found["since"]:
            total = late.count()
            words = ngettext(
                "%(total)s entry of partners' service has waited for over two weeks to be confirmed.",
                "%(total)s entries of partners' service have waited for over two weeks to be confirmed.",
                total,
            )
            yield Item("warn", words % {"total": total}, url, found["since"])
        return
    total = waiting.count()
    if total:
        words = ngettext(
            "%(total)s entry of a partner's service waits for you to confirm it.",
            "%(total)s entries of partners' service wait for you to confirm them.",
            total,
        )
        yield Item("waiting", words % {"total": total}, url)


def answers_wanted(user):
    """Of a partner's contact: entries about which the school asks."""
    scope = scope_of(user, Can.LOG_SERVICE)
    if not scope.partners:
        return
    asked = ServiceEntry.objects.filter(programme__agreement__partner__in=scope.partners, state=ServiceState.QUESTIONED)
    for entry in asked.select_related("programme", "school").order_by("state_since")[:MOST]:
        words = {"place": entry.place, "programme": entry.programme, "day": entry.days_words()}
        sentence = _("%(place)s asks about your entry of “%(programme)s” of %(day)s.")
        yield Item("warn", sentence % words, entry.get_absolute_url(), entry.state_since)


def months_not_logged(user, today):
    """Of a partner's contact: the month that ended, where something was agreed for it and nothing is logged."""
    scope = scope_of(user, Can.LOG_SERVICE)
    if not scope.partners:
        return
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    programmes = Programme.objects.running_in(school_years.fall_year_of(month))
    programmes = programmes.filter(agreement__partner__in=scope.partners)
    sites = list(delivery.sites_of(programmes, scope))
    found = delivery.deliveries(sites, today) if sites else {}
    silent = [site for site in sites if month in found[site.pk].missing_months]
    for site in silent[:MOST]:
        sentence = _("Nothing is logged yet for “%(programme)s” at %(place)s in %(month)s.")
        words = {"programme": site.programme, "place": site.place, "month": date_format(month, "YEAR_MONTH_FORMAT")}
        yield Item("warn", sentence % words, link("partnerships:service-log", place=site.pk), today.replace(day=1))
    if len(silent) > MOST:
        number = len(silent) - MOST
        words = ngettext(
            "%(number)s more place has nothing logged for that month.",
            "%(number)s more places have nothing logged for that month.",
            number,
        )
        yield Item("warn", words % {"number": number}, link("partnerships:programme-list"), today.replace(day=1))


def agreements_ending(user, today):
    """For central office and a partner's contact: what ends within 90 days or has ended and nobody renews."""
    scope = scope_of(user, Can.EDIT_AGREEMENT)
    mine = scope_of(user, Can.LOG_SERVICE).partners
    if not scope.everything and not mine:
        return
    ending = Agreement.objects.visible_to(user).filter(
        state=AgreementState.ACTIVE, ends_on__range=(today - timedelta(days=365), today + expiring_within())
    )
    if not scope.everything:
        ending = ending.filter(partner__in=mine)
    ending = ending.exclude(renewals__state__in=["PROPOSED", "UNDER_REVIEW", "ACTIVE"])
    for agreement in ending.select_related("partner").order_by("ends_on", "pk")[:MOST]:
        words = {"agreement": agreement, "partner": agreement.partner, "day": date_format(agreement.ends_on)}
        if agreement.ends_on < today:
            sentence = _("The agreement “%(agreement)s” with %(partner)s expired on %(day)s.")
            yield Item("bad", sentence % words, agreement.get_absolute_url(), agreement.ends_on)
        else:
            sentence = _("The agreement “%(agreement)s” with %(partner)s ends on %(day)s.")
            yield Item("waiting", sentence % words, agreement.get_absolute_url())


def agreements_waiting(user):
    """For central office: what is proposed or under review."""
    if not scope_of(user, Can.EDIT_AGREEMENT).everything:
        return
    for state, say in review_words().items():
        total = Agreement.objects.filter(state=state).count()
        if total:
            yield Item("waiting", say(total) % {"total": total}, link("partnerships:agreement-list", state=state))


def review_words():
    return {
        AgreementState.PROPOSED: lambda total: ngettext(
            "%(total)s agreement with a partner is proposed.", "%(total)s agreements with partners are proposed.", total
        ),
        AgreementState.UNDER_REVIEW: lambda total: ngettext(
            "%(total)s agreement with a partner is under review.",
            "%(total)s agreements with partners are under review.",
            total,
        ),
    }
