"""`make werkplek STACK=… PROFILE=… REGION=…`: put the built page where agents work in the bucket of a stack.

The stack has been deployed with `MetWerkplek=ja`. What the page needs to know of it comes from its outputs. Files whose
names change with what they hold go first and `index.html` last, so that no agent gets a page of which a part is not
there yet; the files of earlier builds stay, for pages that are open.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import boto3

BUILT: Final = Path(__file__).parents[1] / "ui" / "dist"
FOREVER: Final = "public, max-age=31536000, immutable"
"""This is for a file whose name changes with what it holds."""
ASK: Final = "no-cache"
"""This is for a file that keeps its name: CloudFront and the browser ask whether it changed."""
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class Unfit(Exception):
    """The page cannot be put there, with what to do about it."""


def config(outputs: Mapping[str, str]) -> dict[str, Any]:
    """The `config.json` of the page, from the outputs of its stack."""
    region = outputs["Regio"]
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    login = {"endpoint": f"https://cognito-idp.{region}.{suffix}/", "region": region}
    if "Aanmeldadres" in outputs:
        login |= {"clientId": outputs["EigenAanmeldingClientId"], "domein": outputs["Aanmeldadres"]}
    else:
        login |= {"clientId": outputs["WerkplekClientId"]}
    return {"api": outputs["WerkplekApi"], "aanmelding": login}


def publish(s3: Any, bucket: str, files: Path, settings: Mapping[str, Any]) -> list[str]:
    """Put the page in its bucket.

    Returns: the object keys, in the order in which they were put there.
    Raises: Unfit (the page is not built); ClientError.
    """
    if not (files / "index.html").is_file():
        raise Unfit("the page is not built: run make ui")
    contents = {path.relative_to(files).as_posix(): path.read_bytes() for path in files.rglob("*") if path.is_file()}
    contents["config.json"] = json.dumps(settings, indent=2).encode() + b"\n"
    order = sorted(contents, key=lambda key: (not key.startswith("assets/"), key == "index.html", key))
    for key in order:
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=contents[key],
            ContentType=TYPES[Path(key).suffix],
            CacheControl=FOREVER if key.startswith("assets/") else ASK,
        )
    return order


def outputs_of(cloudformation: Any, stack: str) -> dict[str, str]:
    """Raises: Unfit (no place for the page, or no agent could use it there); ClientError."""
    (described,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in described.get("Outputs", [])}
    if "WerkplekNaam" not in outputs:
        raise Unfit(f"{stack} has no place for the page: deploy it with MetWerkplek=ja")
    given = {each["ParameterKey"]: each["ParameterValue"] for each in described["Parameters"]}
    page = urlsplit(outputs["WerkplekAdres"])
    origin = f"{page.scheme}://{page.netloc}"
    if not given.get("Werkplekdomein") and origin not in given.get("Herkomsten", "").split(","):
        raise Unfit(f"the API would refuse the page: deploy {stack} with {origin} in Herkomsten")
    return outputs


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make werkplek")
    parser.add_argument("stack")
    parser.add_argument("--profile")
    parser.add_argument("--region")
    chosen = parser.parse_args(arguments)
    session = boto3.Session(profile_name=chosen.profile or None, region_name=chosen.region or None)
    try:
        outputs = outputs_of(session.client("cloudformation"), chosen.stack)
        keys = publish(session.client("s3"), outputs["WerkplekNaam"], BUILT, config(outputs))
    except Unfit as cause:
        sys.stderr.write(f"werkplek: {cause}\n")
        return 1
    sys.stdout.write(f"{len(keys)} files put in {outputs['WerkplekNaam']}: the page is at {outputs['WerkplekAdres']}/\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
