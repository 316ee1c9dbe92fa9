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

from klantmail_local.aws import ACCESS_KEY, REGIO, SECRET_KEY, Aws
from klantmail_local.fouten import OntbreektNog, StapMislukt
from klantmail_local.processen import schone_omgeving, voer_uit
from klantmail_local.werkmap import BOUW, ROOT, Werkmap

STACK: Final = "klantmail"
_ELKE_PAGINA_HIER: Final = "http://localhost:*,http://127.0.0.1:*"
"""The origins of every page that this machine serves: whoever makes a page of their own tries it here."""
_SAM: Final = ROOT / ".tools/sam/bin/sam"
_BRONNEN: Final = ("template.yaml", "samconfig.toml", "functions", "layers", "requirements/layer.txt", ".python-version")
_PLATFORMEN: Final = {"x86_64": "x86_64-manylinux_2_28", "aarch64": "aarch64-manylinux_2_28"}
"""The functions run on this machine here, not on Lambda's processor."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The deployed stack, as it describes itself."""

    api: str
    """URL up to and including the stage."""
    tabel: str
    intake: str
    archief: str
    uploads: str
    gebruikerspool: str
    client: str
    ontvangen: str
    """ARN of the function that takes in mail."""
    postvakken: tuple[str, ...]
    """The mailboxes in the order of the receipt rules."""
    aliassen: tuple[tuple[str, tuple[str, ...]], ...]
    """The postvak of each alias rule, and its other addresses."""


def vingerafdruk() -> str:
    """The fingerprint of everything that a deploy is made of."""
    som = sha256(f"{platform.machine()} {platform.system()}".encode())
    for bron in _BRONNEN:
        pad = ROOT / bron
        for bestand in sorted(pad.rglob("*")) if pad.is_dir() else [pad]:
            if bestand.is_file() and "__pycache__" not in bestand.parts:
                som.update(f"\0{bestand.relative_to(ROOT)}\0".encode())
                som.update(sha256(bestand.read_bytes()).digest())
    return som.hexdigest()


def bouw(log: Path, voortgang: Callable[[str], None]) -> str:
    """Run `sam build`, unless what stands there was built from the same sources.

    Returns: the fingerprint of the sources.
    Raises: OntbreektNog; StapMislukt.
    """
    if not _SAM.exists():
        raise OntbreektNog("the SAM CLI is not installed: run make install")
    gebouwd = BOUW / "gebouwd"
    with _slot(fcntl.LOCK_EX):
        afdruk = vingerafdruk()
        if gebouwd.exists() and gebouwd.read_text() == afdruk:
            return afdruk
        voortgang("sam build (5 to 20 s)")
        gebouwd.unlink(missing_ok=True)
        voer_uit([str(_SAM), "build"], omgeving=_sam_omgeving({}), log=log, werkmap=ROOT)
        gebouwd.write_text(afdruk)
        return afdruk


def rol_uit(aws: Aws, werkmap: Werkmap, generatie: str, origin: str, voortgang: Callable[[str], None]) -> Stack:
    """Build and deploy what changed since this state was last deployed to.

    Args:
        generatie: the template's parameter.
        origin: that of the page which may call the API from a browser, beside every page of this machine.
    Raises: OntbreektNog; StapMislukt.
    """
    afdruk = f"{bouw(werkmap.logs / 'sam-build.log', voortgang)} {generatie} {origin}"
    if not (_staat_er(aws) and werkmap.uitgerold.exists() and werkmap.uitgerold.read_text(errors="replace") == afdruk):
        voortgang("sam deploy (10 to 30 s)")
        werkmap.uitgerold.unlink(missing_ok=True)
        with _slot(fcntl.LOCK_SH):
            voer_uit(
                [
                    str(_SAM),
                    "deploy",
                    f"--template-file={BOUW / 'build' / 'template.yaml'}",
                    f"--config-file={ROOT / 'samconfig.toml'}",
                    f"--stack-name={STACK}",
                    f"--region={REGIO}",
                    "--parameter-overrides",
                    f"Generatie={generatie}",
                    f"Herkomsten={origin},{_ELKE_PAGINA_HIER}",
                    "KeuringVanaf=2020-01-01",  # everything, by the scanner of this machine
                    "MetKeuringsplan=nee",
                    "MfaVerplicht=nee",  # the invented logins have a password and no telephone
                    "--no-confirm-changeset",
                    "--no-fail-on-empty-changeset",
                    "--no-progressbar",
                ],
                omgeving=_sam_omgeving({"AWS_ENDPOINT_URL": aws.endpoint}),
                log=werkmap.logs / "sam-deploy.log",
                werkmap=ROOT,
            )
        stack = beschrijf(aws)
        _sta_http_toe(aws, stack)
        werkmap.uitgerold.write_text(afdruk)
        return stack
    return beschrijf(aws)


def beschrijf(aws: Aws) -> Stack:
    """Raises: StapMislukt (the stack lacks an output that the local environment needs)."""
    gegevens = aws.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    uit = {uitvoer["OutputKey"]: uitvoer["OutputValue"] for uitvoer in gegevens["Outputs"]}
    parameters = {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in gegevens["Parameters"]}
    try:
        api = uit["ApiUrl"].removeprefix("https://").partition(".")[0]
        return Stack(
            api=f"{aws.endpoint}/_aws/execute-api/{api}/v1",
            tabel=uit["TabelNaam"],
            intake=uit["IntakeNaam"],
            archief=uit["ArchiefNaam"],
            uploads=uit["UploadsNaam"],
            gebruikerspool=uit["GebruikerspoolId"],
            client=uit["WerkplekClientId"],
            ontvangen=uit["OntvangenArn"],
            postvakken=tuple(parameters["Postvakken"].split(",")),
            aliassen=tuple(_alias(een) for naam in ("Aliassen", "MeerAliassen") for een in parameters[naam].split(",") if een),
        )
    except KeyError as ontbreekt:
        raise StapMislukt(f"template.yaml has no output or parameter {ontbreekt}") from None


def _alias(tekst: str) -> tuple[str, tuple[str, ...]]:
    """`postvak=adres/adres`, as the parameter has it."""
    postvak, _, adressen = tekst.partition("=")
    return postvak, tuple(adressen.split("/"))


def _staat_er(aws: Aws) -> bool:
    try:
        stacks = aws.cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    except ClientError:
        return False
    return stacks[0]["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")


def _sta_http_toe(aws: Aws, stack: Stack) -> None:
    """Take the statement that refuses plain HTTP out of the buckets' policies.

    MiniStack honours it, and speaks HTTP here. Every other statement stays, and AWS gets the template as it is.
    """
    for emmer in (stack.intake, stack.archief, stack.uploads):
        try:
            beleid = json.loads(aws.s3.get_bucket_policy(Bucket=emmer)["Policy"])
        except ClientError as fout:
            if fout.response["Error"]["Code"] != "NoSuchBucketPolicy":
                raise
            continue  # an earlier deploy took it away, and this one left it unchanged
        blijft = [regel for regel in beleid["Statement"] if not _weigert_http(regel)]
        if blijft:
            aws.s3.put_bucket_policy(Bucket=emmer, Policy=json.dumps(beleid | {"Statement": blijft}))
        else:
            aws.s3.delete_bucket_policy(Bucket=emmer)


def _weigert_http(regel: Mapping[str, object]) -> bool:
    return regel["Effect"] == "Deny" and regel.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}


def _sam_omgeving(erbij: dict[str, str]) -> dict[str, str]:
    eigen = {
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_DEFAULT_REGION": REGIO,
        "SAM_CLI_TELEMETRY": "0",
        "KLANTMAIL_PYTHON": str(ROOT / ".venv/bin/python"),
        "KLANTMAIL_UV": str(ROOT / ".tools/uv/bin/uv"),
        "KLANTMAIL_PLATFORM": _platform(),
    }
    return schone_omgeving(eigen | erbij)


def _platform() -> str:
    machine = platform.machine().lower().replace("arm64", "aarch64")
    if platform.system() == "Darwin":
        return f"{machine}-apple-darwin"
    return _PLATFORMEN[machine]


@contextmanager
def _slot(soort: int) -> Iterator[None]:
    """Hold the lock: one environment builds at a time, and nobody deploys what is being built."""
    BOUW.mkdir(exist_ok=True)
    bestand = os.open(BOUW / "slot", os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(bestand, soort)
        yield
    finally:
        os.close(bestand)
