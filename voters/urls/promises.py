"""Paths of promises to voters."""

from django.urls import path

from voters.views import promises

urlpatterns = [
    path("loi-hua/", promises.PromiseList.as_view(), name="promises"),
    path(
        "loi-hua/theo-dai-bieu/",
        promises.PromisesByDelegate.as_view(),
        name="promises_by_delegate",
    ),
    path("cuoc/<int:meeting>/loi-hua/", promises.RecordPromise.as_view(), name="record_promise"),
]
