from django.urls import path

from district.views import school_edit, schools

app_name = "district"

urlpatterns = [
    path("schools/", schools.school_list, name="school-list"),
    path("schools/add/", school_edit.school_add, name="school-add"),
    path("schools/<str:code>/", schools.school_detail, name="school-detail"),
    path("schools/<str:code>/edit/", school_edit.school_edit, name="school-edit"),
    path("schools/<str:code>/record/", school_edit.school_record_edit, name="school-record-edit"),
    path("schools/<str:code>/close/", school_edit.school_close, name="school-close"),
    path("schools/<str:code>/periods/<int:pk>/edit/", school_edit.period_edit, name="period-edit"),
    path("school-years/", schools.school_year_list, name="school-year-list"),
]
