"""Paths of opinions brought in from files."""

from django.urls import path

from voters.views import import_rows, imports

PLAN = "ke-hoach/<int:plan>/nhap-y-kien/"
ONE = "nhap-y-kien/<int:batch>/"

urlpatterns = [
    path(PLAN, imports.BeginImport.as_view(), name="import_opinions"),
    path(f"{PLAN}tep-mau/", imports.ImportTemplate.as_view(), name="import_template"),
    path(ONE, imports.ImportPage.as_view(), name="opinion_import"),
    path(f"{ONE}dong/", import_rows.ImportRows.as_view(), name="opinion_import_rows"),
    path(f"{ONE}don-vi/", imports.ChoosePlaces.as_view(), name="choose_import_places"),
    path(f"{ONE}ghi/", imports.RecordImport.as_view(), name="record_import"),
    path(f"{ONE}bo/", imports.DropImport.as_view(), name="drop_import"),
    path(f"{ONE}huy/", imports.UndoImport.as_view(), name="undo_import"),
]
