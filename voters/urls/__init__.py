"""Paths of the voters app, below `/tiep-xuc-cu-tri/`."""

from voters.urls import board, imports, own, plans, promises, record, sort

app_name = "voters"

urlpatterns = [
    *plans.urlpatterns,
    *imports.urlpatterns,
    *record.urlpatterns,
    *sort.urlpatterns,
    *own.urlpatterns,
    *board.urlpatterns,
    *promises.urlpatterns,
]
