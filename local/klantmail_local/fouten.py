"""The reasons for which the local AWS cannot start; each says what to do about it.

LokaalFout
├── LooptAl            an environment runs in this directory already
├── PoortBezet        somebody else listens on a port
├── OntbreektNog      `make install` was not run
├── StapMislukt       a command that takes part in the start failed
├── AntwoordtNiet     something was started and does not answer
└── KapotBestand      a file of this environment cannot be read
"""


class LokaalFout(Exception):
    """The local AWS cannot do what was asked; the message is for the person at the terminal."""


class LooptAl(LokaalFout):
    pass


class PoortBezet(LokaalFout):
    pass


class OntbreektNog(LokaalFout):
    pass


class StapMislukt(LokaalFout):
    pass


class AntwoordtNiet(LokaalFout):
    pass


class KapotBestand(LokaalFout):
    pass
