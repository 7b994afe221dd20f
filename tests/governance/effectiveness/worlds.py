"""A council with its people, its records and its profile, for the tests of this folder."""

from datetime import date

from governance.effectiveness import assessing
from governance.models.effectiveness import RATED, Rating, Side
from tests.factories import MembershipFactory
from tests.governance.councils import full_council

YEAR = 2025
TODAY = date(2026, 2, 10)


class World:
    """One full council after the state's model, and one person in each role around it."""

    def __init__(self, council=None):
        self.council = council or full_council()
        self.school = self.council.school
        self.chair = self.person("COUNCIL_CHAIR")
        self.member = self.person("COUNCIL_MEMBER")
        self.principal = self.person("PRINCIPAL")
        self.central = self.person("CENTRAL_OFFICE", here=False)
        self.board = self.person("BOARD_MEMBER", here=False)
        self.profile, _is_new = assessing.begin(school=self.school, fall_year=YEAR, by=self.central)

    def person(self, role, here=True):
        return MembershipFactory(role=role, school=self.school if here else None).user

    def view(self, side):
        return self.profile.assessments.get(side=side)

    def rate(self, side, rating=Rating.WORKING, **domains):
        """Rate every domain alike, some otherwise."""
        view = self.view(side)
        for domain in RATED:
            view.ratings.create(
                domain=domain, rating=domains.get(domain.value, rating), reason="We looked.", next_step="Go on."
            )
        return view

    def submit(self, side, **domains):
        view = self.rate(side, **domains)
        return assessing.submit(view, by=self.chair if side == Side.COUNCIL else self.central)
