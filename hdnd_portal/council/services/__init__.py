"""What happens to units, councils and people: the only writers of these records."""

from hdnd_portal.council.services.fields import load_fields
from hdnd_portal.council.services.load_units import LoadResult, load_units
from hdnd_portal.council.services.mandates import (
    end_mandate,
    restore_delegate,
    seat_delegate,
    suspend_delegate,
)
from hdnd_portal.council.services.memberships import (
    add_membership,
    end_membership,
    transfer_to_group,
)
from hdnd_portal.council.services.people import (
    note_person_change,
    register_person,
    update_person,
    with_keys,
)
from hdnd_portal.council.services.setup import set_up_council

__all__ = [
    "LoadResult",
    "add_membership",
    "end_mandate",
    "end_membership",
    "load_fields",
    "load_units",
    "note_person_change",
    "register_person",
    "restore_delegate",
    "seat_delegate",
    "set_up_council",
    "suspend_delegate",
    "transfer_to_group",
    "update_person",
    "with_keys",
]
