from django.urls import path, register_converter
from django.urls.converters import StringConverter

from governance.compacts.views import families, library, pages, quality, review, translations, use
from governance.models.compacts import DocumentKind
from governance.views import composition, councils, elections, meeting_rules, meetings, running, seats

app_name = "governance"

COUNCIL = "schools/<str:code>/council/"
MEETING = "councils/meetings/<int:pk>/"
MOTION = MEETING + "motions/<int:motion>/"
ITEM = MEETING + "items/<int:item>/"
urlpatterns = [
    path("councils/", councils.council_list, name="council-list"),
    path(COUNCIL, councils.council_detail, name="council-detail"),
    path(COUNCIL + "edit/", councils.council_set_up, name="council-edit"),
    path(COUNCIL + "meetings/record/", councils.meeting_record, name="meeting-record"),
    path(COUNCIL + "meetings/add/", meetings.meeting_add, name="meeting-add"),
    path(COUNCIL + "meetings/year/", meetings.year_plan, name="meeting-year"),
    path(COUNCIL + "meetings/calendar.ics", meetings.council_calendar, name="council-calendar"),
    path(COUNCIL + "filing/<int:year>/", meetings.filing, name="schedule-filing"),
    path("councils/rules/", meeting_rules.rules, name="meeting-rules"),
    path("councils/rules/items/add/", meeting_rules.standing_item_add, name="standing-item-add"),
    path("councils/rules/items/<int:pk>/edit/", meeting_rules.standing_item_edit, name="standing-item-edit"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(MEETING + "edit/", councils.meeting_edit, name="meeting-edit"),
    path(MEETING + "delete/", councils.meeting_delete, name="meeting-delete"),
    path(MEETING + "change/", meetings.meeting_change, name="meeting-change"),
    path(MEETING + "calendar.ics", meetings.meeting_calendar, name="meeting-calendar"),
    path(MEETING + "papers/<slug:name>/", meetings.meeting_paper, name="meeting-paper"),
    path(MEETING + "post/<slug:kind>/", meetings.meeting_post, name="meeting-post"),
    path(MEETING + "move/<slug:name>/", meetings.meeting_move, name="meeting-move"),
    path(MEETING + "corrections/add/", meetings.correction_add, name="correction-add"),
    path(MEETING + "agenda/", running.meeting_agenda, name="meeting-agenda"),
    path(MEETING + "agenda/post-added/", meetings.items_post, name="items-post"),
    path(MEETING + "agenda/draw/<slug:key>/", running.item_draw, name="item-draw"),
    path(MEETING + "items/add/", running.item_add, name="item-add"),
    path(ITEM + "edit/", running.item_edit, name="item-edit"),
    path(ITEM + "notes/", running.item_notes, name="item-notes"),
    path(ITEM + "remove/", running.item_remove, name="item-remove"),
    path(ITEM + "move/<slug:way>/", running.item_shift, name="item-shift"),
    path(MEETING + "run/", running.meeting_run, name="meeting-run"),
    path(MEETING + "attendance/<int:term>/", running.presence, name="presence"),
    path(MEETING + "attendance/<int:term>/times/", running.stay, name="stay"),
    path(MEETING + "guests/", running.guests, name="guests"),
    path(MEETING + "motions/add/", running.motion_add, name="motion-add"),
    path(MOTION, running.motion_page, name="motion"),
    path(MOTION + "votes/<int:term>/", running.vote, name="vote"),
    path(MOTION + "advice/", running.motion_advice, name="motion-advice"),
    path(MOTION + "approval/", running.motion_approval, name="motion-approval"),
    path(MOTION + "<slug:act>/", running.motion_act, name="motion-act"),
    path(MEETING + "minutes/draft/", running.minutes_draft, name="minutes-draft"),
    path(MEETING + "minutes/", running.minutes_edit, name="minutes-edit"),
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


class DocumentConverter(StringConverter):
    """The kind of a document in an address."""

    regex = "compacts|policies"
    kinds = {"compacts": DocumentKind.COMPACT, "policies": DocumentKind.POLICY}

    def to_python(self, value):
        return self.kinds[value]

    def to_url(self, value):
        for name, kind in self.kinds.items():
            if kind == value:
                return name
        raise ValueError(value)  # no address


register_converter(DocumentConverter, "document")
OF = "<document:kind>/<str:code>/<int:year>/"
urlpatterns += [
    path("c/", families.public_list, name="compact-public-list"),
    path("c/<slug:code>/", families.compact_public, name="compact-public"),
    path("c/<slug:code>/qr.svg", families.compact_qr, name="compact-qr"),
    path("compacts/", pages.compact_list, {"kind": DocumentKind.COMPACT}, name="compact-list"),
    path("policies/", pages.compact_list, {"kind": DocumentKind.POLICY}, name="policy-list"),
    path("compacts/library/", library.library_list, name="compact-library"),
    path("compacts/quality/", quality.quality_summary, name="compact-quality-summary"),
    path("<document:kind>/years/<int:year>/", pages.compact_year, name="compact-year"),
    path(OF, pages.compact_detail, name="compact"),
    path(OF + "begin/", pages.compact_begin, name="compact-begin"),
    path(OF + "versions/begin/", pages.version_begin, name="compact-version-begin"),
    path(OF + "versions/<int:number>/", pages.compact_version, name="compact-version"),
    path(OF + "part/<slug:part>/", pages.compact_part, name="compact-part"),
    path(OF + "grades/add/", pages.section_add, name="compact-section-add"),
    path(OF + "grades/<int:pk>/edit/", pages.section_edit, name="compact-section-edit"),
    path(OF + "grades/<int:pk>/remove/", pages.section_remove, name="compact-section-remove"),
    path(OF + "grades/<int:section>/goals/add/", pages.goal_add, name="compact-goal-add"),
    path(OF + "grades/<int:pk>/borrow/<slug:part>/", library.library_borrow, name="compact-borrow"),
    path(OF + "quality/<slug:side>/", quality.quality_judge, name="compact-quality"),
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
    path(
        OF + "languages/<slug:tag>/take-back/",
        translations.translation_take_back,
        name="compact-translation-take-back",
    ),
    path(OF + "languages/<slug:tag>/passages/<slug:passage>/", translations.passage_translate, name="compact-passage"),
    path(OF + "handed-out/add/", use.handed_out_add, name="compact-handed-out-add"),
    path(OF + "handed-out/<int:pk>/edit/", use.handed_out_edit, name="compact-handed-out-edit"),
    path(OF + "talks/add/", use.talks_add, name="compact-talks-add"),
    path(OF + "talks/<int:pk>/edit/", use.talks_edit, name="compact-talks-edit"),
    path(OF + "review/", use.review_edit, name="compact-review"),
]
