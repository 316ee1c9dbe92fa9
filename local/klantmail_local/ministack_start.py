"""The start of MiniStack under its own Python, with what `inside/` adds. It ends MiniStack when its parent is gone.

Its parent holds the other end of standard input and never writes: the end of that stream means that the parent ended,
even by SIGKILL. MiniStack then gets SIGTERM, so that it still saves its state.

It reads STATE_DIR and S3_DATA_DIR from its environment, as MiniStack itself does.
"""

import asyncio
import importlib
import json
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Final

_SAVE: Final = "/_klantmail/bewaar"
"""`POST`: save everything now, and from then on what changes, each second. 204, or 507 when something was not saved."""
_FUNCTIONS: Final = "/20"
"""Start of the paths of Lambda's API, which are dated (`/2015-03-31/functions/…`)."""


def _wait_for_end_of_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    # This file is run by its path, so that MiniStack's workers get no path of ours.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from klantmail_local.inside.journal import Journal, changes, replay
    from klantmail_local.inside.keeping import keep_items, keep_objects
    from klantmail_local.inside.lines import wait_for_lines
    from klantmail_local.inside.refusals import (
        add_forgetting,
        authorize_each_parameter,
        guard_attributes,
        mend_throttle,
    )
    from klantmail_local.inside.saving import Saver
    from klantmail_local.inside.scanning import Scanner
    from klantmail_local.inside.unpacking import unpack_once

    state, objects = Path(os.environ["STATE_DIR"]), Path(os.environ["S3_DATA_DIR"])
    log = state / "dynamodb.journaal"
    app: Any = importlib.import_module("ministack.app")
    persistence: Any = importlib.import_module("ministack.core.persistence")
    cognito, dynamodb, gateway, s3 = map(app._get_module, ("cognito", "dynamodb", "apigateway_v1", "s3"))
    set_item, remove_item = dynamodb._set_item, dynamodb._remove_item
    journal = Journal(log)

    def encode(name: str, content: Any) -> bytes:
        version = persistence._state_format_version(name)
        wrapped = {"__ministack_format__": version, "payload": content}
        return json.dumps(wrapped, default=persistence._json_default).encode()

    saver = Saver(state, journal, app._build_persistence_save_dict, encode)

    def load() -> None:
        """Load the state as MiniStack does, but end when a part cannot be read: the next stop would write over it."""
        try:
            for name, module in app._state_map.items():
                content = persistence.load_state(name)
                if content is None and (state / f"{name}.json").exists():
                    raise ValueError(f"{name}.json cannot be read")
                if content:
                    app._get_module(module).load_persisted_state(content)
            tables = {table["TableArn"]: table for _, table in dynamodb._tables.all_items()}
            replay(changes(log), tables, set_item, remove_item)
            saver.open()
        except Exception:
            app.logger.exception("the state in %s cannot be loaded", state)
            os._exit(1)

    def tables_changed() -> None:
        saver.tables_changed = True

    keep_items(dynamodb, journal, state, tables_changed)
    keep_objects(s3, objects)
    scanner = Scanner(s3, s3._in_account, s3.get_account_id)
    scanner.listen()
    guard_attributes(cognito)
    add_forgetting(cognito)
    mend_throttle(gateway)
    authorize_each_parameter(*(importlib.import_module(f"ministack.core.{name}") for name in ("iam_actions", "iam_evaluator")))
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    wait_for_lines(runtime.Worker)
    unpack_once(runtime, Path(tempfile.gettempdir()) / "lagen")
    inner, rounds = app.app, set[asyncio.Task[None]]()

    async def outer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await inner(scope, receive, send)
            return
        scanner.begin()
        path, method = scope["path"], scope["method"]
        if path == _SAVE and method == "POST":
            saved = saver.save_all()
            if not rounds:
                rounds.add(asyncio.create_task(saver.every_second()))
            await send({"type": "http.response.start", "status": 204 if saved else 507, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        try:
            await inner(scope, receive, send)
        finally:
            saver.used = True
            if path.startswith(_FUNCTIONS) and method != "GET" and not path.endswith("/invocations"):
                saver.functions_changed = True

    app._load_persisted_state = load
    app.save_all = saver.close
    app.app = outer
    app.main()


if __name__ == "__main__":
    threading.Thread(target=_wait_for_end_of_parent, daemon=True).start()
    main()
