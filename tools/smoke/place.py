"""A stack to look at: on AWS, or on this machine."""

import secrets
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from klantmail_local.aws import Aws
from klantmail_local.client import AfterScan, Client, wait_for
from tools.deployed import Deployed, clients
from tools.smoke.report import Skipped


@dataclass
class Place:
    """A stack, and what a check needs of it. What it made is taken away when it closes.

    Args:
        client: makes a client of a service of AWS.
        local: the environment on this machine; None on AWS.
        patience: seconds that mail may take from door to list.
    """

    stack: Deployed
    client: Callable[[str], Any]
    local: Client | None
    patience: float
    cleaning: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def on_aws(cls, name: str, profile: str | None, region: str | None) -> "Place":
        stack = Deployed.described(name, clients(profile, region))
        return cls(stack, clients(profile, stack.region), None, patience=300)

    @classmethod
    def here(cls, environment: Path) -> "Place":
        """Raises: FileNotFoundError (no environment runs there); BrokenFile."""
        client = Client.load(environment)
        aws = Aws(client.details["aws"]["endpoint"])
        return cls(Deployed.described(client.details["aws"]["stack"], aws.client), aws.client, client, patience=60)

    @property
    def mailbox(self) -> str:
        return self.stack.parameters["Postvakken"].partition(",")[0]

    @property
    def api(self) -> str:
        return str(self.local.details["api"]) if self.local else self.stack.outputs["ApiUrl"]

    def only_on_aws(self, what: str) -> None:
        """Raises: Skipped (this is the local AWS, which does not have that)."""
        if self.local:
            raise Skipped(f"the local AWS does not have {what}")

    def function(self, logical_id: str) -> str:
        """The name of a function by its id in the template."""
        found = self.client("cloudformation").describe_stack_resource(StackName=self.stack.name, LogicalResourceId=logical_id)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    @cached_property
    def token(self) -> str:
        """The ID token of an agent. On AWS the agent is made for this run. Raises: Skipped (nobody can log in so)."""
        if self.local:
            return self.local.token()
        if self.stack.parameters["Aanmelding"] != "cognito":
            raise Skipped("people log in by the municipality's own login, which a program cannot")
        if self.stack.parameters["MfaVerplicht"] == "ja":
            raise Skipped("a login needs a second factor; make the smoke test on a stack with MfaVerplicht nee")
        return self._of_a_new_agent()

    def _of_a_new_agent(self) -> str:
        cognito, pool = self.client("cognito-idp"), self.stack.outputs["GebruikerspoolId"]
        name, password = f"smoke-{uuid4().hex[:8]}@{self.stack.parameters['Maildomein']}", f"Aa1-{secrets.token_urlsafe(24)}"
        attributes = {"email": name, "name": "Smoke", "custom:medewerker": str(uuid4()), "custom:eenheid": "Klantcontactcentrum"}
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=name,
            MessageAction="SUPPRESS",
            UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items()],
        )
        self.cleaning.callback(cognito.admin_delete_user, UserPoolId=pool, Username=name)
        cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=password, Permanent=True)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName="kcc-medewerker")
        answer = cognito.initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=self.stack.outputs["WerkplekClientId"],
            AuthParameters={"USERNAME": name, "PASSWORD": password},
        )
        return str(answer["AuthenticationResult"]["IdToken"])

    @cached_property
    def agent(self) -> httpx.Client:
        """The API as an agent. Raises: Skipped (`token`)."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.cleaning.enter_context(
            httpx.Client(base_url=self.api, headers=headers, timeout=120, trust_env=False, transport=AfterScan())
        )

    def send_mail(self, source: bytes, sender: str) -> None:
        """Mail to the first mailbox: over SMTP here, and by SES itself on AWS, from the domain of the municipality."""
        if self.local:
            self.local.send_mail(source, self.mailbox, sender)
            return
        self.client("sesv2").send_email(
            FromEmailAddress=sender, Destination={"ToAddresses": [self.mailbox]}, Content={"Raw": {"Data": source}}
        )

    def listed(self, subject: str, patience: float | None = None) -> dict[str, Any]:
        """The mail with this subject, as soon as it is listed and read; also in quarantine. Raises: TimeoutError.

        It is listed before it is read: who opens it in between sees no attachments yet.
        """
        return wait_for(lambda: self._read(subject), f"the mail {subject!r} in the werkvoorraad", patience or self.patience)

    def _read(self, subject: str) -> dict[str, Any] | None:
        mail = self._find(subject)
        if mail is None:
            return None
        whole = self.agent.get(f"/emailberichten/{mail['identificatie']}").raise_for_status().json()
        return mail if whole["ontleding"] != "ontbreekt" else None

    def _find(self, subject: str) -> dict[str, Any] | None:
        for status in ("nieuw", "quarantaine"):
            cursor: str | None = None
            while True:
                choice = {"postvak": self.mailbox, "status": status, "pageSize": "100"} | ({"cursor": cursor} if cursor else {})
                answer = self.agent.get("/emailberichten", params=choice)
                if answer.status_code == 403:
                    break  # the quarantine is a beheerder's
                page = answer.raise_for_status().json()
                for mail in page["results"]:
                    if mail["onderwerp"] == subject:
                        return dict(mail)
                cursor = page["cursor"]
                if not cursor:
                    break
        return None
