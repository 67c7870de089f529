"""Drawing what is checked on the spot: the same seed draws the same from the same. Plain Python."""

import random
from collections.abc import Collection


def count_of(total: int, percent: int) -> int:
    """How many of so many are so many per cent: rounded up, and at least one of any."""
    return -(-total * percent // 100)


def draw(keys: Collection[int], *, percent: int, seed: int) -> list[int]:
    """The keys drawn, in the order of keys; anybody with seed and keys draws them again."""
    ordered = sorted(set(keys))
    chosen = random.Random(seed).sample(ordered, count_of(len(ordered), percent))  # noqa: S311 -- to be drawn again
    return sorted(chosen)
