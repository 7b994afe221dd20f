from django.urls import path

from governance import views
from governance.compacts.views import families, pages, review, translations, use

app_name = "governance"

OF = "compacts/<str:code>/<int:year>/"
urlpatterns = [
    path("councils/", views.council_list, name="council-list"),
    path("schools/<str:code>/council/", views.council_detail, name="council-detail"),
    path("schools/<str:code>/council/edit/", views.council_set_up, name="council-edit"),
    path("schools/<str:code>/council/meetings/record/", views.meeting_record, name="meeting-record"),
    path("councils/meetings/<int:pk>/edit/", views.meeting_edit, name="meeting-edit"),
    path("councils/meetings/<int:pk>/delete/", views.meeting_delete, name="meeting-delete"),
    path("c/", families.public_list, name="compact-public-list"),
    path("c/<slug:code>/", families.compact_public, name="compact-public"),
    path("c/<slug:code>/qr.svg", families.compact_qr, name="compact-qr"),
    path("compacts/", pages.compact_list, name="compact-list"),
    path("compacts/years/<int:year>/", pages.compact_year, name="compact-year"),
    path(OF, pages.compact_detail, name="compact"),
    path(OF + "begin/", pages.compact_begin, name="compact-begin"),
    path(OF + "versions/begin/", pages.version_begin, name="compact-version-begin"),
    path(OF + "versions/<int:number>/", pages.compact_version, name="compact-version"),
    path(OF + "part/<slug:part>/", pages.compact_part, name="compact-part"),
    path(OF + "grades/add/", pages.section_add, name="compact-section-add"),
    path(OF + "grades/<int:pk>/edit/", pages.section_edit, name="compact-section-edit"),
    path(OF + "grades/<int:pk>/remove/", pages.section_remove, name="compact-section-remove"),
    path(OF + "grades/<int:section>/goals/add/", pages.goal_add, name="compact-goal-add"),
    path(OF + "goals/<int:pk>/edit/", pages.goal_edit, name="compact-goal-edit"),
    path(OF + "goals/<int:pk>/remove/", pages.goal_remove, name="compact-goal-remove"),
    path(OF + "comments/<slug:passage>/add/", review.comment_add, name="compact-comment-add"),
    path(OF + "comments/<int:pk>/reply/", review.comment_reply, name="compact-comment-reply"),
    path(OF + "comments/<int:pk>/resolve/", review.comment_resolve, name="compact-comment-resolve"),
    path(OF + "comments/<int:pk>/take/", review.wording_take, name="compact-wording-take"),
    path(OF + "move/<slug:name>/", review.compact_move, name="compact-move"),
    path(OF + "sessions/add/", families.session_add, name="compact-session-add"),
    path(OF + "sessions/<int:pk>/edit/", families.session_edit, name="compact-session-edit"),
    path(OF + "voices/", families.voices, name="compact-voices"),
    path(OF + "poster/", families.compact_poster, name="compact-poster"),
    path(OF + "acknowledgement/", families.compact_sheet, name="compact-sheet"),
    path(OF + "languages/begin/", translations.translation_begin, name="compact-translation-begin"),
    path(OF + "languages/<slug:tag>/", translations.translation_detail, name="compact-translation"),
    path(OF + "languages/<slug:tag>/check/", translations.translation_check, name="compact-translation-check"),
    path(OF + "languages/<slug:tag>/publish/", translations.translation_publish, name="compact-translation-publish"),
    path(OF + "languages/<slug:tag>/passages/<slug:passage>/", translations.passage_translate, name="compact-passage"),
    path(OF + "handed-out/add/", use.handed_out_add, name="compact-handed-out-add"),
    path(OF + "handed-out/<int:pk>/edit/", use.handed_out_edit, name="compact-handed-out-edit"),
    path(OF + "talks/add/", use.talks_add, name="compact-talks-add"),
    path(OF + "talks/<int:pk>/edit/", use.talks_edit, name="compact-talks-edit"),
    path(OF + "review/", use.review_edit, name="compact-review"),
]
