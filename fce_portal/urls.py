from django.urls import include, path

from fce_portal import digest_views, health, search_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search_views.search, name="search"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("language/", views.language_set, name="set_language"),
    path("mail/", digest_views.digest_choice, name="digest-choice"),
    path("mail/stop/<str:token>/", digest_views.digest_stop, name="digest-stop"),
    path("plan/", include("plans.urls")),
    path("", include("district.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("partnerships.urls")),
    path("", include("governance.urls")),
    path("", include("indicators.urls")),
]

handler400 = "fce_portal.views.bad_request"
handler403 = "fce_portal.views.permission_denied"
