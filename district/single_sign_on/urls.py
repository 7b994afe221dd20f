"""Only what a sign-in needs of allauth's pages for third parties: no sign-up, no accounts to connect by hand."""

from allauth.socialaccount.views import login_cancelled
from django.urls import path

from district.single_sign_on import views

urlpatterns = [
    path("<slug:provider_id>/login/", views.begin, name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", views.finish, name="openid_connect_callback"),
    path("cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
]
