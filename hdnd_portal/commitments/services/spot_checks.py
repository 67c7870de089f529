"""Drawing what is checked on the spot; what is found is written by `following.verify`."""

import secrets

from django.db import transaction
from django.db.models import F, Q

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.answers import ANSWERED_KINDS
from hdnd_portal.commitments.models import Commitment, Reply, SpotCheck, SpotCheckRow
from hdnd_portal.commitments.sampling import draw
from hdnd_portal.commitments.workflow import Claim, CommitmentRefused, Stage
from hdnd_portal.council.models import Council

# A seed is shown and typed again by people.
LARGEST_SEED = 999_999_999


def settled(council: Council, *, occasion: str = "") -> dict[int, int]:
    """What agencies say they have settled, checked on paper or not, and not drawn before.

    The key of the answer that says so, by that of the commitment.
    """
    rows = Commitment.objects.filter(
        council=council,
        kind__in=ANSWERED_KINDS,
        stage__in=[Stage.REPLIED, Stage.VERIFIED],
    ).exclude(pk__in=SpotCheckRow.objects.values("commitment"))
    if occasion:
        rows = rows.filter(occasion=occasion)
    own = Q(agency=F("commitment__lead")) | Q(body=F("commitment__lead_body"))
    sent = Reply.objects.sent().filter(own, commitment__in=rows)
    last = sent.order_by("commitment", "-number").distinct("commitment")
    return {
        commitment: key
        for commitment, key, claimed in last.values_list("commitment", "pk", "claimed")
        if claimed == Claim.DONE
    }


@transaction.atomic
def draw_spot_check(
    council: Council, *, percent: int, by: User, occasion: str = "", seed: int | None = None
) -> SpotCheck:
    """Chọn ngẫu nhiên so many per cent of what is said to be settled.

    Without a seed one is made; either is kept and shown. Locks the council, so that two draws share
    nothing. Raises CommitmentRefused `nothing_settled`.
    """
    council = Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council.pk)
    last = settled(council, occasion=occasion)
    if not last:
        raise CommitmentRefused("nothing_settled")
    if seed is None:
        seed = secrets.randbelow(LARGEST_SEED + 1)
    made = SpotCheck.objects.create(
        council=council,
        occasion=occasion,
        percent=percent,
        seed=seed,
        population=sorted(last),
        drawn_by=by,
    )
    chosen = draw(last, percent=percent, seed=seed)
    SpotCheckRow.objects.bulk_create(
        SpotCheckRow(draw=made, commitment_id=key, reply_id=last[key]) for key in chosen
    )
    log.record(
        "spot_check.drawn", made, by=by, percent=percent, seed=seed, count=len(chosen),
        total=len(last),
    )  # fmt: skip
    return made
