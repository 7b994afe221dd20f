from django.urls import path

from partnerships.views import changing, importing, logging, partners, reach, reading

app_name = "partnerships"
urlpatterns = [
    path("activities/", reading.activity_list, name="activity-list"),
    path("activities/log/", logging.activity_log_page, name="activity-log"),
    path("activities/import/", importing.activity_import, name="activity-import"),
    path("activities/import/<int:pk>/", importing.activity_import_check, name="activity-import-check"),
    path("activities/deleted/", changing.activity_deleted_list, name="activity-deleted-list"),
    path("activities/<int:pk>/", reading.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/saved/", logging.activity_saved, name="activity-saved"),
    path("activities/<int:pk>/copy/", logging.activity_copy, name="activity-copy"),
    path("activities/<int:pk>/undo/", logging.activity_undo, name="activity-undo"),
    path("activities/<int:pk>/edit/", changing.activity_edit, name="activity-edit"),
    path("activities/<int:pk>/delete/", changing.activity_delete, name="activity-delete"),
    path("activities/<int:pk>/restore/", changing.activity_restore, name="activity-restore"),
    path("activities/<int:pk>/evidence/", changing.activity_evidence, name="activity-evidence"),
    path("reach/", reach.reach_list, name="reach-list"),
    path("reach/<str:code>/<int:fall_year>/", reach.reach_edit, name="reach-edit"),
    path("partners/", partners.partner_list, name="partner-list"),
    path("partners/add/", partners.partner_create, name="partner-create"),
    path("partners/<int:pk>/", partners.partner_detail, name="partner-detail"),
    path("partners/<int:pk>/edit/", partners.partner_edit, name="partner-edit"),
    path("partners/<int:pk>/invite/", partners.partner_invite, name="partner-invite"),
]
