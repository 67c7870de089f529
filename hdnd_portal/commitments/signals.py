"""What is told of commitments that were written many at once, which no `post_save` tells of."""

from django.dispatch import Signal

# With `keys`: whose stage was written. Sent after commit.
stages_written = Signal()
