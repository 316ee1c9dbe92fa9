from pathlib import Path

import pytest

from klantmail_local.werkplek import headers, settings
from tests.support import browser


def test_the_page_may_reach_the_services_and_nothing_else() -> None:
    policy = headers(["http://127.0.0.1:4566", "http://127.0.0.1:4566"])["Content-Security-Policy"]
    assert "connect-src 'self' http://127.0.0.1:4566;" in policy
    assert "frame-src http://127.0.0.1:4566;" in policy
    assert "unsafe" not in policy


def test_the_page_is_told_where_the_api_and_the_login_are_and_no_key() -> None:
    environment = {
        "api": "http://127.0.0.1:4566/v1",
        "cognito": {"endpoint": "http://127.0.0.1:4566", "region": "eu-west-1", "userPoolId": "pool", "clientId": "client"},
        "aws": {"secretAccessKey": "geheim"},
    }
    login = {"endpoint": "http://127.0.0.1:4566", "clientId": "client", "region": "eu-west-1"}
    assert settings(environment) == {"api": "http://127.0.0.1:4566/v1", "aanmelding": login}


def test_the_browser_that_is_named_is_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = tmp_path / "chromium"
    named.touch()
    monkeypatch.setenv("CHROMIUM", str(named))
    assert browser.find() == str(named)


def test_a_named_browser_that_is_not_there_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nergens/chromium")
    with pytest.raises(browser.NoBrowser, match="apt-get install chromium"):
        browser.find()


def test_a_browser_on_the_path_comes_before_any_installing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tmp_path / "chromium-browser"
    found.touch(mode=0o755)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find() == str(found)
