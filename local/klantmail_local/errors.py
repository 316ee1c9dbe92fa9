"""The reasons for which the local AWS cannot start; each says what to do about it.

LocalError
├── AlreadyRunning            an environment runs in this directory already
├── PortInUse        somebody else listens on a port
├── NotInstalled      `make install` was not run
├── StepFailed       a command that takes part in the start failed
├── NoAnswer     something was started and does not answer
└── BrokenFile      a file of this environment cannot be read
"""


class LocalError(Exception):
    """The local AWS cannot do what was asked; the message is for the person at the terminal."""


class AlreadyRunning(LocalError):
    pass


class PortInUse(LocalError):
    pass


class NotInstalled(LocalError):
    pass


class StepFailed(LocalError):
    pass


class NoAnswer(LocalError):
    pass


class BrokenFile(LocalError):
    pass
