"""The addresses of imports; `indicators.urls` takes them in."""

from django.urls import path

from indicators.views import imports

urlpatterns = [
    path("imports/", imports.import_list, name="import-list"),
    path("imports/upload/", imports.import_upload, name="import-upload"),
    path("imports/template/", imports.import_template, name="import-template"),
    path("imports/jobs/<int:pk>/", imports.import_preview, name="import-preview"),
    path("imports/jobs/<int:pk>/progress/", imports.import_progress, name="import-progress"),
    path("imports/jobs/<int:pk>/confirm/", imports.import_confirm, name="import-confirm"),
    path("imports/jobs/<int:pk>/discard/", imports.import_discard, name="import-discard"),
    path("imports/jobs/<int:pk>/run-again/", imports.import_rerun, name="import-rerun"),
    path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import-undo"),
    path("imports/<int:pk>/approve/", imports.import_approve, name="import-approve"),
    path("imports/<int:pk>/publish/", imports.import_publish, name="import-publish"),
]
