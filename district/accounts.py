from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations (`district.people.invite`); nobody signs up alone."""

    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **details):
        """Go on in the language the person chose last, on whatever device that was."""
        response = super().post_login(request, user, **details)
        if user.preferred_language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.preferred_language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            )
        return response
