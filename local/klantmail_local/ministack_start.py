"""The start of MiniStack under its own Python. It ends MiniStack when its parent is gone.

Its parent holds the other end of standard input and never writes: the end of that stream means that the parent ended,
even by SIGKILL. MiniStack then gets SIGTERM, so that it still saves its state.
"""

import os
import runpy
import signal
import threading


def _wacht_op_einde_van_ouder() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_wacht_op_einde_van_ouder, daemon=True).start()
    runpy.run_module("ministack", run_name="__main__")
