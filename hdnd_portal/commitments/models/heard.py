"""What a commitment keeps of its replies and verifications, so that figures over many are quick."""

import pgtrigger
from django.conf import settings

# By the rows themselves; of all commitments, or of those that a condition behind it names.
HEARD = f"""
UPDATE commitments_commitment c
SET (lead_claimed, lead_found, first_answer_on, first_answer_due) = (
    SELECT
        COALESCE(l.claimed, ''),
        COALESCE(CASE WHEN v.reply_id IS NOT DISTINCT FROM l.id THEN v.confirmed END, ''),
        (f.sent_at AT TIME ZONE '{settings.TIME_ZONE}')::date,
        f.due_on
    FROM (SELECT 1) AS one
    LEFT JOIN LATERAL (
        SELECT p.id, p.claimed FROM commitments_reply p
        WHERE p.commitment_id = c.id AND p.sent_at IS NOT NULL
            AND p.agency_id IS NOT DISTINCT FROM c.lead_id
            AND p.body_id IS NOT DISTINCT FROM c.lead_body_id
        ORDER BY p.number DESC LIMIT 1
    ) l ON TRUE
    LEFT JOIN LATERAL (
        SELECT p.sent_at, p.due_on FROM commitments_reply p
        WHERE p.commitment_id = c.id AND p.sent_at IS NOT NULL
            AND p.agency_id IS NOT DISTINCT FROM c.lead_id
            AND p.body_id IS NOT DISTINCT FROM c.lead_body_id
        ORDER BY p.number LIMIT 1
    ) f ON TRUE
    LEFT JOIN LATERAL (
        SELECT w.reply_id, w.confirmed FROM commitments_verification w
        WHERE w.commitment_id = c.id ORDER BY w.id DESC LIMIT 1
    ) v ON TRUE
)
"""  # noqa: S608 -- names of ours


def keeps_heard(name: str, *, condition: pgtrigger.Condition | None = None) -> pgtrigger.Trigger:
    """The trigger of a table whose rows the commitment keeps something of."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=condition,
        func=f"{HEARD} WHERE c.id = NEW.commitment_id; RETURN NULL;",
    )
