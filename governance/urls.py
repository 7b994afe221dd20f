from django.urls import path

from governance.views import composition, councils, elections, seats

app_name = "governance"
urlpatterns = [
    path("councils/", councils.council_list, name="council-list"),
    path("schools/<str:code>/council/", councils.council_detail, name="council-detail"),
    path("schools/<str:code>/council/edit/", councils.council_set_up, name="council-edit"),
    path("schools/<str:code>/council/meetings/record/", councils.meeting_record, name="meeting-record"),
    path("councils/meetings/<int:pk>/edit/", councils.meeting_edit, name="meeting-edit"),
    path("councils/meetings/<int:pk>/delete/", councils.meeting_delete, name="meeting-delete"),
]
SCHOOL = "schools/<str:code>/council/"
urlpatterns += [
    path("councils/composition/", composition.council_composition, name="council-composition"),
    path("councils/models/", composition.council_model_list, name="council-model-list"),
    path("councils/models/add/", composition.council_model_add, name="council-model-add"),
    path("councils/models/<str:code>/", composition.council_model, name="council-model"),
    path(SCHOOL + "seats/<int:pk>/fill/", seats.seat_fill, name="seat-fill"),
    path(SCHOOL + "officers/name/", seats.officer_name, name="officer-name"),
    path(SCHOOL + "officers/<int:pk>/edit/", seats.officer_edit, name="officer-edit"),
    path("councils/terms/<int:pk>/edit/", seats.term_edit, name="term-edit"),
    path("councils/terms/<int:pk>/end/", seats.term_end, name="term-end"),
]
ELECTION = SCHOOL + "elections/<int:pk>/"
urlpatterns += [
    path("councils/elections/", elections.election_list, name="election-list"),
    path(SCHOOL + "elections/add/", elections.election_add, name="election-add"),
    path(ELECTION, elections.election, name="election"),
    path(ELECTION + "edit/", elections.election_edit, name="election-edit"),
    path(ELECTION + "candidates/add/", elections.candidate_add, name="candidate-add"),
    path(ELECTION + "candidates/<int:candidate>/edit/", elections.candidate_edit, name="candidate-edit"),
    path(ELECTION + "candidates/<int:candidate>/confirm/", elections.candidate_confirm, name="candidate-confirm"),
    path(ELECTION + "candidates/<int:candidate>/withdraw/", elections.candidate_withdraw, name="candidate-withdraw"),
    path(ELECTION + "count/", elections.election_count, name="election-count"),
    path(ELECTION + "lot/", elections.election_lot, name="election-lot"),
    path(ELECTION + "sheet/", elections.election_sheet, name="election-sheet"),
    path(ELECTION + "move/<slug:name>/", elections.election_move, name="election-move"),
]
