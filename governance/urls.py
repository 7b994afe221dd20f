from django.urls import path, register_converter
from django.urls.converters import StringConverter

from governance.advisory.views import meetings as group_meetings
from governance.advisory.views import pages as group_pages
from governance.advisory.views import questions as group_questions
from governance.compacts.views import families, library, pages, quality, review, translations, use
from governance.effectiveness.views import actions, profiles
from governance.effectiveness.views import district as effectiveness
from governance.models.compacts import DocumentKind
from governance.training.views import attendance, catalogue, certificates, sessions
from governance.training.views import standing as trained
from governance.views import (
    advices,
    bylaws,
    composition,
    councils,
    duties,
    elections,
    meeting_rules,
    meetings,
    on_day,
    requests,
    running,
    seats,
    sign_offs,
    today,
)

app_name = "governance"

COUNCIL = "schools/<str:code>/council/"
MEETING = "councils/meetings/<int:pk>/"
MOTION = MEETING + "motions/<int:motion>/"
ITEM = MEETING + "items/<int:item>/"
urlpatterns = [
    path("councils/", councils.council_list, name="council-list"),
    path("councils/today/", today.today_page, name="councils-today"),
    path("councils/remind/", today.remind, name="councils-remind"),
    path(COUNCIL, councils.council_detail, name="council-detail"),
    path(COUNCIL + "notify-me/", requests.ask, name="request-ask"),
    path("councils/requests/<str:token>/confirm/", requests.confirm, name="request-confirm"),
    path("councils/requests/<str:token>/stop/", requests.stop, name="request-stop"),
    path(MEETING + "told/<int:notice>/phone/", requests.phoned, name="member-phoned"),
    path(COUNCIL + "on/", on_day.council_on, name="council-on"),
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
    path(SCHOOL + "bylaws/", bylaws.bylaws_list, name="bylaws"),
    path(SCHOOL + "bylaws/add/", bylaws.bylaws_add, name="bylaws-add"),
    path(SCHOOL + "bylaws/<int:pk>/edit/", bylaws.bylaws_edit, name="bylaws-edit"),
    path(SCHOOL + "bylaws/<int:pk>/text/", bylaws.bylaws_text, name="bylaws-text"),
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
PROFILE = SCHOOL + "effectiveness/<int:year>/"
IMPROVEMENT = "councils/improvements/<int:pk>/"
urlpatterns += [
    path("councils/effectiveness/", effectiveness.effectiveness_list, name="effectiveness-list"),
    path("councils/effectiveness/rules/", effectiveness.rules, name="effectiveness-rules"),
    path("councils/effectiveness/survey/<int:year>/", effectiveness.survey_open, name="effectiveness-survey"),
    path("councils/effectiveness/observers/add/", effectiveness.observer_add, name="observer-add"),
    path("councils/effectiveness/observers/<int:pk>/", effectiveness.observer_edit, name="observer-edit"),
    path(SCHOOL + "effectiveness/", profiles.years, name="effectiveness-years"),
    path(PROFILE, profiles.profile, name="effectiveness"),
    path(PROFILE + "begin/", profiles.begin, name="effectiveness-begin"),
    path(PROFILE + "rate/<slug:domain>/", profiles.rate, name="effectiveness-rate"),
    path(PROFILE + "submit/", profiles.submit, name="effectiveness-submit"),
    path(PROFILE + "indicator/", profiles.worked_on, name="effectiveness-worked-on"),
    path(PROFILE + "voices/", profiles.voices, name="effectiveness-voices"),
    path(PROFILE + "close/", profiles.close, name="effectiveness-close"),
    path(PROFILE + "actions/add/", actions.improvement_add, name="improvement-add"),
    path(MEETING + "observe/", effectiveness.observe, name="observe"),
    path(IMPROVEMENT, actions.improvement, name="improvement"),
    path(IMPROVEMENT + "edit/", actions.improvement_edit, name="improvement-edit"),
    path(IMPROVEMENT + "notes/add/", actions.improvement_note, name="improvement-note"),
    path(IMPROVEMENT + "end/", actions.improvement_end, name="improvement-end"),
    path(IMPROVEMENT + "evidence/", actions.improvement_evidence, name="improvement-evidence"),
]
DUTY = SCHOOL + "duties/<int:year>/<slug:duty>/"
SIGN_OFF = SCHOOL + "sign-offs/<int:pk>/"
urlpatterns += [
    path("councils/duties/", duties.duty_overview, name="duty-overview"),
    path("councils/duties/years/<int:year>/", duties.duty_year, name="duty-year"),
    path(SCHOOL + "duties/", duties.council_duties, name="duties"),
    path(DUTY, duties.duty, name="duty"),
    path(DUTY + "record/", duties.duty_record, name="duty-record"),
    path(SCHOOL + "duties/records/<int:pk>/edit/", duties.duty_record_edit, name="duty-record-edit"),
    path(SCHOOL + "duties/records/<int:pk>/remove/", duties.duty_record_remove, name="duty-record-remove"),
    path(SCHOOL + "papers/<int:pk>/", duties.duty_file, name="duty-file"),
    path(SCHOOL + "reconstitution/add/", duties.reconstitution_add, name="reconstitution-add"),
    path(SCHOOL + "reconstitution/<int:pk>/edit/", duties.reconstitution_edit, name="reconstitution-edit"),
    path("councils/advice/", advices.advice_list, name="advice-list"),
    path(SCHOOL + "advice/add/", advices.advice_add, name="advice-add"),
    path(SCHOOL + "advice/<int:pk>/", advices.advice, name="advice"),
    path(SCHOOL + "advice/<int:pk>/answer/", advices.advice_answer, name="advice-answer"),
    path(SCHOOL + "sign-offs/add/<int:year>/<slug:kind>/", sign_offs.sign_off_add, name="sign-off-add"),
    path(SIGN_OFF, sign_offs.sign_off, name="sign-off"),
    path(SIGN_OFF + "edit/", sign_offs.sign_off_edit, name="sign-off-edit"),
    path(SIGN_OFF + "sign/", sign_offs.sign_off_sign, name="sign-off-sign"),
    path(SIGN_OFF + "unsigned/", sign_offs.sign_off_leave, name="sign-off-leave"),
    path(SIGN_OFF + "read/", sign_offs.sign_off_read, name="sign-off-read"),
    path(SIGN_OFF + "read-by-office/", sign_offs.sign_off_read_office, name="sign-off-read-office"),
    path(SIGN_OFF + "paper/", sign_offs.sign_off_paper, name="sign-off-paper"),
]
MODULE = "training/modules/<str:code>/"
SESSION = "training/sessions/<int:pk>/"
urlpatterns += [
    path("training/", trained.overview, name="training-overview"),
    path("training/modules/", catalogue.module_list, name="training-modules"),
    path("training/modules/add/", catalogue.module_add, name="training-module-add"),
    path("training/certificates/", catalogue.rules, name="training-rules"),
    path(MODULE, catalogue.module_detail, name="training-module"),
    path(MODULE + "edit/", catalogue.module_edit, name="training-module-edit"),
    path(MODULE + "content/add/", catalogue.content_add, name="training-content-add"),
    path(MODULE + "content/<int:pk>/edit/", catalogue.content_edit, name="training-content-edit"),
    path("training/sessions/", sessions.session_list, name="training-sessions"),
    path("training/sessions/add/", sessions.session_add, name="training-session-add"),
    path(SESSION, sessions.session_detail, name="training-session"),
    path(SESSION + "edit/", sessions.session_edit, name="training-session-edit"),
    path(SESSION + "cancel/", sessions.session_cancel, name="training-session-cancel"),
    path(SESSION + "counts/", sessions.session_counts, name="training-counts"),
    path(SESSION + "materials/add/", sessions.material_add, name="training-material-add"),
    path(SESSION + "materials/<int:material>/", sessions.material, name="training-material"),
    path(SESSION + "materials/<int:material>/remove/", sessions.material_remove, name="training-material-remove"),
    path(SESSION + "attendance/<str:code>/", attendance.attendance, name="training-attendance"),
    path(SESSION + "attendance/<str:code>/<slug:key>/", attendance.presence, name="training-presence"),
    path("training/own/", trained.own, name="training-own"),
    path("training/own/elsewhere/", trained.hand_in, name="training-hand-in"),
    path("training/records/<int:pk>/judge/", trained.judge, name="training-judge"),
    path("training/records/<int:pk>/proof/", trained.proof, name="training-proof"),
    path(
        "training/records/<int:pk>/certificate/<slug:language>/",
        certificates.certificate_file,
        name="training-certificate",
    ),
    path("training/check/", certificates.check, name="training-check"),
    path("training/check/<slug:number>/", certificates.check, name="training-check-number"),
    path(SCHOOL + "training/", trained.council, name="training-council"),
    path(SCHOOL + "training/elsewhere/", trained.elsewhere, name="training-elsewhere"),
]
GROUP = "advisory/"
GROUP_MEETING = GROUP + "meetings/<int:pk>/"
QUESTION = GROUP + "questions/<int:pk>/"
urlpatterns += [
    path(GROUP, group_pages.advisory, name="advisory"),
    path(GROUP + "answers/", group_pages.answers, name="advisory-answers"),
    path(GROUP + "members/", group_pages.member_list, name="advisory-member-list"),
    path(GROUP + "members/<int:pk>/", group_pages.member_edit, name="advisory-member-edit"),
    path("schools/<str:code>/advisory/add/", group_pages.member_add, name="advisory-member-add"),
    path(GROUP + "meetings/add/", group_meetings.meeting_add, name="advisory-meeting-add"),
    path(GROUP_MEETING, group_meetings.meeting_page, name="advisory-meeting"),
    path(GROUP_MEETING + "edit/", group_meetings.meeting_edit, name="advisory-meeting-edit"),
    path(GROUP_MEETING + "move/<slug:name>/", group_meetings.meeting_move, name="advisory-meeting-move"),
    path(GROUP_MEETING + "run/", group_meetings.meeting_run, name="advisory-run"),
    path(GROUP_MEETING + "attendance/<int:member>/", group_meetings.presence, name="advisory-presence"),
    path(GROUP_MEETING + "guests/", group_meetings.guests, name="advisory-guests"),
    path(GROUP_MEETING + "notes/", group_meetings.notes, name="advisory-notes"),
    path(GROUP_MEETING + "carried-back/", group_meetings.meeting_carry, name="advisory-meeting-carry"),
    path(GROUP_MEETING + "items/add/", group_meetings.item_add, name="advisory-item-add"),
    path(GROUP + "items/<int:pk>/", group_meetings.item_edit, name="advisory-item-edit"),
    path(GROUP + "items/<int:pk>/remove/", group_meetings.item_remove, name="advisory-item-remove"),
    path(GROUP + "questions/", group_questions.question_list, name="advisory-question-list"),
    path(GROUP + "questions/add/", group_questions.question_add, name="advisory-question-add"),
    path(QUESTION, group_questions.question_page, name="advisory-question"),
    path(QUESTION + "edit/", group_questions.question_edit, name="advisory-question-edit"),
    path(QUESTION + "office/", group_questions.question_office, name="advisory-question-office"),
    path(QUESTION + "answer/", group_questions.question_answer, name="advisory-question-answer"),
    path(QUESTION + "promise/", group_questions.question_promise, name="advisory-question-promise"),
    path(QUESTION + "publish/", group_questions.question_publish, name="advisory-question-publish"),
    path(QUESTION + "withdraw/", group_questions.question_withdraw, name="advisory-question-withdraw"),
    path(QUESTION + "carried-back/", group_questions.question_carry, name="advisory-question-carry"),
]
