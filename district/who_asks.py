"""Who a request comes from, read in one statement: the person, the roles of today, the unread notices, a second factor.

Every request of whoever is signed in begins with it, so it is written out: putting the same queryset together took
three times as long as PostgreSQL needs to answer it. A test holds it against the querysets.
"""

from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from district import access, second_factor
from district.models import Membership, Notice, School, User


def fields_of(model):
    return [field.attname for field in model._meta.concrete_fields]


def columns_of(model, alias):
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


PERSON, HELD, SCHOOL = fields_of(User), fields_of(Membership), fields_of(School)
FIRST_HELD = len(PERSON) + 2
FIRST_SCHOOL = FIRST_HELD + len(HELD)
STATEMENT = f"""
    SELECT
        {columns_of(User, "person")},
        (SELECT count(*) FROM {Notice._meta.db_table} WHERE recipient_id = person.id AND read_at IS NULL),
        EXISTS (
            SELECT FROM {Authenticator._meta.db_table} AS factor
            WHERE factor.user_id = person.id AND factor.type = ANY (%(factors)s)
        ),
        {columns_of(Membership, "held")},
        {columns_of(School, "school")}
    FROM {User._meta.db_table} AS person
    LEFT JOIN {Membership._meta.db_table} AS held ON held.user_id = person.id
        AND held.starts_on <= %(today)s AND (held.ends_on IS NULL OR held.ends_on >= %(today)s)
    LEFT JOIN {School._meta.db_table} AS school ON school.id = held.school_id
    WHERE person.id = %(person)s
    ORDER BY held.starts_on DESC, held.id
"""


def read(user_id):
    """The person of this number with all that; None where there is none."""
    values = {"person": user_id, "today": timezone.localdate(), "factors": list(map(str, second_factor.FACTORS))}
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        rows = cursor.fetchall()
    if not rows:
        return None
    user = made(User, PERSON, rows[0])
    user._unread_total, user._has_second_factor = rows[0][len(PERSON) : FIRST_HELD]
    access.remember_memberships(user, [membership(row, user) for row in rows if row[FIRST_HELD] is not None])
    return user


def membership(row, user):
    held = made(Membership, HELD, row[FIRST_HELD:])
    held.user = user
    held.school = made(School, SCHOOL, row[FIRST_SCHOOL:]) if held.school_id else None
    return held


def made(model, names, values):
    """An object of the model as its manager would read it; `values` may go on after the last name."""
    return model.from_db(connection.alias, names, values[: len(names)])
