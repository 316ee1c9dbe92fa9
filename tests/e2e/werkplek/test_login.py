"""Signing in: by the form, and by the login page of the municipality."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qs, urlsplit

import httpx
from playwright.sync_api import Route, expect

from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import ANNA, DAAN, Seat

_DOMAIN: Final = "login.gemeente.example"


def test_a_wrong_password_is_said_and_a_right_one_lets_in(sit: Callable[..., Seat]) -> None:
    seat = sit(None)
    seat.page.get_by_label("Gebruikersnaam").fill("anna.visser@gemeente.example")
    seat.page.get_by_label("Wachtwoord").fill("fout")
    seat.page.get_by_role("button", name="Aanmelden").click()
    expect(seat.page.get_by_role("alert")).to_have_text("De gebruikersnaam of het wachtwoord klopt niet.")
    seat.sign_in(DAAN)
    expect(seat.page.get_by_role("link", name="Taken Burgerzaken")).to_be_visible()
    expect(seat.page.get_by_role("link", name="Werkvoorraad")).to_have_count(0)


def test_a_place_that_is_asked_for_before_the_first_paint_is_shown(sit: Callable[..., Seat]) -> None:
    seat = sit(None)
    seat.page.evaluate("""() => {
        const seen = new MutationObserver(() => {
            if (document.querySelector('nav') === null) return
            seen.disconnect()
            location.hash = '#/cijfers'
        })
        seen.observe(document.body, { childList: true, subtree: true })
    }""")
    seat.sign_in(ANNA)
    expect(seat.page.get_by_role("heading", name="Cijfers", level=1)).to_be_attached()


def test_the_login_page_of_the_municipality_gives_a_code_that_only_this_page_can_use(
    town: Town, sit: Callable[..., Seat]
) -> None:
    seat = sit(None, bypass_csp=True)  # the login page is invented: the policy names the local one
    page, address = seat.page, str(town.client.details["werkplek"])
    config = httpx.get(f"{address}config.json", trust_env=False).json()
    config["aanmelding"]["domein"] = _DOMAIN
    asked: dict[str, list[str]] = {}
    exchanged: dict[str, list[str]] = {}

    def authorize(route: Route) -> None:
        asked.update(parse_qs(urlsplit(route.request.url).query))
        back = f"{address}?code=een-keer&state={asked['state'][0]}"
        route.fulfill(content_type="text/html", body=f"<script>location.replace({json.dumps(back)})</script>")

    def exchange(route: Route) -> None:
        exchanged.update(parse_qs(route.request.post_data or ""))
        tokens = {"id_token": town.client.token(ANNA), "refresh_token": "later"}
        route.fulfill(json=tokens, headers={"Access-Control-Allow-Origin": "*"})

    page.route("**/config.json", lambda route: route.fulfill(json=config))
    page.route(f"https://{_DOMAIN}/oauth2/authorize?*", authorize)
    page.route(f"https://{_DOMAIN}/oauth2/token", exchange)
    page.reload()
    page.get_by_role("button", name="Aanmelden bij de gemeente").click()
    expect(page.get_by_role("navigation", name="Onderdelen")).to_be_visible()
    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
    proof = sha256(exchanged["code_verifier"][0].encode()).digest()
    assert asked["code_challenge"] == [urlsafe_b64encode(proof).decode().rstrip("=")]
    assert exchanged["code"] == ["een-keer"]
    assert exchanged["redirect_uri"] == asked["redirect_uri"] == [address]
    assert "code=" not in page.url


def test_a_first_login_takes_a_password_of_ones_own_and_connects_an_app(town: Town, sit: Callable[..., Seat]) -> None:
    """The local pool asks for no second factor, so a pool that does is played here."""
    seat = sit(None)
    page = seat.page
    tokens: dict[str, object] = {"AuthenticationResult": {"IdToken": town.client.token(ANNA), "RefreshToken": "later"}}
    known = {"USER_ID_FOR_SRP": "a1"}
    answers: list[tuple[str, int, Mapping[str, object]]] = [
        ("InitiateAuth", 200, {"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "1", "ChallengeParameters": known}),
        ("RespondToAuthChallenge", 400, {"__type": "InvalidPasswordException"}),
        ("RespondToAuthChallenge", 200, {"ChallengeName": "MFA_SETUP", "Session": "2"}),
        ("AssociateSoftwareToken", 200, {"SecretCode": "GEHEIM234", "Session": "3"}),
        ("VerifySoftwareToken", 400, {"__type": "EnableSoftwareTokenMFAException"}),
        ("VerifySoftwareToken", 200, {"Status": "SUCCESS", "Session": "4"}),
        ("RespondToAuthChallenge", 400, {"__type": "NotAuthorizedException"}),
        ("InitiateAuth", 200, {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "5"}),
        ("RespondToAuthChallenge", 200, tokens),
    ]
    asked: list[dict[str, object]] = []

    def answer(route: Route) -> None:
        operation = route.request.headers.get("x-amz-target", "").rpartition(".")[2]
        if not operation:
            route.continue_()
            return
        expected, status, body = answers.pop(0)
        assert operation == expected
        asked.append(json.loads(route.request.post_data or ""))
        route.fulfill(status=status, json=body, headers={"Access-Control-Allow-Origin": "*"})

    page.route(f"{town.client.details['cognito']['endpoint']}/**", answer)

    def begin() -> None:
        page.get_by_label("Gebruikersnaam").fill("anna")
        page.get_by_label("Wachtwoord").fill("van de beheerder")
        page.get_by_role("button", name="Aanmelden").click()

    def go_on(label: str, text: str) -> None:
        page.get_by_label(label).fill(text)
        page.get_by_role("button", name="Verder").click()

    begin()
    go_on("Nieuw wachtwoord", "kort")
    expect(page.get_by_role("alert")).to_contain_text("Dit wachtwoord mag niet.")
    go_on("Nieuw wachtwoord", "Een lang wachtwoord van mij 1")
    expect(page.get_by_text("GEHEIM234")).to_be_visible()
    assert seat.violations() == []
    go_on("Code uit uw app", "000000")
    expect(page.get_by_role("alert")).to_contain_text("Deze code klopt niet.")
    go_on("Code uit uw app", "123456")
    expect(page.get_by_role("alert")).to_contain_text("Dit duurde te lang. Meld u opnieuw aan.")
    begin()
    go_on("Code uit uw app", "654321")
    expect(page.get_by_role("navigation", name="Onderdelen")).to_be_visible()
    assert asked[2]["ChallengeResponses"] == {"USERNAME": "a1", "NEW_PASSWORD": "Een lang wachtwoord van mij 1"}
    assert asked[-1]["ChallengeResponses"] == {"USERNAME": "anna", "SOFTWARE_TOKEN_MFA_CODE": "654321"}
    assert answers == []
