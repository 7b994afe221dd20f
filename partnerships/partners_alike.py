"""Records that may be the same organization: names that are alike, the same website, the same e-mail domain."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.utils.translation import gettext as _

from partnerships.models import Partner, PartnerPerson, PartnersApart

ENOUGH_ALIKE = 0.5  # of the letters in threes: "Hartford Promise" and "Hartford Performs" are 0.4, and two
MOST = 50

# Anybody can have an address there: it says nothing about an organization.
FOR_ANYBODY = {
    *("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "aol.com", "icloud.com", "live.com", "msn.com"),
    *("comcast.net", "att.net", "sbcglobal.net", "protonmail.com", "proton.me", "mail.com", "hartfordschools.org"),
}
SITES_FOR_ANYBODY = {"facebook.com", "instagram.com", "linkedin.com", "sites.google.com", "twitter.com", "x.com"}

# Each pair once, through the index of names that are alike; `%%` compares with the threshold set for the transaction.
_PAIRS = """
    SELECT one.id, other.id, similarity(portal_plain(one.name), portal_plain(other.name))
    FROM {table} AS one JOIN {table} AS other
        ON portal_plain(other.name) %% portal_plain(one.name) AND one.id < other.id
    WHERE one.merged_into_id IS NULL AND other.merged_into_id IS NULL
    ORDER BY 3 DESC, 1, 2 LIMIT 200
"""


@dataclass
class Pair:
    """Two records and why they may be one."""

    first: Partner
    second: Partner
    reasons: list = field(default_factory=list)


def site_of(address):
    """The host of a website without "www.", or empty."""
    host = (urlsplit(address).hostname or "").lower().removeprefix("www.")
    return "" if host in SITES_FOR_ANYBODY else host


def domain_of(email):
    domain = email.rpartition("@")[2].lower()
    return "" if domain in FOR_ANYBODY else domain


def likely_pairs():
    """[`Pair`], the likeliest first, without those that somebody held apart. Six queries, however many partners."""
    reasons = {}
    for one, other, _likeness in _names_alike():
        reasons.setdefault((one, other), []).append(_("names that are alike"))
    partners = {partner.pk: partner for partner in Partner.objects.unmerged().prefetch_related("areas")}
    sites, domains = {}, {}
    for partner in partners.values():
        sites.setdefault(site_of(partner.website), set()).add(partner.pk)
    for partner_pk, email in PartnerPerson.objects.exclude(email="").values_list("partner_id", "email"):
        if partner_pk in partners:
            domains.setdefault(domain_of(email), set()).add(partner_pk)
    for same, words in [(sites, _("the same website: %(what)s")), (domains, _("e-mail at the same place: %(what)s"))]:
        for what, keys in same.items():
            for pair in _pairs_of(keys) if what else ():
                reasons.setdefault(pair, []).append(words % {"what": what})
    apart = set(PartnersApart.objects.values_list("first_id", "second_id"))
    pairs = [Pair(partners[one], partners[other], why) for (one, other), why in reasons.items()
             if (one, other) not in apart]  # fmt: skip
    return sorted(pairs, key=lambda pair: -len(pair.reasons))[:MOST]


def _pairs_of(keys):
    keys = sorted(keys)
    return [(one, other) for position, one in enumerate(keys) for other in keys[position + 1 :]]


def _names_alike():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ENOUGH_ALIKE)])
        cursor.execute(_PAIRS.format(table=Partner._meta.db_table), [])
        return cursor.fetchall()
