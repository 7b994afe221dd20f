from django.urls import path

from plans.views import stories

app_name = "stories"

urlpatterns = [
    path("", stories.story_list, name="list"),
    path("add/", stories.story_add, name="add"),
    path("<int:pk>/", stories.story, name="story"),
    path("<int:pk>/picture/<slug:size>/", stories.story_picture, name="picture"),
    path("<int:pk>/edit/", stories.story_edit, name="edit"),
    path("<int:pk>/take-down/", stories.story_take_down, name="take-down"),
    path("<int:pk>/move/<slug:name>/", stories.story_move, name="move"),
    path("<int:pk>/permissions/add/", stories.permission_add, name="permission-add"),
    path("<int:pk>/permissions/<int:permission>/", stories.permission_edit, name="permission-edit"),
    path("<int:pk>/permissions/<int:permission>/withdraw/", stories.permission_withdraw, name="permission-withdraw"),
]
