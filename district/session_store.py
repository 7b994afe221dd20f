"""Sessions in the database, as Django keeps them; read by a statement that is written out (SESSION_ENGINE).

Every request of whoever is signed in begins with it: see `who_asks`.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

STATEMENT = f"""
    SELECT session_data, expire_date FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s
"""


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        """The session of this key; None, and no key, where there is none or it is over."""
        row = None
        if "\0" not in self.session_key:  # which a cookie can spell, and PostgreSQL refuses to look for
            with connection.cursor() as cursor:
                cursor.execute(STATEMENT, [self.session_key, timezone.now()])
                row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return Session(self.session_key, *row)
