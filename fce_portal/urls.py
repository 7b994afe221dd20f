from django.urls import include, path

from fce_portal import as_role, calendar_views, digest_views, health, own_data_views, search_views, views
from fce_portal.backup import views as backups
from fce_portal.public import views as public
from fce_portal.public.open_data import views as open_data
from fce_portal.running import faults, maintenance, metrics, portal_settings, runs, school_calendar
from fce_portal.school_evidence import views as school_evidence
from fce_portal.takeaway import views as takeaway

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search_views.search, name="search"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("personal-data/", own_data_views.personal_data, name="personal-data"),
    path("me/data/", own_data_views.own, name="own-data"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("language/", views.language_set, name="set_language"),
    path("work/as/", as_role.work_as_role, name="work-as-role"),
    path("backups/", backups.backup_list, name="backups"),
    path("backups/make/", backups.backup_make, name="backup-make"),
    path("everything/", takeaway.archive_list, name="data-archives"),
    path("everything/make/", takeaway.archive_make, name="data-archive-make"),
    path("everything/<int:pk>/progress/", takeaway.archive_progress, name="data-archive-progress"),
    path("everything/<int:pk>/file/", takeaway.archive_file, name="data-archive-file"),
    path("schools/<str:code>/evidence/<int:year>/", school_evidence.school_evidence, name="school-evidence"),
    path("mail/", digest_views.digest_choice, name="digest-choice"),
    path("mail/stop/<str:token>/", digest_views.digest_stop, name="digest-stop"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/renew/", calendar_views.calendar_renew, name="calendar-renew"),
    path("calendar/revoke/", calendar_views.calendar_revoke, name="calendar-revoke"),
    path("calendar/feed.ics", calendar_views.feed, name="calendar-feed"),
    path("runs/", runs.run_list, name="run-list"),
    path("runs/<slug:name>/start/", runs.run_start, name="run-start"),
    path("faults/", faults.fault_list, name="fault-list"),
    path("faults/<int:pk>/", faults.fault_detail, name="fault-detail"),
    path("maintenance/", maintenance.maintenance_page, name="maintenance"),
    path("maintenance/end/", maintenance.maintenance_end, name="maintenance-end"),
    path("settings/", portal_settings.portal_settings, name="portal-settings"),
    path("settings/days/", portal_settings.portal_days, name="portal-days"),
    path("settings/names/", portal_settings.portal_names, name="portal-names"),
    path("settings/calendar/<int:year>/", school_calendar.school_calendar_edit, name="school-calendar-edit"),
    path("settings/calendar/<int:year>/remove/", school_calendar.school_calendar_remove, name="school-calendar-remove"),
    path("metrics", metrics.metrics, name="metrics"),
    path("card.png", public.card, name="card"),
    path("indicators/<slug:code>/card.png", public.card_of_indicator, name="card-of-indicator"),
    path("news.atom", public.news_feed, name="news-feed"),
    path("sitemap.xml", public.site_map, name="sitemap"),
    path("robots.txt", public.robots, name="robots"),
    path("data/", open_data.data, name="data"),
    path("data/v1/dictionary.json", open_data.data_dictionary, name="data-dictionary"),
    path("data/v1/<slug:table>.<slug:file_format>", open_data.data_file, name="data-file"),
    path("plan/", include("plans.urls")),
    path("stories/", include("plans.story_urls")),
    path("", include("district.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("district.session_urls")),
    path("accounts/oidc/", include("district.single_sign_on.urls")),
    path("", include("partnerships.urls")),
    path("", include("governance.urls")),
    path("", include("indicators.urls")),
]

handler400 = "fce_portal.views.bad_request"
handler403 = "fce_portal.views.permission_denied"
handler500 = "fce_portal.views.server_error"
