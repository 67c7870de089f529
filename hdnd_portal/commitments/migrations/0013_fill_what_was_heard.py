"""What was claimed and found before commitments kept it."""

from django.db import migrations

FILL = """
UPDATE commitments_commitment c
SET (lead_claimed, lead_found, first_answer_on, first_answer_due) = (
    SELECT
        COALESCE(l.claimed, ''),
        COALESCE(CASE WHEN v.reply_id IS NOT DISTINCT FROM l.id THEN v.confirmed END, ''),
        (f.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
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
"""


class Migration(migrations.Migration):
    dependencies = [("commitments", "0012_keep_what_was_heard")]

    operations = [
        migrations.RunSQL(
            f"{FILL} WHERE EXISTS (SELECT 1 FROM commitments_reply p WHERE p.commitment_id = c.id)"  # noqa: S608 -- ours
            " OR EXISTS (SELECT 1 FROM commitments_verification w WHERE w.commitment_id = c.id)",
            migrations.RunSQL.noop,
        )
    ]
