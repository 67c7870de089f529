"""What other apps may listen to."""

from django.dispatch import Signal

# A letter went out, failed, or was given up; sent after commit with `delivery=` and by the worker.
# A listener that raises is logged and disturbs neither the delivery nor other listeners.
delivery_settled = Signal()
