"""Who may do what: the whole policy, in one table (design section 7).

`GRANTS` says what each role may do. `PAGES` says what each page asks for. Code asks for a permission, never for a
role. A role is held for a school or for the district, and for a period; what is granted by a school role is granted
at that school only. Lists and single objects use the same subquery (`schools_where`), so they cannot disagree.
"""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "ADMINISTRATOR", _("District administrator")
    CENTRAL_OFFICE = "CENTRAL_OFFICE", _("Central office")
    PRINCIPAL = "PRINCIPAL", _("Principal")
    SCHOOL_STAFF = "SCHOOL_STAFF", _("School staff")
    COUNCIL_CHAIR = "COUNCIL_CHAIR", _("Council chair")
    COUNCIL_MEMBER = "COUNCIL_MEMBER", _("Council member")
    PARTNER_CONTACT = "PARTNER_CONTACT", _("Partner contact")
    BOARD_MEMBER = "BOARD_MEMBER", _("Board member")


SCHOOL_ROLES = [Role.PRINCIPAL, Role.SCHOOL_STAFF, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER]
DISTRICT_ROLES = [Role.ADMINISTRATOR, Role.CENTRAL_OFFICE, Role.PARTNER_CONTACT, Role.BOARD_MEMBER]


class Can(models.TextChoices):
    """What can be permitted. The label finishes the sentence "may …"."""

    LOG_ACTIVITY = "LOG_ACTIVITY", _("log engagement activities")
    VIEW_ACTIVITY = "VIEW_ACTIVITY", _("read engagement activities")
    EDIT_ACTIVITY = "EDIT_ACTIVITY", _("change engagement activities")
    DELETE_ACTIVITY = "DELETE_ACTIVITY", _("delete and restore engagement activities")
    STATE_REACH = "STATE_REACH", _("state the yearly reach of a school")
    FRAME_ENGAGEMENT = "FRAME_ENGAGEMENT", _("settle how engagement is counted and state the district's yearly totals")
    VIEW_HISTORY = "VIEW_HISTORY", _("read who changed what")
    READ_AUDIT = (
        "READ_AUDIT",
        _("read who signed in, took files and looked at small counts, and see that nothing was altered"),
    )
    VIEW_PARTNER = "VIEW_PARTNER", _("read partner records")
    EDIT_PARTNER = "EDIT_PARTNER", _("change partner records")
    VIEW_AGREEMENT = "VIEW_AGREEMENT", _("read agreements with partners and what was delivered")
    EDIT_AGREEMENT = "EDIT_AGREEMENT", _("make and change agreements with partners and their programs")
    BRING_TABLE = "BRING_TABLE", _("bring tables of many entries")
    LOG_SERVICE = "LOG_SERVICE", _("log the service of partners")
    CONFIRM_SERVICE = "CONFIRM_SERVICE", _("confirm and question what partners logged")
    SEND_SERVICE_LINK = "SEND_SERVICE_LINK", _("let a partner log service without an account")
    VIEW_EVALUATION = "VIEW_EVALUATION", _("read evaluations of partnerships")
    RATE_PARTNERSHIP = "RATE_PARTNERSHIP", _("rate a partnership for their own side")
    AGREE_ACTION = "AGREE_ACTION", _("agree on what makes a partnership better")
    RUN_EVALUATION = "RUN_EVALUATION", _("open and close evaluations of partnerships and decide on them")
    VIEW_EVALUATION_SUMMARY = "VIEW_EVALUATION_SUMMARY", _("read how partnerships go in the district")
    VIEW_PARTNER_NET = "VIEW_PARTNER_NET", _("see which partners work at which schools, and where one is missing")
    TEND_SCHOOL_PARTNERS = "TEND_SCHOOL_PARTNERS", _("say which partners work at a school and keep notes with them")
    RECORD_MEETING = "RECORD_MEETING", _("record council meetings")
    ANSWER_ADVICE = "ANSWER_ADVICE", _("answer the advice of a council")
    SIGN_FOR_COUNCIL = "SIGN_FOR_COUNCIL", _("sign for a council")
    FRAME_DUTIES = "FRAME_DUTIES", _("set the days of the councils' duties and read their sign-offs for the district")
    SET_MEETING_RULES = "SET_MEETING_RULES", _("set the rules of council meetings")
    FILL_SEATS = "FILL_SEATS", _("fill the seats of a council and name its officers")
    RUN_ELECTION = "RUN_ELECTION", _("run the elections of a council")
    VIEW_EFFECTIVENESS = "VIEW_EFFECTIVENESS", _("read how a council does")
    VIEW_COUNCILS_SUMMARY = "VIEW_COUNCILS_SUMMARY", _("read how many councils do well in what")
    ASSESS_COUNCIL = "ASSESS_COUNCIL", _("assess a council, their own or as the district")
    SUBMIT_ASSESSMENT = "SUBMIT_ASSESSMENT", _("submit the assessment of a council")
    IMPROVE_COUNCIL = "IMPROVE_COUNCIL", _("plan how a council gets better")
    REVIEW_COUNCIL = "REVIEW_COUNCIL", _("review councils and observe their meetings")
    REMIND_COUNCILS = "REMIND_COUNCILS", _("remind councils of what is due")
    VIEW_ADVISORY = "VIEW_ADVISORY", _("read the work of the Parent Advisory Group")
    SPEAK_ADVISORY = "SPEAK_ADVISORY", _("take a school's questions to the Superintendent and carry answers back")
    RUN_ADVISORY = "RUN_ADVISORY", _("run the Superintendent's Parent Advisory Group")
    EDIT_SCHOOL = "EDIT_SCHOOL", _("change school records")
    LOCK_YEAR = "LOCK_YEAR", _("close school years and open them again")
    MANAGE_PEOPLE = "MANAGE_PEOPLE", _("invite people and change their roles")
    IMPORT_VALUES = "IMPORT_VALUES", _("import indicator values")
    PUBLISH_VALUES = "PUBLISH_VALUES", _("publish indicator values")
    SET_TARGETS = "SET_TARGETS", _("set interim targets")
    PROPOSE_TARGETS = "PROPOSE_TARGETS", _("propose targets for their school")
    KEEP_BOARD_DATES = "KEEP_BOARD_DATES", _("keep the dates of board meetings")
    ATTEND_BOARD = "ATTEND_BOARD", _("have board meetings in their calendar")
    COMMENT_INDICATOR = "COMMENT_INDICATOR", _("say what the district sees in an indicator and does about it")
    DEFINE_INDICATOR = "DEFINE_INDICATOR", _("propose and approve changed definitions of indicators")
    VIEW_WORK = "VIEW_WORK", _("read the implementation plans")
    EDIT_WORK = "EDIT_WORK", _("change the implementation plans")
    TICK_MILESTONE = "TICK_MILESTONE", _("say that a school is done with a milestone")
    VIEW_ACTION_PLAN = "VIEW_ACTION_PLAN", _("read school action plans")
    EDIT_ACTION_PLAN = "EDIT_ACTION_PLAN", _("write school action plans")
    SUBMIT_ACTION_PLAN = "SUBMIT_ACTION_PLAN", _("submit school action plans")
    COMMENT_ACTION_PLAN = "COMMENT_ACTION_PLAN", _("comment on school action plans")
    REVIEW_ACTION_PLAN = "REVIEW_ACTION_PLAN", _("return and approve school action plans")
    FRAME_PLAN_YEAR = "FRAME_PLAN_YEAR", _("set by when school action plans are due")
    VIEW_TITLE1 = "VIEW_TITLE1", _("read the Title I engagement budget")
    SPEND_TITLE1 = "SPEND_TITLE1", _("plan and enter Title I engagement spending")
    EDIT_TITLE1 = "EDIT_TITLE1", _("enter Title I allocations and give schools their share")
    LINK_INITIATIVES = "LINK_INITIATIVES", _("say what an initiative should move")
    VIEW_COMPACT = "VIEW_COMPACT", _("read compacts in the making")
    EDIT_COMPACT = "EDIT_COMPACT", _("write and translate compacts")
    COMMENT_COMPACT = "COMMENT_COMPACT", _("comment on compacts")
    SETTLE_COMPACT = "SETTLE_COMPACT", _("close comments on compacts")
    STEER_COMPACT = "STEER_COMPACT", _("take compacts on their way to families")
    APPROVE_COMPACT = "APPROVE_COMPACT", _("record a council's vote on a compact")
    VIEW_TRAINING = "VIEW_TRAINING", _("read who of a council was trained")
    RECORD_TRAINING = "RECORD_TRAINING", _("plan training sessions and record who was trained")
    RUN_TRAINING = "RUN_TRAINING", _("keep the training modules and hold training for the whole district")
    FRAME_COMPACTS = "FRAME_COMPACTS", _("set by when compacts are approved")
    VIEW_SURVEY = "VIEW_SURVEY", _("read surveys and their results")
    COUNT_SURVEY = "COUNT_SURVEY", _("count paper forms of surveys")
    HEAR_SURVEY = "HEAR_SURVEY", _("print the slips of surveys and read what people wrote")
    RUN_SURVEY = "RUN_SURVEY", _("write, open, close and publish surveys")
    VIEW_WALKTHROUGH = "VIEW_WALKTHROUGH", _("read welcoming walkthroughs")
    RATE_WALKTHROUGH = "RATE_WALKTHROUGH", _("rate while walking through a school")
    RUN_WALKTHROUGH = "RUN_WALKTHROUGH", _("plan, lead and close welcoming walkthroughs")
    FOLLOW_WALKTHROUGH = "FOLLOW_WALKTHROUGH", _("see to what a walkthrough recommends")
    FRAME_WALKTHROUGHS = "FRAME_WALKTHROUGHS", _("change the district's welcoming standards")
    FRAME_COMMUNITY = (
        "FRAME_COMMUNITY",
        _("set the topics of community learning and enter services under the homeless-education law"),
    )
    ASK_DATA = "ASK_DATA", _("ask the data: choose what is counted, by what and when")
    TELL_STORY = "TELL_STORY", _("write stories for the public, and publish those of others")
    VIEW_RAW_CELLS = "VIEW_RAW_CELLS", _("see small counts, with a recorded legitimate interest")
    VIEW_AS_ROLE = "VIEW_AS_ROLE", _("look at the work page as a role sees it")
    REVIEW_ACCESS = "REVIEW_ACCESS", _("confirm who may do what at a school, or end it")
    VIEW_OPERATIONS = "VIEW_OPERATIONS", _("see jobs and rollups")
    READ_PACKET = "READ_PACKET", _("read board packets")
    MAKE_PACKET = "MAKE_PACKET", _("make and withdraw board packets")
    HEAR_OF_FIGURES = "HEAR_OF_FIGURES", _("be told of new figures")
    SET_REMINDERS = "SET_REMINDERS", _("set holidays and when people are reminded")
    TEND_MAIL = "TEND_MAIL", _("see which mails were sent and send them again")
    TAKE_EVIDENCE = "TAKE_EVIDENCE", _("take along what shows that a school does what the law asks")
    TEND_BACKUPS = "TEND_BACKUPS", _("see backups, make one and take all data along")
    TEND_PORTAL = "TEND_PORTAL", _("keep the portal running: what runs by itself, faults, settings, maintenance")


_SERVICE = {Can.VIEW_AGREEMENT, Can.LOG_SERVICE, Can.CONFIRM_SERVICE}  # of partners, at the own school
_SCHOOL_STAFF = _SERVICE | {
    Can.LOG_ACTIVITY,
    Can.BRING_TABLE,
    Can.VIEW_ACTIVITY,
    Can.EDIT_ACTIVITY,
    Can.VIEW_PARTNER,
    Can.VIEW_EVALUATION,
    Can.RATE_PARTNERSHIP,
    Can.VIEW_PARTNER_NET,
    Can.VIEW_WORK,
    Can.VIEW_TITLE1,
    Can.VIEW_ACTION_PLAN,
    Can.EDIT_ACTION_PLAN,
    Can.COMMENT_ACTION_PLAN,
    Can.VIEW_COMPACT,
    Can.EDIT_COMPACT,
    Can.COMMENT_COMPACT,
    Can.SETTLE_COMPACT,
    Can.VIEW_SURVEY,
    Can.COUNT_SURVEY,
    Can.VIEW_ADVISORY,
    Can.VIEW_WALKTHROUGH,
    Can.RATE_WALKTHROUGH,
    Can.RUN_WALKTHROUGH,
    Can.FOLLOW_WALKTHROUGH,
    Can.ASK_DATA,
}
_PRINCIPAL = _SCHOOL_STAFF | {
    Can.TAKE_EVIDENCE,
    Can.SEND_SERVICE_LINK,
    Can.DELETE_ACTIVITY,
    Can.STATE_REACH,
    Can.AGREE_ACTION,
    Can.VIEW_HISTORY,
    Can.RECORD_MEETING,
    Can.FILL_SEATS,
    Can.RUN_ELECTION,
    Can.TICK_MILESTONE,
    Can.SPEND_TITLE1,
    Can.SUBMIT_ACTION_PLAN,
    Can.HEAR_OF_FIGURES,
    Can.STEER_COMPACT,
    Can.HEAR_SURVEY,
    Can.VIEW_EFFECTIVENESS,
    Can.IMPROVE_COUNCIL,
    Can.VIEW_TRAINING,
    Can.RECORD_TRAINING,
    Can.SPEAK_ADVISORY,
    Can.TEND_SCHOOL_PARTNERS,
    Can.PROPOSE_TARGETS,
    Can.REVIEW_ACCESS,
}
_CENTRAL_OFFICE = _PRINCIPAL | {
    Can.FRAME_ENGAGEMENT,
    Can.FRAME_DUTIES,
    Can.SET_MEETING_RULES,
    Can.RUN_ADVISORY,
    Can.REMIND_COUNCILS,
    Can.EDIT_PARTNER,
    Can.EDIT_AGREEMENT,
    Can.RUN_EVALUATION,
    Can.VIEW_EVALUATION_SUMMARY,
    Can.EDIT_SCHOOL,
    Can.LOCK_YEAR,
    Can.IMPORT_VALUES,
    Can.PUBLISH_VALUES,
    Can.SET_TARGETS,
    Can.COMMENT_INDICATOR,
    Can.DEFINE_INDICATOR,
    Can.READ_PACKET,
    Can.MAKE_PACKET,
    Can.KEEP_BOARD_DATES,
    Can.ATTEND_BOARD,
    Can.EDIT_WORK,
    Can.EDIT_TITLE1,
    Can.REVIEW_ACTION_PLAN,
    Can.FRAME_PLAN_YEAR,
    Can.APPROVE_COMPACT,
    Can.FRAME_COMPACTS,
    Can.RUN_TRAINING,
    Can.LINK_INITIATIVES,
    Can.RUN_SURVEY,
    Can.VIEW_RAW_CELLS,
    Can.VIEW_OPERATIONS,
    Can.VIEW_AS_ROLE,
    Can.SET_REMINDERS,
    Can.VIEW_COUNCILS_SUMMARY,
    Can.ASSESS_COUNCIL,
    Can.SUBMIT_ASSESSMENT,
    Can.REVIEW_COUNCIL,
    Can.FRAME_WALKTHROUGHS,
    Can.FRAME_COMMUNITY,
    Can.TELL_STORY,
}

_COUNCIL = {Can.VIEW_ACTIVITY, Can.VIEW_WORK, Can.VIEW_TITLE1, Can.VIEW_ACTION_PLAN, Can.COMMENT_ACTION_PLAN}
_COUNCIL |= {Can.VIEW_COMPACT, Can.COMMENT_COMPACT, Can.VIEW_SURVEY, Can.VIEW_TRAINING}
_COUNCIL |= {Can.VIEW_EFFECTIVENESS, Can.ASSESS_COUNCIL}
_COUNCIL |= {Can.VIEW_COMPACT, Can.COMMENT_COMPACT}
_COUNCIL |= {Can.VIEW_WALKTHROUGH, Can.RATE_WALKTHROUGH}  # parents of the council walk along
_COUNCIL |= {Can.VIEW_ADVISORY, Can.SPEAK_ADVISORY}  # a parent who speaks for the school there has a council's account

GRANTS = {
    Role.ADMINISTRATOR: _CENTRAL_OFFICE
    | {Can.MANAGE_PEOPLE, Can.TEND_MAIL, Can.READ_AUDIT, Can.TEND_BACKUPS, Can.TEND_PORTAL},
    Role.CENTRAL_OFFICE: _CENTRAL_OFFICE,
    Role.PRINCIPAL: _PRINCIPAL | {Can.ANSWER_ADVICE},
    Role.SCHOOL_STAFF: _SCHOOL_STAFF,
    Role.COUNCIL_CHAIR: _COUNCIL
    | {
        Can.RECORD_MEETING,
        Can.FILL_SEATS,
        Can.RUN_ELECTION,
        Can.APPROVE_COMPACT,
        Can.SETTLE_COMPACT,
        Can.SIGN_FOR_COUNCIL,
    }
    | {Can.SUBMIT_ASSESSMENT, Can.IMPROVE_COUNCIL, Can.RECORD_TRAINING, Can.FOLLOW_WALKTHROUGH},
    Role.COUNCIL_MEMBER: _COUNCIL,
    # Held for the district, but only of the partner for whom they speak: see `partnerships.models.scope`.
    Role.PARTNER_CONTACT: {
        Can.VIEW_PARTNER,
        Can.VIEW_AGREEMENT,
        Can.LOG_SERVICE,
        Can.BRING_TABLE,
        Can.VIEW_EVALUATION,
        Can.RATE_PARTNERSHIP,
        Can.AGREE_ACTION,
    },
    Role.BOARD_MEMBER: {
        Can.ATTEND_BOARD,
        Can.VIEW_AGREEMENT,
        Can.VIEW_ACTIVITY,
        Can.VIEW_PARTNER,
        Can.VIEW_PARTNER_NET,
        Can.VIEW_WORK,
        Can.VIEW_TITLE1,
        Can.VIEW_ACTION_PLAN,
        Can.HEAR_OF_FIGURES,
        Can.READ_PACKET,
        Can.VIEW_COMPACT,
        Can.VIEW_SURVEY,
        Can.VIEW_COUNCILS_SUMMARY,
        Can.VIEW_EVALUATION_SUMMARY,
        Can.VIEW_ADVISORY,
        Can.VIEW_WALKTHROUGH,
        Can.ASK_DATA,
    },
}

PUBLIC = "PUBLIC"  # anyone, signed in or not: published figures and the adopted plan
SIGNED_IN = "SIGNED_IN"  # any person with an account, for their own things

# View name → what it asks for. A page that is not here is refused, and the tests say so.
PAGES = {
    "home": PUBLIC,
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "search": PUBLIC,  # each kind of result asks for its own permission
    "help": PUBLIC,
    "accessibility": PUBLIC,
    "set_language": PUBLIC,
    "work-as-role": Can.VIEW_AS_ROLE,
    "backups": Can.TEND_BACKUPS,
    "backup-make": Can.TEND_BACKUPS,
    "data-archives": Can.TEND_BACKUPS,
    "data-archive-make": Can.TEND_BACKUPS,
    "data-archive-progress": Can.TAKE_EVIDENCE,
    "data-archive-file": Can.TAKE_EVIDENCE,
    "school-evidence": Can.TAKE_EVIDENCE,
    "digest-choice": SIGNED_IN,
    "digest-stop": PUBLIC,  # a signed link says whose mails stop
    "calendar": SIGNED_IN,
    "calendar-renew": SIGNED_IN,
    "calendar-revoke": SIGNED_IN,
    "run-list": Can.TEND_PORTAL,
    "run-start": Can.TEND_PORTAL,
    "fault-list": Can.TEND_PORTAL,
    "fault-detail": Can.TEND_PORTAL,
    "maintenance": Can.TEND_PORTAL,
    "maintenance-end": Can.TEND_PORTAL,
    "portal-settings": Can.TEND_PORTAL,
    "metrics": PUBLIC,  # a token or the caller's address opens it; by default nothing does
    "calendar-feed": PUBLIC,  # a secret key says whose dates; calendar programs cannot sign in
    "district:notice-list": SIGNED_IN,
    "district:notice-open": SIGNED_IN,
    "district:notice-read-all": SIGNED_IN,
    "district:saved-view-list": SIGNED_IN,
    "district:saved-view-add": SIGNED_IN,
    "district:saved-view-edit": SIGNED_IN,
    "district:saved-view-move": SIGNED_IN,
    "district:saved-view-delete": SIGNED_IN,
    "district:saved-view-open": PUBLIC,  # leads to a page, which asks for what it always asks
    "district:saved-view-stop": PUBLIC,  # a signed link says about which view the mail ends
    "district:mail-list": Can.TEND_MAIL,
    "district:mail-try-again": Can.TEND_MAIL,
    "district:mail-give-up": Can.TEND_MAIL,
    "district:mail-folder": Can.TEND_MAIL,
    "district:mail-folder-mail": Can.TEND_MAIL,
    "plans:reminders": Can.SET_REMINDERS,
    "plans:reminder-remove": Can.SET_REMINDERS,
    "plans:day-off-remove": Can.SET_REMINDERS,
    "plans:advice-ask": Can.SUBMIT_ACTION_PLAN,
    "plans:plan-overview": PUBLIC,
    "plans:cycle-detail": PUBLIC,
    "plans:theory-detail": PUBLIC,
    "plans:priority-action-detail": PUBLIC,
    "plans:initiative-detail": PUBLIC,
    "plans:initiative-aims": Can.LINK_INITIATIVES,
    "plans:aim-remove": Can.LINK_INITIATIVES,
    "plans:action-plan-list": Can.VIEW_ACTION_PLAN,
    "plans:action-plan-approve-several": Can.REVIEW_ACTION_PLAN,
    "plans:plan-remind": Can.REVIEW_ACTION_PLAN,
    "plans:plan-coverage": Can.VIEW_ACTION_PLAN,
    "plans:plan-year": Can.FRAME_PLAN_YEAR,
    "plans:check-in-add": Can.EDIT_ACTION_PLAN,
    "plans:check-in-edit": Can.EDIT_ACTION_PLAN,
    "plans:step-evidence": Can.VIEW_ACTION_PLAN,
    "plans:completion-evidence": Can.VIEW_WORK,
    "plans:action-plan": Can.VIEW_ACTION_PLAN,
    "plans:action-plan-version": Can.VIEW_ACTION_PLAN,
    "plans:action-plan-begin": Can.EDIT_ACTION_PLAN,
    "plans:action-plan-part": Can.EDIT_ACTION_PLAN,
    "plans:goal-add": Can.EDIT_ACTION_PLAN,
    "plans:goal-edit": Can.EDIT_ACTION_PLAN,
    "plans:goal-remove": Can.EDIT_ACTION_PLAN,
    "plans:step-add": Can.EDIT_ACTION_PLAN,
    "plans:step-edit": Can.EDIT_ACTION_PLAN,
    "plans:step-remove": Can.EDIT_ACTION_PLAN,
    "plans:comment-add": Can.COMMENT_ACTION_PLAN,
    "plans:comment-resolve": Can.COMMENT_ACTION_PLAN,
    "plans:action-plan-move": Can.VIEW_ACTION_PLAN,  # each move asks for its own permission
    "plans:implementation-detail": Can.VIEW_WORK,
    "plans:work-detail": Can.VIEW_WORK,
    "plans:order-decide": Can.EDIT_WORK,
    "plans:work-edit": Can.EDIT_WORK,
    "plans:update-add": Can.EDIT_WORK,
    "plans:milestone-add": Can.EDIT_WORK,
    "plans:milestone-edit": Can.EDIT_WORK,
    "plans:milestone-drop": Can.EDIT_WORK,
    "plans:milestone-done": Can.TICK_MILESTONE,
    "plans:milestone-reopen": Can.TICK_MILESTONE,
    "plans:roll-over": Can.EDIT_WORK,
    "plans:roll-over-undo": Can.EDIT_WORK,
    "plans:budget-add": Can.EDIT_WORK,
    "plans:budget-edit": Can.EDIT_WORK,
    "plans:budget-remove": Can.EDIT_WORK,
    "plans:lists": Can.VIEW_WORK,
    "plans:list-file": Can.VIEW_WORK,  # each list holds what the person may see
    "plans:title-one": Can.VIEW_TITLE1,
    "plans:title-one-year": Can.VIEW_TITLE1,
    "plans:title-one-school": Can.VIEW_TITLE1,
    "plans:title-one-central": Can.VIEW_TITLE1,
    "plans:title-one-audit": Can.VIEW_TITLE1,
    "plans:title-one-thresholds": Can.VIEW_TITLE1,
    "plans:title-one-thresholds-add": Can.EDIT_TITLE1,
    "plans:title-one-thresholds-edit": Can.EDIT_TITLE1,
    "plans:title-one-edit": Can.EDIT_TITLE1,
    "plans:title-one-share-out": Can.EDIT_TITLE1,
    "plans:title-one-allocation": Can.EDIT_TITLE1,
    "plans:planned-add": Can.SPEND_TITLE1,
    "plans:planned-edit": Can.SPEND_TITLE1,
    "plans:planned-remove": Can.SPEND_TITLE1,
    "plans:spending-add": Can.SPEND_TITLE1,
    "plans:spending-import": Can.SPEND_TITLE1,
    "plans:spending-detail": Can.VIEW_TITLE1,
    "plans:spending-edit": Can.SPEND_TITLE1,
    "plans:spending-reverse": Can.SPEND_TITLE1,
    "district:school-list": PUBLIC,
    "district:school-detail": PUBLIC,
    "district:school-year-list": PUBLIC,
    "district:school-year-lock": Can.LOCK_YEAR,
    "district:school-year-unlock": Can.LOCK_YEAR,
    "district:school-add": Can.EDIT_SCHOOL,
    "district:school-edit": Can.EDIT_SCHOOL,
    "district:school-record-edit": Can.EDIT_SCHOOL,
    "district:school-close": Can.EDIT_SCHOOL,
    "district:period-edit": Can.EDIT_SCHOOL,
    "district:directory-upload": Can.EDIT_SCHOOL,
    "district:directory-detail": Can.EDIT_SCHOOL,
    "district:directory-apply": Can.EDIT_SCHOOL,
    "district:person-list": Can.MANAGE_PEOPLE,
    "district:person-invite": Can.MANAGE_PEOPLE,
    "district:person-detail": Can.MANAGE_PEOPLE,
    "district:person-edit": Can.MANAGE_PEOPLE,
    "district:person-invite-again": Can.MANAGE_PEOPLE,
    "district:person-deactivate": Can.MANAGE_PEOPLE,
    "district:person-reactivate": Can.MANAGE_PEOPLE,
    "district:person-second-factor-reset": Can.MANAGE_PEOPLE,
    "district:person-sign-on-forget": Can.MANAGE_PEOPLE,
    "district:person-invitation-withdraw": Can.MANAGE_PEOPLE,
    "district:staff-file-upload": Can.MANAGE_PEOPLE,
    "district:staff-file-template": Can.MANAGE_PEOPLE,
    "district:staff-file": Can.MANAGE_PEOPLE,
    "district:staff-file-apply": Can.MANAGE_PEOPLE,
    "district:access-review-list": Can.REVIEW_ACCESS,
    "district:access-review": Can.REVIEW_ACCESS,
    "district:access-review-sign": Can.REVIEW_ACCESS,
    "district:membership-add": Can.MANAGE_PEOPLE,
    "district:membership-edit": Can.MANAGE_PEOPLE,
    "district:membership-end": Can.MANAGE_PEOPLE,
    "district:away": SIGNED_IN,
    "district:away-end": SIGNED_IN,
    "district:history": Can.VIEW_HISTORY,  # each only of what they may see
    "district:audit-entries": Can.READ_AUDIT,
    "district:audit-seals": Can.READ_AUDIT,
    "district:audit-verify": Can.READ_AUDIT,
    "indicators:operations": Can.VIEW_OPERATIONS,
    "indicators:operations-start": Can.VIEW_OPERATIONS,
    "indicators:job-run-again": Can.VIEW_OPERATIONS,
    "indicators:district-dashboard": PUBLIC,
    "indicators:school-dashboard": PUBLIC,
    "indicators:indicator-detail": PUBLIC,
    "indicators:value-detail": PUBLIC,
    "indicators:indicator-comments": PUBLIC,
    "indicators:indicator-gaps": PUBLIC,
    "indicators:comment-add": Can.COMMENT_INDICATOR,
    "indicators:comment-edit": Can.COMMENT_INDICATOR,
    "indicators:comment-withdraw": Can.COMMENT_INDICATOR,
    "indicators:definitions": PUBLIC,
    "indicators:definition-propose": Can.DEFINE_INDICATOR,
    "indicators:definition-edit": Can.DEFINE_INDICATOR,
    "indicators:definition-answer": Can.DEFINE_INDICATOR,
    "indicators:definition-remove": Can.DEFINE_INDICATOR,
    "indicators:gap-target-add": Can.SET_TARGETS,
    "indicators:gap-target-edit": Can.SET_TARGETS,
    "indicators:gap-target-adopt": Can.SET_TARGETS,
    "indicators:gap-target-remove": Can.SET_TARGETS,
    "indicators:packet-list": Can.READ_PACKET,
    "indicators:packet": Can.READ_PACKET,
    "indicators:packet-progress": Can.READ_PACKET,
    "indicators:packet-file": Can.READ_PACKET,
    "indicators:packet-slide": Can.READ_PACKET,
    "indicators:packet-compose": Can.MAKE_PACKET,
    "indicators:packet-again": Can.MAKE_PACKET,
    "indicators:packet-withdraw": Can.MAKE_PACKET,
    "indicators:packet-schedule-add": Can.MAKE_PACKET,
    "indicators:packet-schedule-edit": Can.MAKE_PACKET,
    "indicators:packet-schedule-stop": Can.MAKE_PACKET,
    "indicators:together": PUBLIC,
    "indicators:peers": PUBLIC,
    "indicators:peer-setting": Can.PUBLISH_VALUES,
    "indicators:ask": Can.ASK_DATA,
    "indicators:published-values": PUBLIC,
    "indicators:rule-edit": Can.PUBLISH_VALUES,
    "indicators:rule-progress": Can.PUBLISH_VALUES,
    "indicators:target-list": Can.SET_TARGETS,
    "indicators:target-path": Can.SET_TARGETS,
    "indicators:target-delete": Can.SET_TARGETS,
    "indicators:target-edit": Can.SET_TARGETS,
    "indicators:target-baseline": Can.SET_TARGETS,
    "indicators:target-many": Can.SET_TARGETS,
    "indicators:target-sum": PUBLIC,
    "indicators:target-overview": PUBLIC,
    "indicators:target-answer": Can.SET_TARGETS,
    "indicators:target-cycle-begin": Can.SET_TARGETS,
    "indicators:target-cycle": Can.SET_TARGETS,
    "indicators:target-cycle-adopt": Can.SET_TARGETS,
    "indicators:target-cycle-remove": Can.SET_TARGETS,
    "indicators:school-targets": Can.PROPOSE_TARGETS,
    "indicators:school-target-propose": Can.PROPOSE_TARGETS,
    "indicators:school-target-edit": Can.PROPOSE_TARGETS,
    "indicators:school-target-withdraw": Can.PROPOSE_TARGETS,
    "account_login": PUBLIC,
    "account_logout": PUBLIC,  # also leaves a sign-in that waits for its second step
    "account_signup": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_request_login_code": PUBLIC,
    "openid_connect_login": PUBLIC,
    "openid_connect_callback": PUBLIC,
    "socialaccount_login_cancelled": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_confirm_email": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "usersessions_list": SIGNED_IN,
    "session-end": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": PUBLIC,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_login_webauthn": PUBLIC,
}
PAGES |= {
    "partnerships:activity-list": Can.VIEW_ACTIVITY,
    "partnerships:activity-detail": Can.VIEW_ACTIVITY,
    "partnerships:activity-log": Can.LOG_ACTIVITY,
    "partnerships:month": Can.LOG_ACTIVITY,
    "partnerships:month-page": Can.LOG_ACTIVITY,
    "partnerships:bulk-entry": Can.BRING_TABLE,
    "partnerships:activity-import": Can.BRING_TABLE,
    "partnerships:upload-add": Can.BRING_TABLE,
    "partnerships:upload": Can.BRING_TABLE,
    "partnerships:upload-progress": Can.BRING_TABLE,
    "partnerships:upload-again": Can.BRING_TABLE,
    "partnerships:upload-file": Can.BRING_TABLE,
    "partnerships:upload-row": Can.BRING_TABLE,
    "partnerships:upload-undo": Can.BRING_TABLE,
    "partnerships:activity-copy": Can.LOG_ACTIVITY,
    "partnerships:activity-saved": Can.VIEW_ACTIVITY,
    "partnerships:activity-undo": Can.LOG_ACTIVITY,
    "partnerships:activity-edit": Can.EDIT_ACTIVITY,
    "partnerships:activity-delete": Can.DELETE_ACTIVITY,
    "partnerships:activity-restore": Can.DELETE_ACTIVITY,
    "partnerships:activity-deleted-list": Can.DELETE_ACTIVITY,
    "partnerships:activity-evidence": Can.VIEW_ACTIVITY,
    "partnerships:reach-list": Can.VIEW_ACTIVITY,
    "partnerships:reach-edit": Can.STATE_REACH,
    "partnerships:activity-follow-up": Can.EDIT_ACTIVITY,
    "partnerships:activity-feedback": Can.EDIT_ACTIVITY,
    "partnerships:feedback-poster": Can.EDIT_ACTIVITY,
    "partnerships:feedback-replace": Can.EDIT_ACTIVITY,
    "partnerships:feedback-answer": PUBLIC,  # a code that cannot be guessed says which activity, nobody says who
    "partnerships:feedback-thanks": PUBLIC,
    "partnerships:feedback-qr": PUBLIC,
    "partnerships:series-list": Can.VIEW_ACTIVITY,
    "partnerships:series": Can.VIEW_ACTIVITY,
    "partnerships:series-add": Can.LOG_ACTIVITY,
    "partnerships:series-edit": Can.EDIT_ACTIVITY,
    "partnerships:series-attach": Can.EDIT_ACTIVITY,
    "partnerships:series-detach": Can.EDIT_ACTIVITY,
    "partnerships:series-remove": Can.EDIT_ACTIVITY,
    "partnerships:quality": Can.VIEW_ACTIVITY,
    "partnerships:quality-school": Can.VIEW_ACTIVITY,
    "partnerships:home-visits": Can.VIEW_ACTIVITY,
    "partnerships:home-languages": Can.STATE_REACH,
    "partnerships:engagement-rule": Can.FRAME_ENGAGEMENT,
    "partnerships:partner-list": Can.VIEW_PARTNER,
    "partnerships:partner-detail": Can.VIEW_PARTNER,
    "partnerships:partner-create": Can.EDIT_PARTNER,
    "partnerships:partner-edit": Can.EDIT_PARTNER,
    "partnerships:partner-invite": Can.MANAGE_PEOPLE,
    "partnerships:person-add": Can.EDIT_PARTNER,
    "partnerships:person-edit": Can.EDIT_PARTNER,
    "partnerships:partner-at-school-add": Can.EDIT_PARTNER,
    "partnerships:at-school-edit": Can.TEND_SCHOOL_PARTNERS,
    "partnerships:partner-duplicates": Can.EDIT_PARTNER,
    "partnerships:partner-merge": Can.EDIT_PARTNER,
    "partnerships:partners-apart": Can.EDIT_PARTNER,
    "partnerships:partner-merged": Can.EDIT_PARTNER,
    "partnerships:partners-missing": Can.VIEW_PARTNER_NET,
    "partnerships:partner-map": Can.VIEW_PARTNER_NET,
    "partnerships:school-place": Can.EDIT_SCHOOL,
    "partnerships:area-list": Can.VIEW_PARTNER_NET,
    "partnerships:area-add": Can.EDIT_PARTNER,
    "partnerships:area-edit": Can.EDIT_PARTNER,
    "partnerships:community-schools": Can.VIEW_PARTNER_NET,
    "partnerships:school-partners": Can.VIEW_PARTNER_NET,
    "partnerships:at-school-add": Can.TEND_SCHOOL_PARTNERS,
    "partnerships:lead-add": Can.EDIT_PARTNER,
    "partnerships:lead-edit": Can.EDIT_PARTNER,
    "partnerships:note-add": Can.TEND_SCHOOL_PARTNERS,
    "partnerships:funding-add": Can.TEND_SCHOOL_PARTNERS,
    "partnerships:funding-edit": Can.TEND_SCHOOL_PARTNERS,
    "partnerships:funding-remove": Can.TEND_SCHOOL_PARTNERS,
    "governance:council-list": Can.VIEW_ACTIVITY,
    "governance:council-detail": PUBLIC,
    "governance:council-on": PUBLIC,
    "governance:request-ask": PUBLIC,
    "governance:request-confirm": PUBLIC,  # a signed link says whose request
    "governance:request-stop": PUBLIC,  # the same
    "governance:member-phoned": Can.RECORD_MEETING,
    "governance:councils-today": Can.VIEW_ACTIVITY,
    "governance:councils-remind": Can.REMIND_COUNCILS,
    "governance:council-edit": Can.EDIT_SCHOOL,
    "governance:council-composition": Can.VIEW_ACTIVITY,
    "governance:council-model-list": Can.VIEW_ACTIVITY,
    "governance:council-model": Can.EDIT_SCHOOL,
    "governance:council-model-add": Can.EDIT_SCHOOL,
    "governance:bylaws": PUBLIC,
    "governance:bylaws-text": PUBLIC,
    "governance:bylaws-add": Can.FILL_SEATS,
    "governance:bylaws-edit": Can.FILL_SEATS,
    "governance:seat-fill": Can.FILL_SEATS,
    "governance:term-edit": Can.FILL_SEATS,
    "governance:term-end": Can.FILL_SEATS,
    "governance:officer-name": Can.FILL_SEATS,
    "governance:officer-edit": Can.FILL_SEATS,
    "governance:election-list": Can.VIEW_ACTIVITY,
    "governance:election": PUBLIC,  # once it is announced
    "governance:election-add": Can.RUN_ELECTION,
    "governance:election-edit": Can.RUN_ELECTION,
    "governance:candidate-add": Can.RUN_ELECTION,
    "governance:candidate-edit": Can.RUN_ELECTION,
    "governance:candidate-confirm": Can.RUN_ELECTION,
    "governance:candidate-withdraw": Can.RUN_ELECTION,
    "governance:election-count": Can.RUN_ELECTION,
    "governance:election-lot": Can.RUN_ELECTION,
    "governance:election-sheet": Can.RUN_ELECTION,
    "governance:election-move": Can.RUN_ELECTION,
    "governance:meeting-record": Can.RECORD_MEETING,
    "governance:meeting-edit": Can.RECORD_MEETING,
    "governance:meeting-delete": Can.RECORD_MEETING,
    "governance:meeting": PUBLIC,
    "governance:meeting-paper": PUBLIC,  # what is not posted yet only for whoever records it
    "governance:meeting-calendar": PUBLIC,
    "governance:council-calendar": PUBLIC,
    "governance:meeting-add": Can.RECORD_MEETING,
    "governance:meeting-year": Can.RECORD_MEETING,
    "governance:schedule-filing": Can.RECORD_MEETING,
    "governance:meeting-change": Can.RECORD_MEETING,
    "governance:meeting-post": Can.RECORD_MEETING,
    "governance:meeting-move": Can.RECORD_MEETING,
    "governance:meeting-agenda": Can.RECORD_MEETING,
    "governance:items-post": Can.RECORD_MEETING,
    "governance:item-draw": Can.RECORD_MEETING,
    "governance:item-add": Can.RECORD_MEETING,
    "governance:item-edit": Can.RECORD_MEETING,
    "governance:item-notes": Can.RECORD_MEETING,
    "governance:item-remove": Can.RECORD_MEETING,
    "governance:item-shift": Can.RECORD_MEETING,
    "governance:meeting-run": Can.RECORD_MEETING,
    "governance:presence": Can.RECORD_MEETING,
    "governance:stay": Can.RECORD_MEETING,
    "governance:guests": Can.RECORD_MEETING,
    "governance:motion-add": Can.RECORD_MEETING,
    "governance:motion": Can.RECORD_MEETING,
    "governance:motion-act": Can.RECORD_MEETING,
    "governance:motion-approval": Can.RECORD_MEETING,
    "governance:motion-advice": Can.RECORD_MEETING,
    "governance:vote": Can.RECORD_MEETING,
    "governance:minutes-draft": Can.RECORD_MEETING,
    "governance:minutes-edit": Can.RECORD_MEETING,
    "governance:correction-add": Can.RECORD_MEETING,
    "governance:meeting-rules": Can.SET_MEETING_RULES,
    "governance:standing-item-add": Can.SET_MEETING_RULES,
    "governance:standing-item-edit": Can.SET_MEETING_RULES,
}
PAGES |= {
    "governance:duty-overview": Can.VIEW_ACTIVITY,
    "governance:duty-year": Can.FRAME_DUTIES,
    "governance:duties": Can.VIEW_ACTIVITY,
    "governance:duty": Can.VIEW_ACTIVITY,
    "governance:duty-record": Can.RECORD_MEETING,
    "governance:duty-record-edit": Can.RECORD_MEETING,
    "governance:duty-record-remove": Can.RECORD_MEETING,
    "governance:duty-file": Can.VIEW_ACTIVITY,
    "governance:advice-list": Can.VIEW_ACTIVITY,
    "governance:advice-add": Can.RECORD_MEETING,
    "governance:advice": Can.VIEW_ACTIVITY,
    "governance:advice-answer": Can.ANSWER_ADVICE,
    "governance:sign-off-add": Can.RECORD_MEETING,
    "governance:sign-off": Can.VIEW_ACTIVITY,
    "governance:sign-off-edit": Can.RECORD_MEETING,
    "governance:sign-off-sign": Can.SIGN_FOR_COUNCIL,
    "governance:sign-off-leave": Can.RECORD_MEETING,
    "governance:sign-off-read": Can.ANSWER_ADVICE,
    "governance:sign-off-read-office": Can.FRAME_DUTIES,
    "governance:sign-off-paper": Can.VIEW_ACTIVITY,
    "governance:reconstitution-add": Can.FRAME_DUTIES,
    "governance:reconstitution-edit": Can.FRAME_DUTIES,
}
PAGES |= {
    "governance:compact-public-list": PUBLIC,
    "governance:compact-public": PUBLIC,
    "governance:compact-qr": PUBLIC,
    "governance:compact-list": Can.VIEW_COMPACT,
    "governance:policy-list": Can.VIEW_COMPACT,
    "governance:compact-year": Can.FRAME_COMPACTS,
    "governance:compact-library": Can.VIEW_COMPACT,
    "governance:compact-borrow": Can.EDIT_COMPACT,
    "governance:compact-quality": Can.VIEW_COMPACT,  # the council's chair and central office judge
    "governance:compact-quality-summary": Can.VIEW_COMPACT,
    "governance:compact": Can.VIEW_COMPACT,
    "governance:compact-begin": Can.EDIT_COMPACT,
    "governance:compact-version-begin": Can.EDIT_COMPACT,
    "governance:compact-version": Can.VIEW_COMPACT,
    "governance:compact-part": Can.EDIT_COMPACT,
    "governance:compact-section-add": Can.EDIT_COMPACT,
    "governance:compact-section-edit": Can.EDIT_COMPACT,
    "governance:compact-section-remove": Can.EDIT_COMPACT,
    "governance:compact-goal-add": Can.EDIT_COMPACT,
    "governance:compact-goal-edit": Can.EDIT_COMPACT,
    "governance:compact-goal-remove": Can.EDIT_COMPACT,
    "governance:compact-comment-add": Can.COMMENT_COMPACT,
    "governance:compact-comment-reply": Can.COMMENT_COMPACT,
    "governance:compact-comment-resolve": Can.COMMENT_COMPACT,
    "governance:compact-wording-take": Can.EDIT_COMPACT,
    "governance:compact-move": Can.VIEW_COMPACT,  # each move asks for its own permission
    "governance:compact-session-add": Can.EDIT_COMPACT,
    "governance:compact-session-edit": Can.EDIT_COMPACT,
    "governance:compact-voices": Can.STEER_COMPACT,
    "governance:compact-poster": Can.VIEW_COMPACT,
    "governance:compact-sheet": Can.VIEW_COMPACT,
    "governance:compact-translation-begin": Can.EDIT_COMPACT,
    "governance:compact-translation": Can.VIEW_COMPACT,
    "governance:compact-translation-check": Can.EDIT_COMPACT,
    "governance:compact-translation-publish": Can.STEER_COMPACT,
    "governance:compact-translation-take-back": Can.STEER_COMPACT,
    "governance:compact-passage": Can.EDIT_COMPACT,
    "governance:compact-handed-out-add": Can.EDIT_COMPACT,
    "governance:compact-handed-out-edit": Can.EDIT_COMPACT,
    "governance:compact-talks-add": Can.EDIT_COMPACT,
    "governance:compact-talks-edit": Can.EDIT_COMPACT,
    "governance:compact-review": Can.EDIT_COMPACT,
}
PAGES |= {
    "governance:effectiveness-list": Can.VIEW_COUNCILS_SUMMARY,
    "governance:effectiveness-rules": Can.REVIEW_COUNCIL,
    "governance:effectiveness-survey": Can.REVIEW_COUNCIL,
    "governance:observer-add": Can.REVIEW_COUNCIL,
    "governance:observer-edit": Can.REVIEW_COUNCIL,
    "governance:effectiveness-years": Can.VIEW_EFFECTIVENESS,
    "governance:effectiveness": Can.VIEW_EFFECTIVENESS,
    "governance:effectiveness-begin": Can.VIEW_EFFECTIVENESS,
    "governance:effectiveness-rate": Can.ASSESS_COUNCIL,  # each side as itself
    "governance:effectiveness-submit": Can.SUBMIT_ASSESSMENT,
    "governance:effectiveness-worked-on": Can.VIEW_EFFECTIVENESS,
    "governance:effectiveness-voices": Can.IMPROVE_COUNCIL,
    "governance:effectiveness-close": Can.REVIEW_COUNCIL,
    "governance:observe": Can.REVIEW_COUNCIL,  # and was trained for it
    "governance:improvement-add": Can.IMPROVE_COUNCIL,
    "governance:improvement": Can.VIEW_EFFECTIVENESS,
    "governance:improvement-edit": Can.IMPROVE_COUNCIL,
    "governance:improvement-note": Can.IMPROVE_COUNCIL,
    "governance:improvement-end": Can.IMPROVE_COUNCIL,
    "governance:improvement-evidence": Can.VIEW_EFFECTIVENESS,
    "partnerships:survey-list": PUBLIC,  # published results; for those who work with surveys what runs, too
    "partnerships:survey-results": PUBLIC,
    "partnerships:survey-school-results": PUBLIC,
    "partnerships:survey-answer": PUBLIC,  # a code that cannot be guessed says which survey, nobody says who
    "partnerships:survey-thanks": PUBLIC,
    "partnerships:survey-qr": PUBLIC,
    "partnerships:survey-add": Can.RUN_SURVEY,
    "partnerships:survey-instruments": Can.VIEW_SURVEY,
    "partnerships:survey-instrument-add": Can.RUN_SURVEY,
    "partnerships:survey-instrument-edit": Can.RUN_SURVEY,
    "partnerships:survey-version-begin": Can.RUN_SURVEY,
    "partnerships:survey-version": Can.VIEW_SURVEY,
    "partnerships:survey-version-use": Can.RUN_SURVEY,
    "partnerships:survey-item-add": Can.RUN_SURVEY,
    "partnerships:survey-item-edit": Can.RUN_SURVEY,
    "partnerships:survey-item-remove": Can.RUN_SURVEY,
    "partnerships:survey-texts": Can.RUN_SURVEY,
    "partnerships:survey": Can.VIEW_SURVEY,
    "partnerships:survey-edit": Can.RUN_SURVEY,
    "partnerships:survey-move": Can.RUN_SURVEY,
    "partnerships:survey-words": Can.HEAR_SURVEY,
    "partnerships:survey-import": Can.RUN_SURVEY,
    "partnerships:survey-import-undo": Can.RUN_SURVEY,
    "partnerships:survey-place-edit": Can.HEAR_SURVEY,
    "partnerships:survey-slips": Can.HEAR_SURVEY,
    "partnerships:survey-poster": Can.VIEW_SURVEY,
    "partnerships:survey-paper": Can.VIEW_SURVEY,
    "partnerships:survey-count-add": Can.COUNT_SURVEY,
    "partnerships:survey-sheet": Can.COUNT_SURVEY,
    "partnerships:survey-count-edit": Can.COUNT_SURVEY,
    "governance:training-modules": Can.VIEW_ACTIVITY,
    "governance:training-module": Can.VIEW_ACTIVITY,
    "governance:training-module-add": Can.RUN_TRAINING,
    "governance:training-module-edit": Can.RUN_TRAINING,
    "governance:training-content-add": Can.RUN_TRAINING,
    "governance:training-content-edit": Can.RUN_TRAINING,
    "governance:training-rules": Can.RUN_TRAINING,
    "governance:training-sessions": Can.VIEW_ACTIVITY,
    "governance:training-session": Can.VIEW_ACTIVITY,
    "governance:training-session-add": Can.RECORD_TRAINING,
    "governance:training-session-edit": Can.RECORD_TRAINING,
    "governance:training-session-cancel": Can.RECORD_TRAINING,
    "governance:training-attendance": Can.RECORD_TRAINING,
    "governance:training-presence": Can.RECORD_TRAINING,
    "governance:training-counts": Can.RECORD_TRAINING,
    "governance:training-material-add": Can.RECORD_TRAINING,
    "governance:training-material-remove": Can.RECORD_TRAINING,
    "governance:training-material": Can.VIEW_ACTIVITY,
    "governance:training-overview": Can.VIEW_TRAINING,
    "governance:training-council": Can.VIEW_TRAINING,
    "governance:training-elsewhere": Can.RECORD_TRAINING,
    "governance:training-judge": Can.RECORD_TRAINING,
    "governance:training-own": SIGNED_IN,
    "governance:training-hand-in": SIGNED_IN,
    "governance:training-proof": SIGNED_IN,  # one's own, or of the schools where one records training
    "governance:training-certificate": SIGNED_IN,  # one's own, or of the schools where one reads who was trained
    "governance:training-check": PUBLIC,
    "governance:training-check-number": PUBLIC,
    "governance:advisory": Can.VIEW_ADVISORY,
    "governance:advisory-answers": PUBLIC,  # published ones, without who asked
    "governance:advisory-member-list": Can.VIEW_ADVISORY,
    "governance:advisory-member-add": Can.FILL_SEATS,
    "governance:advisory-member-edit": Can.FILL_SEATS,
    "governance:advisory-meeting-add": Can.RUN_ADVISORY,
    "governance:advisory-meeting": Can.VIEW_ADVISORY,
    "governance:advisory-meeting-edit": Can.RUN_ADVISORY,
    "governance:advisory-meeting-move": Can.RUN_ADVISORY,
    "governance:advisory-run": Can.RUN_ADVISORY,
    "governance:advisory-presence": Can.RUN_ADVISORY,
    "governance:advisory-guests": Can.RUN_ADVISORY,
    "governance:advisory-notes": Can.RUN_ADVISORY,
    "governance:advisory-item-add": Can.RUN_ADVISORY,
    "governance:advisory-item-edit": Can.RUN_ADVISORY,
    "governance:advisory-item-remove": Can.RUN_ADVISORY,
    "governance:advisory-question-list": Can.VIEW_ADVISORY,
    "governance:advisory-question-add": Can.SPEAK_ADVISORY,
    "governance:advisory-question": Can.VIEW_ADVISORY,
    "governance:advisory-question-edit": Can.SPEAK_ADVISORY,
    "governance:advisory-question-office": Can.RUN_ADVISORY,
    "governance:advisory-question-answer": Can.RUN_ADVISORY,
    "governance:advisory-question-promise": Can.RUN_ADVISORY,
    "governance:advisory-question-publish": Can.RUN_ADVISORY,
    "governance:advisory-question-withdraw": Can.SPEAK_ADVISORY,
    "governance:advisory-question-carry": Can.SPEAK_ADVISORY,
    "governance:advisory-meeting-carry": Can.SPEAK_ADVISORY,
}
PAGES |= {
    "partnerships:evaluation-list": Can.VIEW_EVALUATION,
    "partnerships:evaluation-open": Can.RUN_EVALUATION,
    "partnerships:evaluation-summary": Can.VIEW_EVALUATION_SUMMARY,
    "partnerships:evaluation-rubrics": Can.VIEW_EVALUATION,
    "partnerships:evaluation-rubric": Can.VIEW_EVALUATION,
    "partnerships:evaluation-rubric-begin": Can.RUN_EVALUATION,
    "partnerships:evaluation-rubric-edit": Can.RUN_EVALUATION,
    "partnerships:evaluation-rubric-use": Can.RUN_EVALUATION,
    "partnerships:evaluation-criterion-add": Can.RUN_EVALUATION,
    "partnerships:evaluation-criterion-edit": Can.RUN_EVALUATION,
    "partnerships:evaluation-criterion-remove": Can.RUN_EVALUATION,
    "partnerships:evaluation-years": Can.VIEW_EVALUATION,
    "partnerships:evaluation": Can.VIEW_EVALUATION,
    "partnerships:evaluation-rate": Can.RATE_PARTNERSHIP,  # each side as itself
    "partnerships:evaluation-hand-in": Can.RATE_PARTNERSHIP,
    "partnerships:evaluation-edit": Can.RUN_EVALUATION,
    "partnerships:evaluation-link": Can.RUN_EVALUATION,
    "partnerships:evaluation-poster": Can.VIEW_EVALUATION,  # for who gives it to families
    "partnerships:evaluation-families-close": Can.RUN_EVALUATION,
    "partnerships:evaluation-close": Can.RUN_EVALUATION,
    "partnerships:evaluation-remove": Can.RUN_EVALUATION,
    "partnerships:evaluation-decide": Can.RUN_EVALUATION,
    "partnerships:agreed-action-add": Can.AGREE_ACTION,
    "partnerships:agreed-action": Can.VIEW_EVALUATION,
    "partnerships:agreed-action-edit": Can.AGREE_ACTION,
    "partnerships:agreed-action-note": Can.AGREE_ACTION,
    "partnerships:agreed-action-end": Can.AGREE_ACTION,
    "partnerships:evaluation-by-link": PUBLIC,  # a signed link says for which partner; it opens nothing else
    "partnerships:evaluation-by-link-rate": PUBLIC,
    "partnerships:evaluation-by-link-hand-in": PUBLIC,
    "partnerships:family-answer": PUBLIC,  # a code that cannot be guessed says which partnership, nobody says who
    "partnerships:family-thanks": PUBLIC,
    "partnerships:family-qr": PUBLIC,
    "partnerships:walkthrough-list": Can.VIEW_WALKTHROUGH,
    "partnerships:walkthrough-add": Can.RUN_WALKTHROUGH,
    "partnerships:walkthrough": Can.VIEW_WALKTHROUGH,
    "partnerships:walkthrough-report": Can.VIEW_WALKTHROUGH,
    "partnerships:walkthrough-edit": Can.RUN_WALKTHROUGH,
    "partnerships:walkthrough-remove": Can.RUN_WALKTHROUGH,
    "partnerships:walkthrough-team": Can.RUN_WALKTHROUGH,
    "partnerships:walkthrough-rate": Can.RATE_WALKTHROUGH,
    "partnerships:walkthrough-agree": Can.RUN_WALKTHROUGH,
    "partnerships:walkthrough-take-over": Can.RUN_WALKTHROUGH,
    "partnerships:walkthrough-close": Can.RUN_WALKTHROUGH,
    "partnerships:commendation-add": Can.RUN_WALKTHROUGH,
    "partnerships:commendation-edit": Can.RUN_WALKTHROUGH,
    "partnerships:commendation-remove": Can.RUN_WALKTHROUGH,
    "partnerships:recommendation-list": Can.VIEW_WALKTHROUGH,
    "partnerships:recommendation-add": Can.RUN_WALKTHROUGH,
    "partnerships:recommendation": Can.VIEW_WALKTHROUGH,
    "partnerships:recommendation-edit": Can.FOLLOW_WALKTHROUGH,
    "partnerships:recommendation-end": Can.FOLLOW_WALKTHROUGH,
    "partnerships:recommendation-remove": Can.RUN_WALKTHROUGH,
    "partnerships:recommendation-evidence": Can.VIEW_WALKTHROUGH,
    "partnerships:walk": PUBLIC,  # a code that cannot be guessed opens the items of one school's day, nothing else
    "partnerships:walk-part": PUBLIC,
    "partnerships:walk-qr": PUBLIC,
    "partnerships:standards": PUBLIC,  # what the community asks of its schools
    "partnerships:standards-version": PUBLIC,  # a draft only for those who write it
    "partnerships:standards-begin": Can.FRAME_WALKTHROUGHS,
    "partnerships:standards-note": Can.FRAME_WALKTHROUGHS,
    "partnerships:standards-use": Can.FRAME_WALKTHROUGHS,
    "partnerships:standards-item-add": Can.FRAME_WALKTHROUGHS,
    "partnerships:standards-item-edit": Can.FRAME_WALKTHROUGHS,
    "partnerships:standards-item-remove": Can.FRAME_WALKTHROUGHS,
}
PAGES |= {
    "partnerships:opportunity-list": Can.VIEW_ACTIVITY,
    "partnerships:opportunity-add": Can.EDIT_ACTIVITY,
    "partnerships:opportunity": Can.VIEW_ACTIVITY,
    "partnerships:opportunity-edit": Can.EDIT_ACTIVITY,
    "partnerships:need-add": Can.EDIT_ACTIVITY,
    "partnerships:need-remove": Can.EDIT_ACTIVITY,
    "partnerships:opportunity-action-add": Can.EDIT_ACTIVITY,
    "partnerships:opportunity-action-edit": Can.EDIT_ACTIVITY,
    "partnerships:opportunity-action-end": Can.EDIT_ACTIVITY,
    "partnerships:opportunity-action-evidence": Can.VIEW_ACTIVITY,
    "partnerships:topic-list": Can.FRAME_COMMUNITY,
    "partnerships:topic-add": Can.FRAME_COMMUNITY,
    "partnerships:topic-edit": Can.FRAME_COMMUNITY,
    "partnerships:homeless-services": Can.VIEW_ACTIVITY,  # small totals only for those who enter them
    "partnerships:homeless-services-edit": Can.FRAME_COMMUNITY,
    "partnerships:results-messages": Can.VIEW_ACTIVITY,
    "partnerships:results-message-add": Can.EDIT_ACTIVITY,
    "partnerships:results-message": Can.VIEW_ACTIVITY,
    "partnerships:results-message-edit": Can.EDIT_ACTIVITY,
    "partnerships:results-message-remove": Can.EDIT_ACTIVITY,
    "partnerships:results-message-evidence": Can.VIEW_ACTIVITY,
}
PAGES |= {
    "indicators:scorecard": PUBLIC,  # published figures
    "indicators:scorecard-elements": PUBLIC,
    "indicators:scorecard-changes": PUBLIC,  # counts; each link leads only where the reader may go
    "indicators:scorecard-coverage": PUBLIC,
    "district:board-meeting-list": PUBLIC,
    "district:board-meeting-add": Can.KEEP_BOARD_DATES,
    "district:board-meeting-edit": Can.KEEP_BOARD_DATES,
    "district:board-meeting-remove": Can.KEEP_BOARD_DATES,
}
PAGES |= {
    "indicators:import-list": Can.IMPORT_VALUES,
    "indicators:import-upload": Can.IMPORT_VALUES,
    "indicators:import-template": Can.IMPORT_VALUES,
    "indicators:import-preview": Can.IMPORT_VALUES,
    "indicators:import-progress": Can.IMPORT_VALUES,
    "indicators:import-confirm": Can.IMPORT_VALUES,
    "indicators:import-discard": Can.IMPORT_VALUES,
    "indicators:import-rerun": Can.IMPORT_VALUES,
    "indicators:import-detail": Can.IMPORT_VALUES,
    "indicators:import-undo": Can.IMPORT_VALUES,
    "indicators:import-approve": Can.PUBLISH_VALUES,
    "indicators:import-publish": Can.PUBLISH_VALUES,
}
PAGES |= {
    # A partner's contact reaches only records of their own organisation: see `partnerships.models.scope`.
    "partnerships:agreement-list": Can.VIEW_AGREEMENT,
    "partnerships:agreement-add": Can.EDIT_AGREEMENT,
    "partnerships:agreement-rules": Can.EDIT_AGREEMENT,
    "partnerships:agreement": Can.VIEW_AGREEMENT,
    "partnerships:agreement-edit": Can.EDIT_AGREEMENT,
    "partnerships:agreement-renew": Can.EDIT_AGREEMENT,
    "partnerships:agreement-move": Can.EDIT_AGREEMENT,
    "partnerships:agreement-document": Can.VIEW_AGREEMENT,
    "partnerships:agreement-document-add": Can.EDIT_AGREEMENT,
    "partnerships:programme-list": Can.VIEW_AGREEMENT,
    "partnerships:programme": Can.VIEW_AGREEMENT,
    "partnerships:programme-add": Can.EDIT_AGREEMENT,
    "partnerships:programme-edit": Can.EDIT_AGREEMENT,
    "partnerships:programme-site-add": Can.EDIT_AGREEMENT,
    "partnerships:programme-site-edit": Can.EDIT_AGREEMENT,
    "partnerships:programme-site-remove": Can.EDIT_AGREEMENT,
    "partnerships:programme-reach": Can.LOG_SERVICE,
    "partnerships:service-link-add": Can.SEND_SERVICE_LINK,
    "partnerships:service-link-revoke": Can.SEND_SERVICE_LINK,
    "partnerships:service-by-link": PUBLIC,  # a signed link says for which program; it shows nothing else
    "partnerships:service-list": Can.VIEW_AGREEMENT,
    "partnerships:service-log": Can.LOG_SERVICE,
    "partnerships:service-confirm-several": Can.CONFIRM_SERVICE,
    "partnerships:service": Can.VIEW_AGREEMENT,
    "partnerships:service-saved": Can.VIEW_AGREEMENT,
    "partnerships:service-copy": Can.LOG_SERVICE,
    "partnerships:service-correct": Can.LOG_SERVICE,
    "partnerships:service-move": Can.VIEW_AGREEMENT,  # each move asks for its own permission
    "card": PUBLIC,  # pictures for links, of published figures
    "card-of-indicator": PUBLIC,
    "news-feed": PUBLIC,
    "sitemap": PUBLIC,
    "robots": PUBLIC,
    "data": PUBLIC,
    "data-file": PUBLIC,
    "data-dictionary": PUBLIC,
    "stories:list": PUBLIC,  # published ones; for those who tell them also what is on its way
    "stories:story": PUBLIC,
    "stories:picture": PUBLIC,
    "stories:add": Can.TELL_STORY,
    "stories:edit": Can.TELL_STORY,
    "stories:take-down": Can.TELL_STORY,
    "stories:move": Can.TELL_STORY,
    "stories:permission-add": Can.TELL_STORY,
    "stories:permission-edit": Can.TELL_STORY,
    "stories:permission-withdraw": Can.TELL_STORY,
}


def roles_granting(permission):
    return [role for role, granted in GRANTS.items() if permission in granted]


def memberships_of(user):
    """The memberships a person holds today, read once per request (the list is kept on the user object)."""
    if not getattr(user, "is_authenticated", False):
        return []
    if not hasattr(user, "_current_memberships"):
        user._current_memberships = list(user.memberships.current().select_related("school"))
    return user._current_memberships


def remember_memberships(user, held):
    """For whoever read them together with the person."""
    user._current_memberships = held


def may(user, permission, school=None):
    """Whether `user` may do this: anywhere at all, or at `school` (an object or an id)."""
    school_id = getattr(school, "pk", school)
    return any(
        permission in GRANTS[Role(held.role)]
        and (school_id is None or held.role in DISTRICT_ROLES or held.school_id == school_id)
        for held in memberships_of(user)
    )


def may_open(user, name):
    """Whether the page of this name serves `user` at all; what it shows them is its own matter."""
    asked = PAGES.get(name)
    if asked == PUBLIC:
        return True
    if asked is None or not user.is_authenticated:
        return False
    return asked == SIGNED_IN or may(user, asked)


def may_district_wide(user, permission):
    return any(permission in GRANTS[Role(held.role)] for held in memberships_of(user) if held.role in DISTRICT_ROLES)


def schools_where(user, permission):
    """Ids of the schools where `user` now holds a role that grants `permission`, as a subquery or a list of ids."""
    from district.models import School

    if may_district_wide(user, permission):
        return School.objects.values("pk")
    return [held.school_id for held in memberships_of(user) if permission in GRANTS[Role(held.role)]]


def schools_held(user, permission):
    """Ids of the schools at which `user` holds a role of that very school that grants `permission`."""
    return [held.school_id for held in memberships_of(user) if held.school_id and permission in GRANTS[Role(held.role)]]


def require(user, permission, school=None):
    """Raise PermissionDenied, in words fit for the 403 page, unless `user` may act (at `school`)."""
    if may(user, permission, school):
        return
    roles = ", ".join(str(role.label) for role in roles_granting(permission))
    if school is None:
        raise PermissionDenied(_("This can be done by: %(roles)s.") % {"roles": roles})
    raise PermissionDenied(_("At %(school)s this can be done by: %(roles)s.") % {"school": school, "roles": roles})
