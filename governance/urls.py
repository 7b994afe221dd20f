from django.urls import path

from governance.views import councils

app_name = "governance"
urlpatterns = [
    path("councils/", councils.council_list, name="council-list"),
    path("schools/<str:code>/council/", councils.council_detail, name="council-detail"),
    path("schools/<str:code>/council/edit/", councils.council_set_up, name="council-edit"),
    path("schools/<str:code>/council/meetings/record/", councils.meeting_record, name="meeting-record"),
    path("councils/meetings/<int:pk>/edit/", councils.meeting_edit, name="meeting-edit"),
    path("councils/meetings/<int:pk>/delete/", councils.meeting_delete, name="meeting-delete"),
]
