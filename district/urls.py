from django.urls import path

from district.views import directory, history, mails, notices, people, school_edit, school_years, schools, standing_in

app_name = "district"

urlpatterns = [
    path("schools/", schools.school_list, name="school-list"),
    path("schools/add/", school_edit.school_add, name="school-add"),
    path("schools/directory/", directory.directory_upload, name="directory-upload"),
    path("schools/directory/<int:pk>/", directory.directory_detail, name="directory-detail"),
    path("schools/directory/<int:pk>/take-in/", directory.directory_apply, name="directory-apply"),
    path("schools/<str:code>/", schools.school_detail, name="school-detail"),
    path("schools/<str:code>/edit/", school_edit.school_edit, name="school-edit"),
    path("schools/<str:code>/record/", school_edit.school_record_edit, name="school-record-edit"),
    path("schools/<str:code>/close/", school_edit.school_close, name="school-close"),
    path("schools/<str:code>/periods/<int:pk>/edit/", school_edit.period_edit, name="period-edit"),
    path("school-years/", schools.school_year_list, name="school-year-list"),
    path("school-years/<int:fall_year>/lock/", school_years.school_year_lock, name="school-year-lock"),
    path("school-years/<int:fall_year>/unlock/", school_years.school_year_unlock, name="school-year-unlock"),
    path("people/", people.person_list, name="person-list"),
    path("people/invite/", people.person_invite, name="person-invite"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/invite-again/", people.person_invite_again, name="person-invite-again"),
    path("people/<int:pk>/deactivate/", people.person_deactivate, name="person-deactivate"),
    path("people/<int:pk>/reactivate/", people.person_reactivate, name="person-reactivate"),
    path("people/<int:pk>/roles/add/", people.membership_add, name="membership-add"),
    path("roles/<int:pk>/edit/", people.membership_edit, name="membership-edit"),
    path("roles/<int:pk>/end/", people.membership_end, name="membership-end"),
    path("away/", standing_in.away, name="away"),
    path("away/<int:pk>/end/", standing_in.away_end, name="away-end"),
    path("history/", history.history_list, name="history"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/read/", notices.notice_read_all, name="notice-read-all"),
    path("notices/<int:pk>/", notices.notice_open, name="notice-open"),
    path("outbox/", mails.mail_list, name="mail-list"),
    path("outbox/<int:pk>/again/", mails.mail_try_again, name="mail-try-again"),
    path("outbox/<int:pk>/give-up/", mails.mail_give_up, name="mail-give-up"),
    path("outbox/folder/", mails.mail_folder_list, name="mail-folder"),
    path("outbox/folder/<str:name>/", mails.mail_folder_mail, name="mail-folder-mail"),
]
