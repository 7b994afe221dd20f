"""Who can be trained at a school on a day: members by their seat, principal and staff by their account."""

from dataclasses import dataclass

from django.db.models import Q

from district.access import Role
from district.models import Membership, User
from governance.models import Office, SeatTerm
from governance.models.councils import SeatKind
from governance.seats import KINDS

ROLES = [Role.PRINCIPAL, Role.SCHOOL_STAFF]


@dataclass(frozen=True)
class Person:
    """Somebody at a school. `key` names them in an address: t and the term's number, or u and the account's."""

    key: str
    label: str
    words: str
    term: SeatTerm | None = None
    user: User | None = None

    @property
    def is_student(self):
        return self.term is not None and self.term.kind == SeatKind.STUDENT

    @property
    def account_id(self):
        return self.term.user_id if self.term else self.user.pk

    @property
    def line_key(self):
        """As `standing.Line.person` names them."""
        return f"u{self.account_id}" if self.account_id else f"t{self.term.pk}"


def people_at(school, day, *, session=None):
    """Members in the order of seats, then principal and staff who hold no seat. Four queries.

    `session`: whoever was recorded there is named also where their term was corrected since.
    """
    there = Q(pk__in=SeatTerm.objects.on(day).filter(council__school=school).values("pk"))
    held = Membership.objects.current(day).filter(school=school, role__in=ROLES, lent_from=None)
    at_work = Q(pk__in=held.values("user"), is_active=True)
    if session is not None:
        recorded = session.records.filter(school=school).order_by()
        there |= Q(pk__in=recorded.exclude(term=None).values("term"))
        at_work |= Q(pk__in=recorded.exclude(user=None).values("user"))
    terms = list(SeatTerm.objects.filter(there).select_related("seat", "user"))
    accounts = User.objects.filter(at_work)
    officers = {}
    for office in Office.objects.on(day).filter(council__school=school):
        officers.setdefault(office.term_id, []).append(str(office))
    found = [
        Person(f"t{term.pk}", term.person, ", ".join([str(term.seat), *officers.get(term.pk, [])]), term=term)
        for term in sorted(terms, key=lambda one: (KINDS[one.kind], one.seat.number, one.pk))
    ]
    seated = {term.user_id for term in terms if term.user_id}
    roles = dict(held.order_by("-role").values_list("user", "role"))  # who is both is the principal
    for account in sorted(accounts, key=lambda one: (roles.get(one.pk) != Role.PRINCIPAL, str(one))):
        if account.pk not in seated:
            found.append(Person(f"u{account.pk}", str(account), role_words(roles.get(account.pk)), user=account))
    return found


def role_words(role):
    return str(Role(role).label) if role else ""


def person_of(people, key):
    """The person that an address names, or None."""
    return next((one for one in people if one.key == key), None)
