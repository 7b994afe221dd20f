"""What becomes of a recommendation, until it is carried out or dropped."""

from district import following
from partnerships.walkthroughs import notices


def save(form, *, by):
    """Save a recommendation from its form. Whoever is to do it is told once the walkthrough is closed."""

    def tell(one):
        if one.walkthrough.is_closed:
            notices.of_recommendation(one, by=by)

    return following.save(form, tell=tell)
