"""Every kind of record that can be found, in the order in which people read them. There is no other registration.

Each kind begins with what its rows' own rule lets a person see (`visible_to`); a kind that asks for a permission is not
even looked at for those who lack it.
"""

from district import searching as district
from governance import searching as governance
from indicators import searching as indicators
from partnerships import searching as partnerships
from plans import searching as plans

KINDS = [
    district.SCHOOLS,
    plans.PRIORITY_ACTIONS,
    plans.INITIATIVES,
    indicators.INDICATORS,
    plans.STORIES,
    governance.COUNCILS,
    partnerships.PARTNERS,
    district.PEOPLE,
    plans.WORK,
    plans.MILESTONES,
    plans.UPDATES,
    plans.ACTION_PLANS,
    plans.GOALS,
    plans.STEPS,
    partnerships.ACTIVITIES,
]


def kinds_for(user):
    return [kind for kind in KINDS if kind.is_for(user)]
