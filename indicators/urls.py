from django.urls import path

from indicators import import_urls
from indicators.views import comments, dashboards, indicator, operations, packets, peers, rule, targets, together

app_name = "indicators"

urlpatterns = [
    *import_urls.urlpatterns,
    path("operations/", operations.operations, name="operations"),
    path("operations/start/", operations.operations_start, name="operations-start"),
    path("operations/jobs/<int:pk>/run-again/", operations.job_run_again, name="job-run-again"),
    path("dashboard/", dashboards.district_dashboard, name="district-dashboard"),
    path("schools/<str:code>/dashboard/", dashboards.school_dashboard, name="school-dashboard"),
    path("indicators/<slug:code>/", indicator.indicator_detail, name="indicator-detail"),
    path("indicators/<slug:code>/figure/", indicator.value_detail, name="value-detail"),
    path("indicators/<slug:code>/peers/", peers.peers, name="peers"),
    path("indicators/<slug:code>/together/", together.together, name="together"),
    path("indicators/<slug:code>/gaps/", indicator.indicator_gaps, name="indicator-gaps"),
    path("indicators/<slug:code>/comments/", comments.indicator_comments, name="indicator-comments"),
    path("indicators/<slug:code>/comments/add/", comments.comment_add, name="comment-add"),
    path("indicators/<slug:code>/comments/<int:pk>/", comments.comment_edit, name="comment-edit"),
    path("indicators/<slug:code>/comments/<int:pk>/withdraw/", comments.comment_withdraw, name="comment-withdraw"),
    path("peers/", peers.peer_setting, name="peer-setting"),
    path("publication-rule/", rule.rule_edit, name="rule-edit"),
    path("publication-rule/progress/", rule.rule_progress, name="rule-progress"),
    path("indicators/<slug:code>/targets/", targets.target_list, name="target-list"),
    path("indicators/<slug:code>/targets/path/", targets.target_path, name="target-path"),
    path("indicators/<slug:code>/targets/<int:pk>/withdraw/", targets.target_delete, name="target-delete"),
    path("packets/", packets.packet_list, name="packet-list"),
    path("packets/make/", packets.packet_compose, name="packet-compose"),
    path("packets/schedules/add/", packets.schedule_add, name="packet-schedule-add"),
    path("packets/schedules/<int:pk>/", packets.schedule_edit, name="packet-schedule-edit"),
    path("packets/schedules/<int:pk>/stop/", packets.schedule_stop, name="packet-schedule-stop"),
    path("packets/<int:pk>/", packets.packet_detail, name="packet"),
    path("packets/<int:pk>/progress/", packets.packet_progress, name="packet-progress"),
    path("packets/<int:pk>/file/", packets.packet_file, name="packet-file"),
    path("packets/<int:pk>/slides/<int:number>/", packets.packet_slide, name="packet-slide"),
    path("packets/<int:pk>/again/", packets.packet_again, name="packet-again"),
    path("packets/<int:pk>/withdraw/", packets.packet_withdraw, name="packet-withdraw"),
]
