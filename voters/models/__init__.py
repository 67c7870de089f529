"""Voter contact: plans and meetings."""

from voters.models.plan import AwayTime, ContactPlan, MeetingChange, VoterMeeting

__all__ = ["AwayTime", "ContactPlan", "MeetingChange", "VoterMeeting"]
