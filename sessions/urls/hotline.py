"""Paths of the hotline (đường dây nóng)."""

from django.urls import path

from sessions.views import hotline, hotline_lists

HOTLINE = "<int:session>/duong-day-nong/"
CALL = f"{HOTLINE}<int:call>/"

paths = [
    path(HOTLINE, hotline.Hotline.as_view(), name="hotline"),
    path(f"{HOTLINE}ghi/", hotline.TakeCall.as_view(), name="take_call"),
    path(f"{HOTLINE}truc-tiep/", hotline.HotlineLive.as_view(), name="hotline_live"),
    path(f"{HOTLINE}so-lieu/", hotline.HotlineState.as_view(), name="hotline_state"),
    path(f"{HOTLINE}danh-sach/", hotline_lists.HotlineCalls.as_view(), name="hotline_calls"),
    path(CALL, hotline.CallPage.as_view(), name="hotline_call"),
    path(f"{CALL}sua/", hotline.CorrectCall.as_view(), name="correct_call"),
    path(f"{CALL}bo/", hotline.StrikeCall.as_view(), name="strike_call"),
    path(f"{CALL}nguoi-goi/", hotline.ReadCaller.as_view(), name="read_caller"),
]
