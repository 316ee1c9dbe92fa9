import asyncio
import base64
import json
from typing import Any

import pytest

from klantmail_local.inside.refusals import add_forgetting, authorize_each_parameter, guard_attributes, mend_throttle


def token(client: str) -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"client_id": client, "username": "anna"}).encode()).rstrip(b"=").decode()
    return f"kop.{claims}.handtekening"


class FakeCognito:
    """A pool with three app clients. One may write an address, one also a unit, and one has no list."""

    def __init__(self, *, only_administrators: bool = False) -> None:
        self.pool = {
            "_clients": {
                "werkplek": {"WriteAttributes": ["email"]},
                "gemeente": {"WriteAttributes": ["email", "custom:eenheid"]},
                "alles": {},
            },
            "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": only_administrators},
        }
        self._user_pools = {"pool": self.pool}
        self.done: list[dict[str, Any]] = []

    def _user_pool_for_access_token(self, access_token: str) -> Any:
        return ({}, self.pool) if access_token.startswith("kop.") else (None, None)

    def _update_user_attributes(self, data: dict[str, Any]) -> str:
        self.done.append(data)
        return "done"

    _sign_up = _update_user_attributes

    def error_response_json(self, code: str, message: str, status: int) -> str:
        return f"{status} {code}: {message}"


def attributes(*names: str) -> list[dict[str, str]]:
    return [{"Name": name, "Value": "x"} for name in names]


UNAUTHORIZED = "400 NotAuthorizedException: A client attempted to write unauthorized attribute"


@pytest.mark.parametrize(
    ("client", "names", "answer"),
    [
        ("werkplek", ["email"], "done"),
        ("werkplek", ["custom:eenheid"], UNAUTHORIZED),
        ("werkplek", ["email", "custom:medewerker"], UNAUTHORIZED),
        ("werkplek", ["name"], UNAUTHORIZED),
        ("werkplek", [], "done"),
        ("gemeente", ["custom:eenheid"], "done"),
        ("alles", ["custom:eenheid"], "done"),
    ],
)
def test_a_login_writes_what_the_app_client_of_its_token_may_write(client: str, names: list[str], answer: str) -> None:
    cognito = FakeCognito()
    guard_attributes(cognito)
    assert cognito._update_user_attributes({"AccessToken": token(client), "UserAttributes": attributes(*names)}) == answer
    assert bool(cognito.done) == (answer == "done")
    signed_up = cognito._sign_up({"ClientId": client, "UserAttributes": attributes(*names)})
    assert signed_up == answer


@pytest.mark.parametrize("access_token", ["", "x", "kop..x", "kop.W10.x", "kop.ei.x"])
def test_a_token_that_is_none_is_left_to_ministack(access_token: str) -> None:
    cognito = FakeCognito()
    guard_attributes(cognito)
    assert cognito._update_user_attributes({"AccessToken": access_token, "UserAttributes": attributes("email")}) == "done"


def test_nobody_signs_up_where_the_administrator_makes_the_logins() -> None:
    cognito = FakeCognito(only_administrators=True)
    guard_attributes(cognito)
    answer = cognito._sign_up({"ClientId": "werkplek", "UserAttributes": attributes("email")})
    assert answer == "400 NotAuthorizedException: SignUp is not permitted for this user pool"
    assert cognito._sign_up({"ClientId": "onbekend"}) == "done"


class FakePool:
    """A pool with one login."""

    def __init__(self) -> None:
        self.anna: dict[str, Any] = {"Attributes": attributes("email", "custom:rollen")}

    async def _dispatch_idp(self, action: str, data: dict[str, Any]) -> str:
        return f"{action} of {data['UserPoolId']}"

    def _resolve_pool(self, pool: str) -> tuple[str | None, str | None]:
        return (pool, None) if pool == "pool" else (None, "no pool")

    def _resolve_user(self, _: str, name: str) -> tuple[dict[str, Any] | None, str | None]:
        return (self.anna, None) if name == "anna" else (None, "no user")

    def json_response(self, content: dict[str, Any]) -> str:
        return json.dumps(content)


def test_an_administrator_takes_attributes_of_a_login_away() -> None:
    cognito = FakePool()
    add_forgetting(cognito)

    def ask(action: str, pool: str = "pool", name: str = "anna") -> str:
        wanted = {"UserPoolId": pool, "Username": name, "UserAttributeNames": ["custom:rollen", "name"]}
        return str(asyncio.run(cognito._dispatch_idp(action, wanted)))

    assert ask("AdminGetUser") == "AdminGetUser of pool"
    assert ask("AdminDeleteUserAttributes", pool="weg") == "no pool"
    assert ask("AdminDeleteUserAttributes", name="bram") == "no user"
    assert [each["Name"] for each in cognito.anna["Attributes"]] == ["email", "custom:rollen"]
    assert ask("AdminDeleteUserAttributes") == "{}"
    assert [each["Name"] for each in cognito.anna["Attributes"]] == ["email"]


class FakeGateway:
    """A bucket of tokens that believes its clock, as MiniStack's does."""

    def __init__(self) -> None:
        self._throttle_state: dict[str, tuple[float, float]] = {}
        self.now = 1000.0

    def _take_token(self, lock: str, limits: dict[str, int]) -> bool:
        tokens, last = self._throttle_state.get(lock, (limits["burst"], self.now))
        tokens = min(limits["burst"], tokens + (self.now - last) * limits["rate"])
        self._throttle_state[lock] = (tokens - 1, self.now)
        return tokens >= 1


def test_a_clock_that_goes_back_refuses_nobody_and_gives_nobody_more() -> None:
    gateway = FakeGateway()
    mend_throttle(gateway, lambda: gateway.now)
    limits = {"burst": 5, "rate": 10}
    assert gateway._take_token("api", limits)
    gateway.now -= 3600
    assert [gateway._take_token("api", limits) for _ in range(5)] == [True] * 4 + [False]
    gateway.now += 1
    assert gateway._take_token("api", limits)


class FakeAccess:
    """A role that may read one parameter, and everything else that has a name."""

    def _action_from_target(self, headers: dict[str, str]) -> str:
        return headers["x-amz-target"].split(".")[1]

    def extract_resource_arn(self, service: str, *_: object) -> str:
        return f"arn:aws:{service}:::a\nthing" if service != "ssm" else "*"

    def enforce(self, *request: str) -> str | None:
        resource = request[4]
        return None if resource in {"arn:aws:ssm:eu-west-1:1:parameter/klantmail/eenheden", "arn:aws:s3:::a\nthing"} else resource


@pytest.mark.parametrize(
    ("service", "names", "refused"),
    [
        ("ssm", ["/klantmail/eenheden"], None),
        ("ssm", ["/klantmail/eenheden", "/ander"], "arn:aws:ssm:eu-west-1:1:parameter/ander"),
        ("ssm", [], "*"),
        ("s3", [], None),
    ],
)
def test_each_parameter_that_a_call_names_must_be_allowed(service: str, names: list[str], refused: str | None) -> None:
    access = FakeAccess()
    authorize_each_parameter(access, access)
    headers, body = {"x-amz-target": "AmazonSSM.GetParameters"}, json.dumps({"Names": names}).encode()
    resource = access.extract_resource_arn(service, "POST", "/", headers, body, {}, "eu-west-1", "1")
    enforce: Any = access.enforce
    assert enforce("key", f"{service}:GetParameters", service, "eu-west-1", resource_arn=resource) == refused
