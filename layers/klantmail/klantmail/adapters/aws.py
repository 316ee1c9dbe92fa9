"""Clients, made once a function and only where used."""

from typing import TYPE_CHECKING

import boto3
import urllib3
from botocore.config import Config

from klantmail.adapters.objecten import S3Archief, S3Intake, S3Uploads
from klantmail.adapters.postkantoor import SesPostkantoor
from klantmail.adapters.register import Register
from klantmail.adapters.uitvoering import LambdaUitvoering, SqsWachtrijen
from klantmail.adapters.zaaksysteem import ZgwZaaksysteem
from klantmail.adapters.zgw import ZgwClient, ZgwGeheim
from klantmail.instellingen import Instellingen, VangnetInstellingen, ZaaksysteemInstellingen
from klantmail.tijd import nu

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


_KORT = Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 3, "mode": "standard"})


def register(instellingen: Instellingen) -> Register:
    return Register(instellingen.tabel, instellingen.regio, instellingen.afzendersleutel)


def archief(instellingen: Instellingen) -> S3Archief:
    return S3Archief(_s3(instellingen), instellingen.archief, nu)


def intake(instellingen: Instellingen) -> S3Intake:
    return S3Intake(_s3(instellingen), instellingen.intake)


def uploads(instellingen: Instellingen) -> S3Uploads:
    return S3Uploads(_s3(instellingen), instellingen.uploads, nu)


def postkantoor(instellingen: Instellingen) -> SesPostkantoor:
    """SES without retries: botocore may not send a mail again that may have left."""
    client = boto3.client(
        "sesv2",
        region_name=instellingen.regio,
        config=Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=5, read_timeout=20),
    )
    return SesPostkantoor(client, instellingen.regio, instellingen.configuratieset)


def uitvoering(instellingen: Instellingen, van_vangnet: VangnetInstellingen) -> LambdaUitvoering:
    client = boto3.client("lambda", region_name=instellingen.regio, config=_KORT)
    return LambdaUitvoering(client, van_vangnet.ontvangen, van_vangnet.verzenden, van_vangnet.registreren)


def zaaksysteem(instellingen: Instellingen, van_zaaksysteem: ZaaksysteemInstellingen) -> ZgwZaaksysteem | None:
    """None when the municipality has set no Zaken API."""
    if not van_zaaksysteem.zaken:
        return None
    geheimen = boto3.client("secretsmanager", region_name=instellingen.regio, config=_KORT)
    geheim = ZgwGeheim(lambda: str(geheimen.get_secret_value(SecretId=van_zaaksysteem.geheim)["SecretString"]))
    http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=5, read=20))
    return ZgwZaaksysteem(
        ZgwClient(http, geheim, nu),
        zaken=van_zaaksysteem.zaken,
        documenten=van_zaaksysteem.documenten,
        rsin=instellingen.organisatie.rsin,
        communicatiekanaal=van_zaaksysteem.communicatiekanaal,
    )


def wachtrijen(instellingen: Instellingen, van_vangnet: VangnetInstellingen) -> SqsWachtrijen:
    return SqsWachtrijen(boto3.client("sqs", region_name=instellingen.regio, config=_KORT), van_vangnet.wachtrijen)


def _s3(instellingen: Instellingen) -> "S3Client":
    # Presigned links to objects under KMS must be Signature Version 4.
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    return boto3.client(
        "s3",
        region_name=instellingen.regio,
        config=Config(
            signature_version="s3v4",
            connect_timeout=2,
            read_timeout=20,
            retries={"total_max_attempts": 3, "mode": "standard"},
        ),
    )
