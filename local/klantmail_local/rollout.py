"""The rollout: `sam build` and `sam deploy` of the real template, and what the deployed stack says about itself."""

import fcntl
import json
import os
import platform
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from botocore.exceptions import ClientError

from klantmail_local.aws import ACCESS_KEY, REGION, SECRET_KEY, Aws
from klantmail_local.errors import NotInstalled, StepFailed
from klantmail_local.processes import clean_environment, run
from klantmail_local.workdir import BUILD, ROOT, Workdir

STACK: Final = "klantmail"
_EVERY_PAGE_HERE: Final = "http://localhost:*,http://127.0.0.1:*"
"""The origins of every page that this machine serves: whoever makes a page of their own tries it here."""
_SAM: Final = ROOT / ".tools/sam/bin/sam"
_SOURCES: Final = ("template.yaml", "samconfig.toml", "functions", "layers", "requirements/layer.txt", ".python-version")
_PLATFORMS: Final = {"x86_64": "x86_64-manylinux_2_28", "aarch64": "aarch64-manylinux_2_28"}
"""The functions run on this machine here, not on Lambda's processor."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The deployed stack, as it describes itself."""

    api: str
    """URL up to and including the stage."""
    table: str
    intake: str
    archief: str
    uploads: str
    user_pool: str
    client: str
    ontvangen: str
    """ARN of the function that takes in mail."""
    postvakken: tuple[str, ...]
    """The mailboxes in the order of the receipt rules."""
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    """The postvak of each alias rule, and its other addresses."""


def fingerprint() -> str:
    """The fingerprint of everything that a deploy is made of."""
    hasher = sha256(f"{platform.machine()} {platform.system()}".encode())
    for source in _SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                hasher.update(f"\0{file.relative_to(ROOT)}\0".encode())
                hasher.update(sha256(file.read_bytes()).digest())
    return hasher.hexdigest()


def build(log: Path, progress: Callable[[str], None]) -> str:
    """Run `sam build`, unless what stands there was built from the same sources.

    Returns: the fingerprint of the sources.
    Raises: NotInstalled; StepFailed.
    """
    if not _SAM.exists():
        raise NotInstalled("the SAM CLI is not installed: run make install")
    built = BUILD / "gebouwd"
    with _lock(fcntl.LOCK_EX):
        digest = fingerprint()
        if built.exists() and built.read_text() == digest:
            return digest
        progress("sam build (5 to 20 s)")
        built.unlink(missing_ok=True)
        run([str(_SAM), "build"], environment=_sam_environment({}), log=log, workdir=ROOT)
        built.write_text(digest)
        return digest


def roll_out(aws: Aws, workdir: Workdir, generatie: str, origin: str, progress: Callable[[str], None]) -> Stack:
    """Build and deploy what changed since this state was last deployed to.

    Args:
        generatie: the template's parameter.
        origin: that of the page which may call the API from a browser, beside every page of this machine.
    Raises: NotInstalled; StepFailed.
    """
    digest = f"{build(workdir.logs / 'sam-build.log', progress)} {generatie} {origin}"
    if not (_is_deployed(aws) and workdir.deployed.exists() and workdir.deployed.read_text(errors="replace") == digest):
        progress("sam deploy (10 to 30 s)")
        workdir.deployed.unlink(missing_ok=True)
        with _lock(fcntl.LOCK_SH):
            run(
                [
                    str(_SAM),
                    "deploy",
                    f"--template-file={BUILD / 'build' / 'template.yaml'}",
                    f"--config-file={ROOT / 'samconfig.toml'}",
                    f"--stack-name={STACK}",
                    f"--region={REGION}",
                    "--parameter-overrides",
                    f"Generatie={generatie}",
                    f"Herkomsten={origin},{_EVERY_PAGE_HERE}",
                    "KeuringVanaf=2020-01-01",  # everything, by the scanner of this machine
                    "MetKeuringsplan=nee",
                    "MfaVerplicht=nee",  # the invented logins have a password and no telephone
                    "--no-confirm-changeset",
                    "--no-fail-on-empty-changeset",
                    "--no-progressbar",
                ],
                environment=_sam_environment({"AWS_ENDPOINT_URL": aws.endpoint}),
                log=workdir.logs / "sam-deploy.log",
                workdir=ROOT,
            )
        stack = describe(aws)
        _allow_http(aws, stack)
        workdir.deployed.write_text(digest)
        return stack
    return describe(aws)


def describe(aws: Aws) -> Stack:
    """Raises: StepFailed (the stack lacks an output that the local environment needs)."""
    details = aws.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in details["Outputs"]}
    parameters = {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in details["Parameters"]}
    try:
        api = outputs["ApiUrl"].removeprefix("https://").partition(".")[0]
        return Stack(
            api=f"{aws.endpoint}/_aws/execute-api/{api}/v1",
            table=outputs["TabelNaam"],
            intake=outputs["IntakeNaam"],
            archief=outputs["ArchiefNaam"],
            uploads=outputs["UploadsNaam"],
            user_pool=outputs["GebruikerspoolId"],
            client=outputs["WerkplekClientId"],
            ontvangen=outputs["OntvangenArn"],
            postvakken=tuple(parameters["Postvakken"].split(",")),
            aliases=tuple(_alias(each) for name in ("Aliassen", "MeerAliassen") for each in parameters[name].split(",") if each),
        )
    except KeyError as missing:
        raise StepFailed(f"template.yaml has no output or parameter {missing}") from None


def _alias(text: str) -> tuple[str, tuple[str, ...]]:
    """`postvak=adres/adres`, as the parameter has it."""
    postvak, _, adressen = text.partition("=")
    return postvak, tuple(adressen.split("/"))


def _is_deployed(aws: Aws) -> bool:
    try:
        stacks = aws.cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    except ClientError:
        return False
    return stacks[0]["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")


def _allow_http(aws: Aws, stack: Stack) -> None:
    """Take the statement that refuses plain HTTP out of the buckets' policies.

    MiniStack honours it, and speaks HTTP here. Every other statement stays, and AWS gets the template as it is.
    """
    for bucket in (stack.intake, stack.archief, stack.uploads):
        try:
            policy = json.loads(aws.s3.get_bucket_policy(Bucket=bucket)["Policy"])
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchBucketPolicy":
                raise
            continue  # an earlier deploy took it away, and this one left it unchanged
        kept = [statement for statement in policy["Statement"] if not _refuses_http(statement)]
        if kept:
            aws.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy | {"Statement": kept}))
        else:
            aws.s3.delete_bucket_policy(Bucket=bucket)


def _refuses_http(statement: Mapping[str, object]) -> bool:
    return statement["Effect"] == "Deny" and statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}


def _sam_environment(extra: dict[str, str]) -> dict[str, str]:
    own = {
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_DEFAULT_REGION": REGION,
        "SAM_CLI_TELEMETRY": "0",
        "KLANTMAIL_PYTHON": str(ROOT / ".venv/bin/python"),
        "KLANTMAIL_UV": str(ROOT / ".tools/uv/bin/uv"),
        "KLANTMAIL_PLATFORM": _platform(),
    }
    return clean_environment(own | extra)


def _platform() -> str:
    machine = platform.machine().lower().replace("arm64", "aarch64")
    if platform.system() == "Darwin":
        return f"{machine}-apple-darwin"
    return _PLATFORMS[machine]


@contextmanager
def _lock(kind: int) -> Iterator[None]:
    """Hold the lock: one environment builds at a time, and nobody deploys what is being built."""
    BUILD.mkdir(exist_ok=True)
    file = os.open(BUILD / "slot", os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(file, kind)
        yield
    finally:
        os.close(file)
