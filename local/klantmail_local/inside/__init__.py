"""The parts that run inside MiniStack's own process.

They keep what MiniStack would lose, and refuse what AWS refuses. They do not import MiniStack: its modules come in as
arguments, so that these rules are tested without it. They need nothing but the standard library, because MiniStack has
a Python environment of its own.
"""
