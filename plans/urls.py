from django.urls import path

from plans import views

app_name = "plans"

urlpatterns = [
    path("", views.plan_overview, name="plan-overview"),
    path("<slug:cycle>/", views.cycle_detail, name="cycle-detail"),
    path("<slug:cycle>/theory/", views.theory_detail, name="theory-detail"),
    path("<slug:cycle>/actions/<str:code>/", views.priority_action_detail, name="priority-action-detail"),
    path("<slug:cycle>/initiatives/<str:code>/", views.initiative_detail, name="initiative-detail"),
    path("<slug:cycle>/initiatives/<str:code>/aims/", views.initiative_aims, name="initiative-aims"),
    path("<slug:cycle>/initiatives/<str:code>/aims/<int:pk>/remove/", views.initiative_aim_remove, name="aim-remove"),
]
