from django.urls import path

from governance import views

app_name = "governance"
urlpatterns = [
    path("councils/", views.council_list, name="council-list"),
    path("schools/<str:code>/council/", views.council_detail, name="council-detail"),
    path("schools/<str:code>/council/edit/", views.council_set_up, name="council-edit"),
    path("schools/<str:code>/council/meetings/record/", views.meeting_record, name="meeting-record"),
    path("councils/meetings/<int:pk>/edit/", views.meeting_edit, name="meeting-edit"),
    path("councils/meetings/<int:pk>/delete/", views.meeting_delete, name="meeting-delete"),
]
