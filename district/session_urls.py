from django.urls import path

from district.views import sessions

urlpatterns = [
    path("", sessions.session_list, name="usersessions_list"),
    path("<int:pk>/end/", sessions.session_end, name="session-end"),
]
