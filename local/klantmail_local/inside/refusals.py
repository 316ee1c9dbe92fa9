"""The answers in which MiniStack differs from AWS; each takes the place of a function of MiniStack."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any, Final

type Answer = tuple[int, dict[str, str], bytes]

_UNAUTHORIZED: Final = "A client attempted to write unauthorized attribute"
_NO_SIGN_UP: Final = "SignUp is not permitted for this user pool"


def guard_attributes(cognito: Any) -> None:
    """Refuse what the app client or the pool does not allow.

    A login may write only the attributes that the app client of its token may write; an app client without
    `WriteAttributes` may write all. Nobody may sign up where the pool leaves that to its administrator.
    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
    """
    update, sign_up = cognito._update_user_attributes, cognito._sign_up

    def guarded_update(data: dict[str, Any]) -> Any:
        token = str(data.get("AccessToken", ""))
        _, pool = cognito._user_pool_for_access_token(token)
        client = ((pool or {}).get("_clients") or {}).get(_client_id(token)) or {}
        if _beyond(client, data):
            return cognito.error_response_json("NotAuthorizedException", _UNAUTHORIZED, 400)
        return update(data)

    def guarded_sign_up(data: dict[str, Any]) -> Any:
        for pool in cognito._user_pools.values():
            client = (pool.get("_clients") or {}).get(data.get("ClientId"))
            if client is not None and (pool.get("AdminCreateUserConfig") or {}).get("AllowAdminCreateUserOnly"):
                return cognito.error_response_json("NotAuthorizedException", _NO_SIGN_UP, 400)
            if client is not None and _beyond(client, data):
                return cognito.error_response_json("NotAuthorizedException", _UNAUTHORIZED, 400)
        return sign_up(data)

    cognito._update_user_attributes = guarded_update
    cognito._sign_up = guarded_sign_up


def add_forgetting(cognito: Any) -> None:
    """Let an administrator take attributes of a login away: MiniStack does not know AdminDeleteUserAttributes.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html
    """
    dispatch = cognito._dispatch_idp

    async def dispatch_all(action: str, data: dict[str, Any]) -> Any:
        if action != "AdminDeleteUserAttributes":
            return await dispatch(action, data)
        pool, no_pool = cognito._resolve_pool(data.get("UserPoolId"))
        if no_pool:
            return no_pool
        user, no_user = cognito._resolve_user(pool, data.get("Username"))
        if no_user:
            return no_user
        gone = set(data.get("UserAttributeNames") or ())
        user["Attributes"] = [each for each in user.get("Attributes", ()) if each["Name"] not in gone]
        return cognito.json_response({})

    cognito._dispatch_idp = dispatch_all


def _beyond(client: dict[str, Any], data: dict[str, Any]) -> bool:
    """Tell whether this names an attribute that the app client may not write."""
    allowed = set(client.get("WriteAttributes") or ())
    named = {attribute.get("Name") for attribute in data.get("UserAttributes") or ()}
    return bool(allowed) and not named <= allowed


def _client_id(token: str) -> str | None:
    """The app client of an access token, whose signature was looked at before."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError):
        return None
    return claims.get("client_id") if isinstance(claims, dict) else None


def mend_throttle(gateway: Any, clock: Callable[[], float] = time.time) -> None:
    """Keep API Gateway's buckets of tokens as they are when the clock goes back.

    MiniStack would take tokens out, and refuse every request until the clock has caught up.
    """
    take = gateway._take_token

    def take_token(lock: Any, limits: dict[str, Any]) -> Any:
        tokens, last = gateway._throttle_state.get(lock, (0.0, 0.0))
        now = clock()
        if last > now:
            gateway._throttle_state[lock] = (tokens, now)
        return take(lock, limits)

    gateway._take_token = take_token


def authorize_each_parameter(actions: Any, evaluator: Any) -> None:
    """Ask the right to each parameter that GetParameters names, as Parameter Store does.

    MiniStack asks it to all parameters that there are, which no role has.
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
    """
    extract, enforce = actions.extract_resource_arn, evaluator.enforce

    def extract_all(*request: Any) -> str:
        service, _, _, headers, body, _, region, account = request
        if service != "ssm" or actions._action_from_target(headers) != "GetParameters":
            return str(extract(*request))
        arns = [f"arn:aws:ssm:{region}:{account}:parameter/{name.lstrip('/')}" for name in json.loads(body).get("Names", ())]
        return "\n".join(arns) or str(extract(*request))

    def enforce_each(
        access_key: str, action: str, service: str, region: str, resource_arn: str = "*", service_context: Any = None
    ) -> Any:
        arns = resource_arn.split("\n") if service == "ssm" else [resource_arn]
        answers = (enforce(access_key, action, service, region, each, service_context) for each in arns)
        return next((denied for denied in answers if denied), None)

    actions.extract_resource_arn = extract_all
    evaluator.enforce = enforce_each
