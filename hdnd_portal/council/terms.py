"""Which term of a council a day belongs to."""

from datetime import date

from hdnd_portal.council.models import Council, Term


def term_of(council: Council | None, on: date) -> Term | None:
    """The term that runs on the day; between two terms the one before, before the first the first.

    The next term is often entered while the present one still runs.
    """
    if council is None:
        return None
    terms = council.terms.order_by("-valid_from")
    return terms.in_force(on).first() or terms.filter(valid_from__lte=on).first() or terms.last()
