"""What happens to units, councils and people: the only writers of these records."""

from hdnd_portal.council.services.load_units import LoadResult, load_units

__all__ = ["LoadResult", "load_units"]
