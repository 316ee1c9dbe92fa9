"""The garbage collector of a function on Lambda.

It waits until all is loaded, and then passes that over for good. A function keeps what it loads. The collector would go
through all of it time and again while it grows, which took a tenth of a cold start, and would do so again in requests.
https://docs.python.org/3/library/gc.html#gc.freeze
"""

import gc


def stel_uit() -> None:
    """Let the collector wait until `geladen`."""
    gc.disable()


def geladen() -> None:
    """Say that the module of a function has been loaded."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
