"""Paths of the reading room (phòng đọc)."""

from django.urls import path

from sessions.views import reading_room

FILE = "<int:session>/ho-so/<int:item>/tep/<int:file>/"

paths = [
    path("<int:session>/phong-doc/", reading_room.RoomLog.as_view(), name="room_log"),
    path("<int:session>/phong-doc/<int:version>/", reading_room.Room.as_view(), name="room"),
    path(
        "<int:session>/phong-doc/<int:version>/trang/",
        reading_room.RoomPages.as_view(),
        name="room_pages",
    ),
    path(f"{FILE}han-che/", reading_room.RestrictFile.as_view(), name="restrict_file"),
    path(f"{FILE}bo-han-che/", reading_room.LiftRestriction.as_view(), name="lift_restriction"),
]
