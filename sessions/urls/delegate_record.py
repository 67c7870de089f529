"""Paths of what a delegate did."""

from django.urls import path

from sessions.views import delegate_record

paths = [
    path("hoat-dong-cua-toi/", delegate_record.MyRecord.as_view(), name="my_record"),
    path(
        "dai-bieu/<int:mandate>/", delegate_record.DelegateRecord.as_view(), name="delegate_record"
    ),
    path(
        "dai-bieu/<int:mandate>/y-kien/",
        delegate_record.CommentRecord.as_view(),
        name="comment_record",
    ),
]
