"""Paths of contact plans."""

from django.urls import path

from voters.views import lists, meetings, papers, plan_acts, plans

ONE = "ke-hoach/<int:plan>/"
MEETING = f"{ONE}cuoc/<int:meeting>/"

urlpatterns = [
    path("", lists.PlanList.as_view(), name="plans"),
    path("lap/", plans.CreatePlan.as_view(), name="create_plan"),
    path(ONE, plans.PlanPage.as_view(), name="plan"),
    path(f"{ONE}dieu-kien/", plans.ChangeTerms.as_view(), name="change_terms"),
    path(f"{ONE}xep/", plan_acts.LayOut.as_view(), name="lay_out"),
    path(f"{ONE}gui/", plan_acts.SendPlan.as_view(), name="send_plan"),
    path(f"{ONE}tra-lai/", plan_acts.ReturnPlan.as_view(), name="return_plan"),
    path(f"{ONE}thong-nhat/", plan_acts.AgreePlan.as_view(), name="agree_plan"),
    path(f"{ONE}ban-hanh/", plan_acts.IssuePlan.as_view(), name="issue_plan"),
    path(f"{ONE}in/<str:form>/", plans.PrintPlan.as_view(), name="print_plan"),
    path(f"{ONE}cap-so/", papers.IssuePlanPaper.as_view(), name="issue_plan_paper"),
    path(f"{ONE}ban/", plan_acts.AddAway.as_view(), name="add_away"),
    path(f"{ONE}ban/<int:away>/bo/", plan_acts.RemoveAway.as_view(), name="remove_away"),
    path(f"{ONE}cuoc/them/", meetings.AddMeeting.as_view(), name="add_meeting"),
    path(MEETING, meetings.ChangeMeeting.as_view(), name="change_meeting"),
    path(f"{MEETING}bo/", meetings.CancelMeeting.as_view(), name="cancel_meeting"),
]
