from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404
from requests import RequestException

from district.single_sign_on.adapter import ProvenSignOn
from district.single_sign_on.refusals import SignOnRefused


def begin(request, provider_id):
    """To the provider, and from there back to `finish`."""
    return through(OAuth2LoginView, request, provider_id)


def finish(request, provider_id):
    return through(OAuth2CallbackView, request, provider_id)


def through(view, request, provider_id):
    adapter = ProvenSignOn(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    try:
        return view.adapter_view(adapter)(request)
    except (RequestException, ValueError, KeyError):  # no answer, or none that such a service gives
        return render_authentication_error(request, provider, exception=SignOnRefused("not_reached"))
