"""Whose account a proven sign-in opens: that of a person whom the portal knows by this confirmed address.

At the first sign-in the provider's own number for the person is kept. An address that is given to another person
later opens no account of the one who had it before.
"""

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from district.single_sign_on import tokens
from district.single_sign_on.refusals import SignOnRefused


class ProvenSignOn(OpenIDConnectOAuth2Adapter):
    def complete_login(self, request, app, token, **kwargs):
        claims = tokens.claims_in(
            kwargs["response"].get("id_token") or "", configuration=self.openid_config, client_id=app.client_id
        )
        if not claims.get("email"):
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise SignOnRefused("not_proven")
            claims = told | claims
        email = tokens.address_in(claims, app.settings.get("domains", []))
        kept = {"sub": claims["sub"], "email": email, "email_verified": True}
        login = self.get_provider().sociallogin_from_response(request, {"id_token": kept})
        login.account.extra_data = {}  # what the provider tells of people beyond the address is not ours to keep
        return login


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Matches by confirmed address; nobody signs up."""

    def authenticate_by_email(self, sociallogin):
        """The person with this confirmed address, unless another number of the same provider stands for them."""
        email = sociallogin.email_addresses[0].email
        known = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
        if known is None:
            raise SignOnRefused("unknown")
        if SocialAccount.objects.filter(user=known.user, provider=sociallogin.account.provider).exists():
            raise SignOnRefused("other_person")
        return known.user, known.email

    def can_authenticate_by_email(self, login, email):
        return True

    def is_open_for_signup(self, request, sociallogin):
        return False
