"""Botocore's clients at the price of what differs between them.

A client renames some hundred events and asks each of its handlers what arguments it takes. Both answers are the same
for every client, and each test makes some twenty of them: each function makes its own when it is loaded.
`tests/integration/adapters/test_botocore_clients.py` holds it to what botocore does.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from botocore import hooks


@cache
def cheap_clients() -> None:
    """Have botocore find each of these answers once, from now on."""
    make, ask = hooks.EventAliaser.__init__, hooks.accepts_kwargs
    renamed: dict[str, str] = {}
    taken: dict[Any, Any] = {}

    def init(aliaser: hooks.EventAliaser, event_emitter: Any, event_aliases: Any = None) -> None:
        make(aliaser, event_emitter, event_aliases)
        own = vars(aliaser)
        if own["_event_aliases"] == hooks.EVENT_ALIASES:
            own["_alias_name_cache"] = renamed

    def accepts_kwargs(handler: Callable[..., Any]) -> Any:
        code = getattr(handler, "__code__", None)
        if code is None:
            return ask(handler)
        if code not in taken:
            taken[code] = ask(handler)
        return taken[code]

    hooks.EventAliaser.__init__ = init  # type: ignore[method-assign, assignment]
    hooks.accepts_kwargs = accepts_kwargs  # type: ignore[assignment]
