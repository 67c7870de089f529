"""The copies of fonts that WeasyPrint makes in the folder of temporary files, and their end.

It copies two megabytes for each font configuration and removes them when that is collected. A
configuration lives as long as its process, and is not collected where a child of the worker ends
by `os._exit`, or where the interpreter falls apart first.
"""

import atexit
import os
from weakref import WeakKeyDictionary

from weasyprint.text.fonts import FontConfiguration

_made: WeakKeyDictionary[FontConfiguration, int] = WeakKeyDictionary()


def font_configuration() -> FontConfiguration:
    """An empty one, whose copies are gone when the process ends, unless it is killed."""
    fonts = FontConfiguration()
    _made[fonts] = os.getpid()
    return fonts


@atexit.register
def remove_font_copies() -> None:
    """Remove what this process has copied; nothing can be printed with it afterwards."""
    for fonts, process in list(_made.items()):
        # A child inherits the configurations of its parent, who still prints with them.
        if process == os.getpid():
            fonts.__del__()
