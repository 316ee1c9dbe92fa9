"""`make iam`: take every right out of every function's role, one at a time, and see that the function misses it.

Arguments keep to these functions. Exit code 1 when a right is neither missed nor demanded by AWS
(`tests.proofs.iam.demanded`).
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import boto3

from klantmail_local.aws import GEHEIM, REGIO, SLEUTEL
from klantmail_local.omgeving import start
from tests.proofs.faults.cloud import Vastgelopen
from tests.proofs.iam import leading_keys as sleutels
from tests.proofs.iam.demanded import BEHEERD, EISEN, Eis, geeist_door
from tests.proofs.iam.roles import Recht, Rol, lees_rol, zonder
from tests.proofs.iam.scenes import TAFERELEN, leg_overschot_neer
from tests.proofs.iam.stage import FUNCTIES, Gemist, Toneel
from tests.support import zgw_server as zgw
from tests.support.builders import ANDER_POSTVAK, KLACHT
from tests.support.roles import rollen


def _schrijf(regel: str) -> None:
    sys.stdout.write(f"{regel}\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class Uitslag:
    """The result for one right.

    Args:
        gemist: the part of the scene that did not come about without it; empty when everything did.
        geweigerd: the text of the refusal, where one was seen.
        eis: the reason why AWS demands it all the same.
    """

    functie: str
    recht: Recht
    gemist: str
    geweigerd: str
    eis: Eis | None

    @property
    def verklaard(self) -> bool:
        return bool(self.gemist or self.eis)

    def __str__(self) -> str:
        uitkomst = self.gemist or (f"demanded by AWS: {self.eis.waarom}" if self.eis else "NOT MISSED")
        return f"{self.functie:<20}{self.recht.actie:<30}{_kort(self.recht.waarop):<34}{uitkomst}"


def _kort(arn: str) -> str:
    """The part of an ARN that tells resources of one stack apart."""
    deel = arn.split(":", 5)[-1]
    return deel if len(deel) <= 32 else f"…{deel[-31:]}"


def _speel(toneel: Toneel, functie: str, na_stap: Callable[[], None] = lambda: None) -> str:
    """Play the scene of this function, and return what did not come about; empty when all did."""
    for stap in TAFERELEN[functie]:
        toneel.begin()
        try:
            stap(toneel)
        except (Gemist, Vastgelopen, ValueError, KeyError, StopIteration) as fout:
            return str(fout) if isinstance(fout, Gemist) else f"{type(fout).__name__}: {str(fout)[:80]}"
        na_stap()
    return ""


def _met_alles(toneel: Toneel, functie: str, rol: Rol) -> list[str]:
    """Play the scene with every right, and return what is wrong with the keys that it is limited to.

    Raises: Gemist (the scene fails).
    """
    gegevens = toneel.aws.functies.get_function_configuration(FunctionName=toneel.naam(FUNCTIES[functie]))
    gevraagd: set[sleutels.Vraag] = set()

    def na_stap() -> None:
        gevraagd.update(sleutels.vragen(toneel.aws, gegevens["FunctionArn"], gegevens["Role"]))

    if tekort := _speel(toneel, functie, na_stap):
        raise Gemist(f"with all its rights: {tekort}; {toneel.geweigerd or toneel.gezegd[-1:]}")
    gegeven = sleutels.grenzen(rol, toneel.omgeving.stack.tabel)
    return [f"{functie} {een}" for een in sleutels.bevindingen(gevraagd, gegeven)]


def _beproef(toneel: Toneel, functie: str, rol: Rol) -> Iterator[Uitslag]:
    """Try every right of the role. Raises: Gemist (the scene fails by itself)."""
    for recht in rol.rechten:
        with zonder(toneel.aws.iam, rol, recht):
            gemist = _speel(toneel, functie)
        geweigerd = toneel.geweigerd
        if gemist and not geweigerd and (tekort := _speel(toneel, functie)):
            raise Gemist(f"without {recht.actie} and with it: {tekort}")
        yield Uitslag(functie, recht, gemist, geweigerd, geeist_door(functie, recht.actie))


@contextmanager
def _ingericht(toneel: Toneel) -> Iterator[None]:
    """Set up a Zaken API, confirmed postvakken and a vangnet that does not wait, as the template's parameters would."""
    aws = toneel.aws
    geheimen = boto3.client(
        "secretsmanager",
        endpoint_url=aws.endpoint,
        region_name=REGIO,
        aws_access_key_id=SLEUTEL,
        aws_secret_access_key=GEHEIM,
    )
    inhoud = json.dumps({"clientId": zgw.CLIENT_ID, "secret": zgw.GEHEIM})
    geheim = geheimen.create_secret(Name="zgw", SecretString=inhoud)["ARN"]
    regel = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": geheim}
    aws.iam.put_role_policy(  # template.yaml adds this once ZgwGeheim is set
        RoleName=toneel.naam("RegistrerenRole"),
        PolicyName="ZgwGeheimLezen",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [regel]}),
    )
    with zgw.zgw_server() as server:
        variabelen = aws.functies.get_function_configuration(FunctionName=toneel.naam("Registreren"))["Environment"]["Variables"]
        server.informatieobjecttype = variabelen["INFORMATIEOBJECTTYPE"]
        toneel.stel_in("Registreren", ZAKEN_API=server.zaken_api, DOCUMENTEN_API=server.documenten_api, ZGW_GEHEIM=geheim)
        registreren = aws.functies.get_function(FunctionName=toneel.naam("Registreren"))["Configuration"]["FunctionArn"]
        toneel.stel_in("Vangnet", REGISTREREN=registreren, INTAKE_WACHTTIJD_SECONDEN="0")
        toneel.stel_in("Ontvangen", BEVESTIGDE_POSTVAKKEN=ANDER_POSTVAK)
        toneel.stel_in("Doorzetten", ZAAKTYPEN=f"{KLACHT.naam}={KLACHT.url}")
        yield


def main(keuze: Sequence[str]) -> int:
    logging.disable(logging.WARNING)
    begin = time.monotonic()
    gekozen = [functie for functie in FUNCTIES if not keuze or functie in keuze]
    uitslagen: list[Uitslag] = []
    fouten: list[str] = []
    begrensd = 0
    with TemporaryDirectory() as map_, start(Path(map_), voortgang=_schrijf) as omgeving:
        toneel = Toneel(omgeving)
        if "vegen" in gekozen:
            leg_overschot_neer(toneel)
        with _ingericht(toneel):
            for functie in gekozen:
                rol = lees_rol(toneel.aws.iam, toneel.naam(f"{FUNCTIES[functie]}Role"))
                fouten += [f"{functie}: {een} is attached, and nothing says why" for een in rol.beheerd if een not in BEHEERD]
                if functie not in TAFERELEN and not rol.rechten:
                    continue
                try:
                    fouten += _met_alles(toneel, functie, rol)
                    begrensd += len(sleutels.grenzen(rol, omgeving.stack.tabel))
                    for uitslag in _beproef(toneel, functie, rol):
                        uitslagen.append(uitslag)
                        _schrijf(f"{time.monotonic() - begin:5.0f} s  {uitslag}")
                except (Gemist, KeyError) as fout:
                    fouten.append(f"{functie}: {fout}")
                    _schrijf(f"{time.monotonic() - begin:5.0f} s  {functie}: {fout}")
    if not keuze:
        nodig = {uitslag.eis for uitslag in uitslagen if not uitslag.gemist}
        fouten += [f"{een.actie} is on the list, and nobody has it unmissed" for een in EISEN if een not in nodig]
    return _verslag(uitslagen, fouten, begrensd, time.monotonic() - begin)


def _verslag(uitslagen: Sequence[Uitslag], fouten: Sequence[str], begrensd: int, duur: float) -> int:
    for uitslag in uitslagen:
        _schrijf(str(uitslag))
    for eis in EISEN:
        _schrijf(f"demanded by AWS: {eis.actie:<22}{eis.bladzijde}")
    for naam, bladzijde in BEHEERD.items():
        _schrijf(f"attached by SAM: {naam:<32}{bladzijde}")
    over = [uitslag for uitslag in uitslagen if not uitslag.verklaard]
    for regel in [*(f"NOT MISSED  {een}" for een in over), *(f"ERROR  {een}" for een in fouten)]:
        _schrijf(regel)
    gemist = sum(bool(een.gemist) for een in uitslagen)
    _schrijf(
        f"functions {len({een.functie for een in uitslagen})} of {len(rollen())}, rights {len(uitslagen)}, missed {gemist} "
        f"(refusal seen {sum(bool(een.gemist and een.geweigerd) for een in uitslagen)}), "
        f"demanded by AWS {sum(not een.gemist and een.verklaard for een in uitslagen)}, neither {len(over)}; "
        f"limits on leading keys {begrensd}; errors {len(fouten)}; {duur:.0f} s"
    )
    return 1 if over or fouten or not uitslagen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
