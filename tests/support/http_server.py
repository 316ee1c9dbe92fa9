"""An HTTP server in a thread, and the handler that the small servers of the tests and the benchmarks begin with."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final

_POLL: Final = 0.05
"""Seconds that a server takes to notice that it is to stop. The standard library's half a second adds up."""


class HttpHandler(BaseHTTPRequestHandler):
    """A handler that keeps connections, sends each answer at once, and logs nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # an answer is two packets, and a client that waits confirms the first one late

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of its parent
        """Log nothing."""


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[int]:
    """Serve in a thread of its own until the block ends, and close the server then. Yields: its port."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": _POLL}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
