"""Sample papers with invented content, so that the form of each kind can be measured."""

from collections.abc import Callable

from hdnd_portal.documents.papers.description import Paper
from hdnd_portal.documents.papers.samples import (
    letters,
    oversight,
    petitions,
    resolutions,
    sessions,
    voters,
    votes,
)

Sample = Callable[[], Paper | tuple[Paper, ...]]

SAMPLES: dict[str, Sample] = {
    "invitation": sessions.invitation,
    "notice": sessions.notice,
    "report": sessions.report,
    "submission": sessions.submission,
    "minutes": sessions.minutes,
    "excerpt": sessions.excerpt,
    "resolution-legal": resolutions.legal,
    "resolution-legal-annex": resolutions.legal_annex,
    "resolution-individual": resolutions.individual,
    "official-letter": letters.official_letter,
    "decision": letters.decision,
    "plan": letters.plan,
    "contact-notice": voters.contact_notice,
    "synthesis": voters.synthesis,
    "referral": voters.referral,
    "reply-report": voters.reply_report,
    "programme": sessions.programme,
    "verification-report": oversight.verification_report,
    "oversight-plan": oversight.oversight_plan,
    "oversight-report": oversight.oversight_report,
    "conclusion-notice": oversight.conclusion_notice,
    "guidance-slip": petitions.guidance_slip,
    "receipt": petitions.receipt,
    "appointment": petitions.appointment,
    "refusal-notice": petitions.refusal_notice,
    "ballot": votes.ballot,
    "counting-minutes": votes.counting_minutes,
    "vote-result": votes.vote_result,
    "certified-copy": letters.certified_copy,
    "internal-notice": letters.internal_notice,
}


def sample(name: str) -> tuple[Paper, ...]:
    """The paper or papers of that name, the main one first. Raises KeyError for an unknown name."""
    made = SAMPLES[name]()
    return made if isinstance(made, tuple) else (made,)
