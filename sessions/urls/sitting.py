"""Paths of the sitting: attendance, console, board, a delegate's page, the record of its course."""

from django.urls import path

from sessions.views import attendance, console, console_speeches, floor

paths = [
    path("<int:session>/diem-danh/", attendance.AttendancePage.as_view(), name="attendance"),
    path(
        "<int:session>/diem-danh/ghi/",
        attendance.EnterAttendance.as_view(),
        name="enter_attendance",
    ),
    path(
        "<int:session>/diem-danh/danh-sach/",
        attendance.PasteAttendance.as_view(),
        name="paste_attendance",
    ),
    path(
        "<int:session>/diem-danh/<int:attendance>/",
        attendance.CorrectAttendance.as_view(),
        name="correct_attendance",
    ),
    path(
        "<int:session>/diem-danh/<int:attendance>/bo/",
        attendance.StrikeAttendance.as_view(),
        name="strike_attendance",
    ),
    path("<int:session>/dieu-hanh-phien/", console.Console.as_view(), name="console"),
    path(
        "<int:session>/dieu-hanh-phien/noi-dung/<int:item>/",
        console.StartItem.as_view(),
        name="start_item",
    ),
    path("<int:session>/dieu-hanh-phien/giai-lao/", console.TakeBreak.as_view(), name="take_break"),
    path(
        "<int:session>/dieu-hanh-phien/ket-thuc/", console.EndRunning.as_view(), name="end_running"
    ),
    path(
        "<int:session>/dieu-hanh-phien/ghi/", console.WriteNote.as_view(), name="write_proceeding"
    ),
    path(
        "<int:session>/dieu-hanh-phien/thong-bao/<int:proceeding>/go/",
        console.TakeDown.as_view(),
        name="take_down",
    ),
    path(
        "<int:session>/dieu-hanh-phien/phat-bieu/",
        console_speeches.EnterSpeech.as_view(),
        name="enter_speech",
    ),
    path(
        "<int:session>/dieu-hanh-phien/phat-bieu/<int:speech>/",
        console_speeches.CarrySpeech.as_view(),
        name="carry_speech",
    ),
    path(
        "<int:session>/dieu-hanh-phien/phat-bieu/<int:speech>/them/",
        console_speeches.ExtendSpeech.as_view(),
        name="extend_speech",
    ),
    path(
        "<int:session>/dieu-hanh-phien/phat-bieu/<int:speech>/thu-tu/",
        console_speeches.OrderSpeech.as_view(),
        name="order_speech",
    ),
    path(
        "<int:session>/dieu-hanh-phien/chuyen-ngay/",
        console.CarryOver.as_view(),
        name="carry_over",
    ),
    path("<int:session>/phien-hop/", floor.Floor.as_view(), name="floor"),
    path("<int:session>/phien-hop/co-mat/", floor.CheckIn.as_view(), name="check_in"),
    path("<int:session>/phien-hop/roi/", floor.CheckOut.as_view(), name="check_out"),
    path("<int:session>/phien-hop/dang-ky/", floor.AskToSpeak.as_view(), name="ask_to_speak"),
    path(
        "<int:session>/phien-hop/dang-ky/<int:speech>/rut/",
        floor.WithdrawSpeech.as_view(),
        name="withdraw_speech",
    ),
    path("<int:session>/phien-hop/truc-tiep/", floor.LiveStream.as_view(), name="live"),
    path("<int:session>/phien-hop/so-lieu/", floor.LiveState.as_view(), name="live_state"),
    path("<int:session>/bang/", floor.Board.as_view(), name="board"),
    path("<int:session>/dien-bien/", floor.Course.as_view(), name="course"),
    path(
        "<int:session>/dien-bien/<int:proceeding>/sua/",
        console.CorrectNote.as_view(),
        name="correct_proceeding",
    ),
    path("<int:session>/phat-bieu/", floor.Speaking.as_view(), name="speaking"),
    path("<int:session>/phat-bieu/xlsx/", floor.SpeakingSheet.as_view(), name="speaking_sheet"),
    path(
        "<int:session>/phat-bieu/quy/", console_speeches.SetBudget.as_view(), name="set_time_budget"
    ),
    path("bang-dien-tu/<str:token>/", floor.Observe.as_view(), name="observe"),
    path(
        "bang-dien-tu/<str:token>/chuong-trinh/",
        floor.ObserveProgramme.as_view(),
        name="observe_programme",
    ),
    path("bang-dien-tu/<str:token>/truc-tiep/", floor.ObserveLive.as_view(), name="observe_live"),
    path("bang-dien-tu/<str:token>/so-lieu/", floor.ObserveState.as_view(), name="observe_state"),
]
