from django.urls import path

from partnerships.views import changing, logging, reading

app_name = "partnerships"
urlpatterns = [
    path("activities/", reading.activity_list, name="activity-list"),
    path("activities/log/", logging.activity_log_page, name="activity-log"),
    path("activities/deleted/", changing.activity_deleted_list, name="activity-deleted-list"),
    path("activities/<int:pk>/", reading.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/saved/", logging.activity_saved, name="activity-saved"),
    path("activities/<int:pk>/copy/", logging.activity_copy, name="activity-copy"),
    path("activities/<int:pk>/undo/", logging.activity_undo, name="activity-undo"),
    path("activities/<int:pk>/edit/", changing.activity_edit, name="activity-edit"),
    path("activities/<int:pk>/delete/", changing.activity_delete, name="activity-delete"),
    path("activities/<int:pk>/restore/", changing.activity_restore, name="activity-restore"),
    path("activities/<int:pk>/evidence/", changing.activity_evidence, name="activity-evidence"),
]
