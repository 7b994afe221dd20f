"""How far a person reaches among partners' records: a partner's contact to their own organisation and no further, a
school role to that school, a district role to everything."""

from dataclasses import dataclass

from django.db.models import Q

from district.access import DISTRICT_ROLES, GRANTS, Role, memberships_of


@dataclass(frozen=True)
class Scope:
    """Where a person's roles grant a permission. `partners` is a list of ids, read once for a person."""

    everything: bool
    schools: tuple
    partners: tuple

    @property
    def is_empty(self):
        return not (self.everything or self.schools or self.partners)

    def reaches(self, *, partner_id, school_id):
        """Whether it holds a record of this partner at this school (None: the district's)."""
        return self.everything or partner_id in self.partners or (school_id is not None and school_id in self.schools)

    def rows(self, *, partner, school):
        """The condition on rows with these paths to the partner and to the school."""
        return Q(**{f"{partner}__in": self.partners}) | Q(**{f"{school}__in": self.schools})


# For what is made for the district and shown to nobody as a list of records: reports, jobs.
EVERYTHING = Scope(everything=True, schools=(), partners=())


def scope_of(user, permission):
    """A partner contact's role is held for the district but reaches only the partner for whom the person speaks: this
    is asked instead of `may_district_wide` wherever a partner's contact could hold the permission."""
    granting = [held for held in memberships_of(user) if permission in GRANTS[Role(held.role)]]
    of_partners = [held.pk for held in granting if held.role == Role.PARTNER_CONTACT]
    return Scope(
        everything=any(held.role in DISTRICT_ROLES and held.role != Role.PARTNER_CONTACT for held in granting),
        schools=tuple(held.school_id for held in granting if held.school_id),
        partners=tuple(partners_of(user, of_partners)) if of_partners else (),
    )


def partners_of(user, memberships):
    """Ids of the partners for whom these memberships of the person speak; kept on the person for the request."""
    from partnerships.models.partners import PartnerAccount

    if not hasattr(user, "_spoken_for"):
        accounts = PartnerAccount.objects.filter(membership__in=memberships)
        user._spoken_for = list(accounts.values_list("partner", flat=True))
    return user._spoken_for
