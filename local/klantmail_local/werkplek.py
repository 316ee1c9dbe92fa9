"""The page where agents work, served to browsers on this machine as CloudFront serves it on AWS."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from klantmail_local.ports import HOST
from klantmail_local.workdir import ROOT

BUILT: Final = ROOT / "ui" / "dist"
"""The page as `make ui` builds it."""
_FOREVER: Final = "public, max-age=31536000, immutable"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def headers(services: Sequence[str]) -> dict[str, str]:
    """The security headers of every answer.

    Args:
        services: origins that the page calls, and from which it frames a mail: API, login, object storage.
    """
    elsewhere = " ".join(sorted(set(services)))
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self' {elsewhere}; frame-src {elsewhere}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def settings(environment: Mapping[str, Any]) -> dict[str, Any]:
    """The `config.json` of the page, from what `environment.json` holds."""
    cognito = environment["cognito"]
    return {
        "api": environment["api"],
        "aanmelding": {"endpoint": cognito["endpoint"], "clientId": cognito["clientId"], "region": cognito["region"]},
    }


class Werkplek:
    """The server of the built page.

    Args:
        files: directory of the built page.
        config: contents of `config.json`.
        services: see `headers`.
    """

    def __init__(self, files: Path, config: Mapping[str, Any], services: Sequence[str], port: int) -> None:
        self._root = files
        self._config = json.dumps(config).encode()
        self._headers = headers(services)
        self._port = port
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def _files(self) -> dict[str, Path]:
        """The files by their paths in the page.

        They are listed each time, since the page may be built again meanwhile.
        """
        return {f"/{path.relative_to(self._root).as_posix()}": path for path in self._root.rglob("*") if path.is_file()}

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        """Give a file of the build and no other: a path is looked up among them, and never on the disk."""
        path = "/index.html" if request.path == "/" else request.path
        caching = _FOREVER if path.startswith("/assets/") else "no-cache"
        if path == "/config.json":
            body = self._config
        elif file := self._files().get(path):
            body = file.read_bytes()
        else:
            return web.Response(status=404, text="Deze pagina is er niet.", headers=self._headers)
        kind = _TYPES.get(Path(path).suffix, "application/octet-stream")
        answer = web.Response(body=body, headers={**self._headers, "Content-Type": kind, "Cache-Control": caching})
        answer.enable_compression()
        return answer
