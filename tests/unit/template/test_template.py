"""The promises of the template about itself.

They are least privilege, nothing asynchronous without a net, and one description of the table.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any

import pytest
from moto.events.models import EventPattern

from klantmail.adapters.aws import _S3 as S3_CONFIG
from klantmail.adapters.cognito import ROLCLAIM
from klantmail.adapters.dynamodb.table import Item
from klantmail.adapters.eventbridge import BRON
from klantmail.adapters.ses import _ZONDER_HERHALING as SES_CONFIG
from klantmail.domain.feit import Feit, feiten_van_bericht, feiten_van_taak, feiten_van_zaak
from klantmail.domain.inzageverzoek import Inzageverzoek
from klantmail.domain.medewerker import Rol
from klantmail.domain.verzamelverzoek import BEWAARD as COPY_KEPT
from klantmail.domain.wooverzoek import Wooverzoek
from klantmail.runtime.cloudevents import TYPES, cloudevent
from klantmail.usecases.nazorg.tellen import MAX_SAMEN
from klantmail.usecases.nazorg.verzenden import Resultaat
from klantmail_local.ses_gebeurtenissen import Verstuurd, gebeurtenissen
from klantmail_local.ses_verzending import Verzoek
from tests.proofs.iam.demanded import DEMANDS
from tests.support.audit import FIELDS
from tests.support.builders import taak, zaak
from tests.support.kinds import WITH_A_MAIL
from tests.support.large_town import PARAMETERS
from tests.support.roles import rollen
from tests.support.sizes import LIMITS, environments, measured
from tests.support.template import PROJECT, read_template, routes, sjabloon, vertaald, waarde_van
from tests.unit.domain.test_feit import met_geschiedenis

BRONNEN: dict[str, Any] = sjabloon()["Resources"]
FUNCTIES = {naam: bron["Properties"] for naam, bron in BRONNEN.items() if bron["Type"] == "AWS::Serverless::Function"}


def _regels(functie: str) -> Iterator[dict[str, Any]]:
    for beleid in FUNCTIES[functie]["Policies"]:
        assert isinstance(beleid, dict), "a managed policy or a SAM policy template is wider than it looks"
        yield from beleid["Statement"]


def _acties(regel: dict[str, Any]) -> list[str]:
    return list(regel["Action"]) if isinstance(regel["Action"], list) else [regel["Action"]]


def _bronnen(regel: dict[str, Any]) -> list[str]:
    """The resources of a statement, as text: `Tabel.Arn`, `${Archief.Arn}/klantcontacten/*`."""
    bronnen = regel["Resource"] if isinstance(regel["Resource"], list) else [regel["Resource"]]
    return [str(next(iter(bron.values()))) if isinstance(bron, dict) else str(bron) for bron in bronnen]


@pytest.mark.parametrize("functie", FUNCTIES)
def test_a_role_names_its_actions_and_resources_one_by_one(functie: str) -> None:
    for acties, waarop in rollen()[functie]:
        assert "*" not in acties
        assert waarop != "*" or acties == ZONDER_BRON
    for regel in _regels(functie):
        assert set(regel) <= {"Sid", "Effect", "Action", "Resource", "Condition"}
        assert regel["Effect"] == "Allow"


ZONDER_BRON = "logs:GetQueryResults"
"""The action that AWS knows no resource for: the results of a search that the account made.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
"""
WAAROP: dict[str, re.Pattern[str]] = {
    soort: re.compile(patroon)
    for soort, patroon in {
        "ssm:": r"arn:.*:parameter/\$\{AWS::StackName\}/(eenheden|zaaktypen|(meer-)?aliassen)",
        "dynamodb:Query": r"\$\{Tabel\.Arn\}/index/[a-z]+",
        "dynamodb:": r"Tabel\.Arn",
        "s3:ListBucket": r"(Archief|Intake|Uploads)\.Arn",
        "s3:": r"\$\{(Intake|Uploads)\.Arn\}/\*"
        r"|\$\{Archief\.Arn\}/(emailberichten|klantcontacten|vernietiging|inzageverzoeken|wooverzoeken)/\*",
        "s3:ListBucketVersions": r"Archief\.Arn",
        "kms:": r"Sleutel\.Arn",
        "sqs:": r"[A-Z][a-z]+Mislukt\.Arn",
        "sqs:SendMessage": r"(Vernietig|Verzamel)wachtrij\.Arn",
        "events:": r"Bus\.Arn",
        "logs:StartQuery": r"Auditlog\.Arn|arn:.*:log-group:\$\{Auditlog\}",
        ZONDER_BRON: r"\*",
        "lambda:": r"(Ontvangen|Verzenden|Registreren)\.Arn",
        "ses:": r"arn:.*:(identity/\*|configuration-set/\$\{Configuratieset\})",
    }.items()
}
"""The resources that an action, or the beginning of one, may have: down to the table, the index, the prefix, the queue.

The longest beginning comes first.
"""


@pytest.mark.parametrize("functie", FUNCTIES)
def test_a_right_reaches_one_table_index_prefix_queue_or_function(functie: str) -> None:
    for regel in _regels(functie):
        for actie in _acties(regel):
            if actie == "dynamodb:Query" and _is_van_een_lijst(regel):
                continue
            patroon = WAAROP[max((soort for soort in WAAROP if actie.startswith(soort)), key=len)]
            for bron in _bronnen(regel):
                assert patroon.fullmatch(bron), f"{actie} on {bron}"
            if actie == "s3:ListBucket" and "Archief.Arn" in _bronnen(regel):
                (toets,) = regel["Condition"].values()
                assert toets["s3:prefix"] in {"emailberichten/*", "klantcontacten/*", "vernietiging/*"}


def _is_van_een_lijst(regel: dict[str, Any]) -> bool:
    """Tell whether a statement is about lists that are each one partition of the table itself."""
    van_een_lijst = (
        ["STANDAARDANTWOORD", "STANDAARDGEBRUIK", "MEDEWERKER", "ONDERTEKENING"],
        ["NOTITIES#*"],
        ["RECTIFICATIES#*"],
        ["CONCEPTEN#*"],
        ["CIJFERS#*"],
        ["ZOEK#*"],
        ["ONDERTEKENING"],
        ["VERNIETIGINGSLIJST"],
        ["VERNIETIGINGSLIJST", "INZAGEVERZOEK", "WOOVERZOEK"],
        ["POSTVAKSTORING"],
    )
    voorwaarden = [
        {f"ForAllValues:{vergelijking}": {"dynamodb:LeadingKeys": lijsten}}
        for lijsten in van_een_lijst
        for vergelijking in ("StringLike", "StringEquals")
    ]
    return regel.get("Condition") in voorwaarden and _bronnen(regel) == ["Tabel.Arn"]


@pytest.mark.parametrize("functie", FUNCTIES)
def test_a_role_reaches_only_the_items_of_its_job(functie: str) -> None:
    """Items of another kind are out of reach by the beginning of their key: it ends in `#`, or is the whole key.

    The local AWS does not fill dynamodb:LeadingKeys; `make iam` holds them against the keys that each function asks
    for.
    """
    for regel in _regels(functie):
        if any(actie.startswith("dynamodb:") for actie in _acties(regel)) and "Tabel.Arn" in _bronnen(regel):
            ((vergelijking, toets),) = regel["Condition"].items()
            assert vergelijking in {"ForAllValues:StringLike", "ForAllValues:StringEquals"}
            assert toets["dynamodb:LeadingKeys"]
            for key in toets["dynamodb:LeadingKeys"]:
                assert re.fullmatch(r"[A-Z]+(#\*)?", key)


@pytest.mark.parametrize("functie", FUNCTIES)
def test_a_role_uses_the_key_for_what_it_reads_and_writes_and_no_more(functie: str) -> None:
    """The local AWS asks no right on a key, so this alone checks those.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    """
    acties = {actie for regel in _regels(functie) for actie in _acties(regel)}
    met_sleutel = {actie for actie in acties if actie.startswith("kms:")}
    stroomt = any(een["Type"] == "DynamoDB" for een in FUNCTIES[functie].get("Events", {}).values())
    leest = stroomt or any(actie.startswith("dynamodb:") for actie in acties) or "s3:GetObject" in acties
    nodig = ({"kms:Decrypt"} if leest else set()) | ({"kms:GenerateDataKey"} if "s3:PutObject" in acties else set())
    assert met_sleutel == nodig


def test_nothing_is_stored_under_another_key_than_our_own() -> None:
    key = BRONNEN["Sleutel"]["Properties"]
    assert key["EnableKeyRotation"] is True
    for regel in key["KeyPolicy"]["Statement"]:
        if "Service" in regel["Principal"]:
            assert "*" not in "".join(regel["Action"])
            assert "AWS::AccountId" in str(regel["Condition"]), "another account could use the key through this service"
    assert BRONNEN["Tabel"]["Properties"]["SSESpecification"] == {
        "SSEEnabled": True,
        "SSEType": "KMS",
        "KMSMasterKeyId": {"Fn::GetAtt": "Sleutel.Arn"},
    }
    for bron in BRONNEN.values():
        if bron["Type"] == "AWS::SecretsManager::Secret":
            assert bron["Properties"]["KmsKeyId"] == {"Ref": "Sleutel"}
        if bron["Type"] == "AWS::Logs::LogGroup":
            assert bron["Properties"]["KmsKeyId"] == {"Fn::GetAtt": "Sleutel.Arn"}
    assert sjabloon()["Globals"]["Function"]["KmsKeyArn"] == {"Fn::GetAtt": "Sleutel.Arn"}


def test_a_queue_is_encrypted_and_can_always_be_written() -> None:
    """Queues are not under our own key: the last word on what failed may not
    depend on the rights of whoever writes it.
    """
    for bron in BRONNEN.values():
        if bron["Type"] == "AWS::SQS::Queue":
            assert bron["Properties"]["SqsManagedSseEnabled"] is True
            assert "KmsMasterKeyId" not in bron["Properties"]


def test_the_api_is_throttled_and_takes_a_waf_where_one_is_given() -> None:
    (instelling,) = BRONNEN["Api"]["Properties"]["MethodSettings"]
    assert (instelling["HttpMethod"], instelling["ResourcePath"]) == ("*", "/*")
    assert 0 < instelling["ThrottlingRateLimit"] <= instelling["ThrottlingBurstLimit"] <= 200
    assert BRONNEN["ApiWaf"]["Condition"] == "MetWaf"
    assert BRONNEN["ApiWaf"]["Properties"]["WebACLArn"] == {"Ref": "WafAcl"}
    assert sjabloon()["Parameters"]["WafAcl"]["Default"] == ""
    groep = waarde_van(BRONNEN["Api"]["Properties"]["AccessLogSetting"]["DestinationArn"], {})
    assert "RetentionInDays" in BRONNEN[groep.split(".")[0]]["Properties"]


def test_only_sending_sends_and_only_sweeping_and_destroying_remove_from_the_archive() -> None:
    mogen_versturen = {naam for naam in FUNCTIES for acties, _ in rollen()[naam] if "ses:" in acties}
    assert mogen_versturen == {"Verzenden"}
    for naam in FUNCTIES:
        for acties, waarop in rollen()[naam]:
            assert "s3:DeleteObject" not in acties or "Intake" in waarop or naam in {"Vegen", "Vernietigen"}
            assert "s3:DeleteObjectVersion" not in acties or naam == "Vernietigen", "only it reaches old versions"
        for regel in _regels(naam):
            weg = [{"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [een]}} for een in ("CONCEPTEN#*", "ZOEK#*")]
            verwijdert = {"dynamodb:DeleteItem", "dynamodb:BatchWriteItem"} & set(_acties(regel))
            assert not verwijdert or naam == "Vernietigen" or regel["Condition"] in weg


def test_the_destroyer_reaches_every_kind_of_item_that_belongs_to_a_mail_and_nothing_of_an_archivist() -> None:
    (items,) = [een for een in _regels("Vernietigen") if "dynamodb:DeleteItem" in _acties(een)]
    assert {
        een.removesuffix("#*") for een in items["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
    } == WITH_A_MAIL
    objecten = {
        bron for een in _regels("Vernietigen") if any("Delete" in actie for actie in _acties(een)) for bron in _bronnen(een)
    }
    assert objecten == {
        "BezorgstatusMislukt.Arn",
        "OntvangenMislukt.Arn",
        "Tabel.Arn",
        "${Archief.Arn}/emailberichten/*",
        "${Archief.Arn}/klantcontacten/*",
        "${Intake.Arn}/*",
        "${Uploads.Arn}/*",
    }, "lists, tombstones and verklaringen stay"


def test_a_mail_is_sent_from_our_own_domain_only_whichever_identities_ses_asks_for() -> None:
    """SES asks for the right on each identity that plays a part, and on the configuration set.

    https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
    """
    regels = {_bronnen(een)[0].rpartition(":")[2]: een for een in _regels("Verzenden") if "ses:SendEmail" in _acties(een)}
    assert regels.keys() == {"identity/*", "configuration-set/${Configuratieset}"}
    ((vergelijking, toets),) = regels["identity/*"]["Condition"].items()
    assert vergelijking == "StringLikeIfExists"
    patronen = waarde_van(toets["ses:FromAddress"], {"Maildomein": "gemeente.example"})

    def mag(afzender: str) -> bool:
        return any(fnmatchcase(afzender, patroon) for patroon in patronen)

    assert mag("info@gemeente.example")
    assert mag("info@belastingen.gemeente.example")
    assert not mag("info@elders.example")
    assert not mag("info@nietgemeente.example")
    assert not mag("info@gemeente.example.elders.example")
    assert "Condition" not in regels["configuration-set/${Configuratieset}"]


def test_mail_that_waits_for_an_hour_raises_an_alarm() -> None:
    alarm = BRONNEN["VerzendingWachtAlarm"]["Properties"]
    assert alarm["MetricName"] == f"Verzending_{Resultaat.LATER}"
    assert alarm["Period"] * alarm["EvaluationPeriods"] == 3600


def test_the_key_of_addresses_is_given_to_who_hashes_them_and_to_nobody_else() -> None:
    """The integration tests load each function with the settings of the template only: a missing one shows there."""
    assert "AFZENDERSLEUTEL" not in sjabloon()["Globals"]["Function"]["Environment"]["Variables"]
    hebben = {naam for naam, een in FUNCTIES.items() if "AFZENDERSLEUTEL" in een.get("Environment", {}).get("Variables", {})}
    aan_de_balie = {"Beantwoorden", "Doorzetten", "Ordenen", "Raadplegen", "Taken"}
    assert hebben == {"Ontvangen", "Verzenden", "Bezorgstatus", "Indexeren", "Vernietigen", "Verzamelen"} | aan_de_balie


def test_only_what_asks_the_zaken_api_reads_its_secrets() -> None:
    mogen_lezen = {(naam, waarop) for naam in FUNCTIES for acties, waarop in rollen()[naam] if "secretsmanager:" in acties}
    vragen = {"Registreren", "Vernietigen", "Doorzetten"}
    assert mogen_lezen == {(naam, geheim) for naam in vragen for geheim in ("ZgwGeheim", "ZgwCertificaat")}


def test_what_the_functions_and_the_api_log_is_not_kept_for_ever() -> None:
    groepen = {naam for naam, bron in BRONNEN.items() if bron["Type"] == "AWS::Logs::LogGroup"}
    assert groepen == {"Auditlog", "FunctieLog", "ApiLog"}
    for groep in groepen:
        term = "AuditdagenBewaren" if groep == "Auditlog" else "LogdagenBewaren"
        assert BRONNEN[groep]["Properties"]["RetentionInDays"] == {"Ref": term}
    assert sjabloon()["Globals"]["Function"]["LoggingConfig"]["LogGroup"] == {"Ref": "FunctieLog"}


def test_what_people_did_and_saw_is_logged_apart_and_nobody_here_can_change_or_delete_it() -> None:
    antwoordt = {naam for naam, een in FUNCTIES.items() if any(e["Type"] == "Api" for e in een.get("Events", {}).values())}
    apart = {naam for naam, een in FUNCTIES.items() if een.get("LoggingConfig") == {"LogGroup": {"Ref": "Auditlog"}}}
    assert apart == antwoordt | {"Verzamelen"}, "who reads for a privacy officer is one of these"
    assert not any("LoggingConfig" in FUNCTIES[naam] for naam in FUNCTIES.keys() - apart)
    assert BRONNEN["Auditlog"]["Properties"]["DeletionProtectionEnabled"] is True
    rechten = {actie for naam in FUNCTIES for acties, _ in rollen()[naam] for actie in acties.split(", ")}
    assert {actie for actie in rechten if actie.startswith("logs:")} <= {"logs:StartQuery", "logs:GetQueryResults"}


@pytest.mark.parametrize("functie", ["Ontvangen", "Verzenden", "Bezorgstatus", "Registreren", "Tellen", "Vangnet", "Vernietigen"])
def test_what_fails_for_good_behind_an_event_is_kept_in_a_queue_with_an_alarm(functie: str) -> None:
    wachtrij = FUNCTIES[functie]["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"].split(".")[0]
    alarmen = [
        bron["Properties"]["Dimensions"][0]["Value"]
        for bron in BRONNEN.values()
        if bron["Type"] == "AWS::CloudWatch::Alarm"
        and bron["Properties"].get("MetricName") == "ApproximateNumberOfMessagesVisible"
    ]
    assert {"Fn::GetAtt": f"{wachtrij}.QueueName"} in alarmen


def test_the_stream_has_few_readers_with_bounded_retries_and_a_place_for_what_fails() -> None:
    lezers = [
        gebeurtenis["Properties"]
        for eigenschappen in FUNCTIES.values()
        for gebeurtenis in eigenschappen.get("Events", {}).values()
        if gebeurtenis["Type"] == "DynamoDB"
    ]
    assert 0 < len(lezers) <= 2
    for lezer in lezers:
        assert lezer["MaximumRetryAttempts"] > 0
        assert lezer["BisectBatchOnFunctionError"] is True
        assert lezer["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert lezer["DestinationConfig"]["OnFailure"]


def test_the_lease_of_an_attempt_outlasts_the_function_that_makes_it() -> None:
    lease = sjabloon()["Globals"]["Function"]["Environment"]["Variables"]["VERZENDLEASE_SECONDEN"]
    assert int(lease) > FUNCTIES["Verzenden"]["Timeout"]
    registreren = FUNCTIES["Registreren"]
    variabelen = registreren["Environment"]["Variables"]
    werktijd, zaaklease = (int(variabelen[naam]) for naam in ("ZAAKWERKTIJD_SECONDEN", "ZAAKLEASE_SECONDEN"))
    assert werktijd < registreren["Timeout"] < zaaklease


def test_a_batch_of_the_stream_fits_its_function_also_when_every_call_is_slow() -> None:
    """A function that dies after the claim leaves an attempt that nobody may make again.

    One verzending is read from S3, claimed, sent and reported; DynamoDB may be asked twice for the last.
    """
    s3, ses = _langst(S3_CONFIG), _langst(SES_CONFIG)
    meta = Item.Meta
    dynamodb = (meta.connect_timeout_seconds + meta.read_timeout_seconds) * (1 + meta.max_retry_attempts)
    verzenden = FUNCTIES["Verzenden"]
    aantal = verzenden["Events"]["Stroom"]["Properties"]["BatchSize"]
    assert aantal * (s3 + 3 * dynamodb + ses) < verzenden["Timeout"]


def _langst(config: Any) -> int:
    """Return the seconds that a client of boto3 waits for an answer at most, over all attempts."""
    return int((config.connect_timeout + config.read_timeout) * config.retries["total_max_attempts"])


@pytest.mark.parametrize("functie", sorted(next(eis.functions for eis in DEMANDS if eis.action == "s3:ListBucket")))
def test_a_missing_object_is_missing_and_not_forbidden_to_who_must_know(functie: str) -> None:
    """S3 asks for ListBucket before it says 404, and the request for an object has no prefix to compare."""
    (naam,) = (naam for naam, een in FUNCTIES.items() if een["CodeUri"] == f"functions/{functie}")
    emmer = "Intake.Arn" if functie == "ontvangen" else "Archief.Arn"
    gezien = [een for een in _regels(naam) if "s3:ListBucket" in _acties(een) and emmer in _bronnen(een)]
    assert gezien
    for regel in gezien:
        assert set(regel.get("Condition", {})) <= {"StringLikeIfExists"}


def test_a_round_of_the_vangnet_leaves_its_function_time_to_end_well() -> None:
    vangnet = FUNCTIES["Vangnet"]
    assert int(vangnet["Environment"]["Variables"]["RONDE_SECONDEN"]) <= vangnet["Timeout"] - 30


def test_the_models_know_the_indexes_of_the_template() -> None:
    in_sjabloon = {
        index["IndexName"]: (index["KeySchema"], index["Projection"])
        for index in BRONNEN["Tabel"]["Properties"]["GlobalSecondaryIndexes"]
    }
    in_model = {
        schema["index_name"]: (schema["key_schema"], schema["projection"])
        for schema in (index._get_schema() for index in Item._indexes.values())
    }
    assert in_model == in_sjabloon


def test_an_update_from_the_last_release_makes_or_removes_one_index_at_most_and_changes_none() -> None:
    """DynamoDB takes one new or removed index in an update, and CloudFormation fails on more.

    Whoever releases copies the indexes to deploy/released-indexes.json. A second index waits for the next release.

    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
    """
    toen = json.loads((PROJECT / "deploy" / "released-indexes.json").read_text())["indexes"]
    nu = {
        een["IndexName"]: {"KeySchema": een["KeySchema"], "Projection": een["Projection"]}
        for een in BRONNEN["Tabel"]["Properties"]["GlobalSecondaryIndexes"]
    }
    assert len(nu.keys() ^ toen.keys()) <= 1
    assert {naam: nu[naam] for naam in nu.keys() & toen.keys()} == {naam: toen[naam] for naam in nu.keys() & toen.keys()}


def test_every_function_has_its_code_and_every_event_its_example() -> None:
    for eigenschappen in FUNCTIES.values():
        assert (PROJECT / eigenschappen["CodeUri"] / "app.py").is_file()
    soorten = {
        gebeurtenis["Type"] for eigenschappen in FUNCTIES.values() for gebeurtenis in eigenschappen.get("Events", {}).values()
    }
    assert soorten == {"Api", "DynamoDB", "EventBridgeRule", "SQS", "ScheduleV2"}
    stromen = ("stroom-verzending", "stroom-emailbericht", "wachtrij-zaak", "wachtrij-emailbericht")
    for naam in (*stromen, "ses-ontvangst", "api-antwoord", "ses-delivery", "vangnet"):
        assert (PROJECT / "events" / f"{naam}.json").is_file()


def test_a_browser_can_ask_about_every_path_without_a_login() -> None:
    """One route takes all of it: API Gateway goes by path and method together.

    What a path has no method for falls through to a greedy path that has it, as the test of the deployed stack shows
    too.
    """
    assert [(een.path, een.is_open) for een in routes() if een.method == "OPTIONS"] == [("/{proxy+}", True)]
    assert {een.path for een in routes() if "+}" in een.path} == {"/{proxy+}"}


def test_nobody_can_write_who_they_are() -> None:
    """A client that can write custom attributes must give its users no token that Cognito takes for writing them."""
    clients = [bron["Properties"] for bron in BRONNEN.values() if bron["Type"] == "AWS::Cognito::UserPoolClient"]
    assert len(clients) == 2
    for client in clients:
        stromen = client["ExplicitAuthFlows"]
        mogelijk = [*stromen["Fn::If"][1], *stromen["Fn::If"][2]] if isinstance(stromen, dict) else stromen
        zelf_aanmelden = set(mogelijk) - {"ALLOW_REFRESH_TOKEN_AUTH"}
        bevoegd = zelf_aanmelden or "aws.cognito.signin.user.admin" in client.get("AllowedOAuthScopes", [])
        if bevoegd:
            assert client["WriteAttributes"] == ["email"]


def test_nobody_comes_in_by_a_password_where_the_municipality_has_a_login_of_its_own() -> None:
    clients = [bron["Properties"] for bron in BRONNEN.values() if bron["Type"] == "AWS::Cognito::UserPoolClient"]
    voorwaarde, met, zonder = clients[0]["ExplicitAuthFlows"]["Fn::If"]
    assert (voorwaarde, met) == ("MetEigenAanmelding", ["ALLOW_REFRESH_TOKEN_AUTH"])
    assert {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"} < set(zonder)
    assert clients[1]["ExplicitAuthFlows"] == ["ALLOW_REFRESH_TOKEN_AUTH"]


def test_cognito_asks_our_function_for_the_groups_of_a_login_by_the_municipality() -> None:
    """The function may change groups in this pool; the pool waits for it, so a policy of its own names the pool.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
    """
    pool = BRONNEN["Gebruikerspool"]["Properties"]
    aan, vraag, uit = pool["LambdaConfig"]["Fn::If"]
    assert (aan, vraag, uit) == (
        "MetEigenAanmelding",
        {"PreTokenGeneration": {"Fn::GetAtt": "Aanmelden.Arn"}},
        {"Ref": "AWS::NoValue"},
    )
    toelating = BRONNEN["CognitoRoeptAanmelden"]["Properties"]
    assert toelating["Principal"] == "cognito-idp.amazonaws.com"
    assert toelating["SourceArn"] == {"Fn::GetAtt": "Gebruikerspool.Arn"}
    (regel,) = BRONNEN["AanmeldenGroepen"]["Properties"]["PolicyDocument"]["Statement"]
    assert regel["Resource"] == {"Fn::GetAtt": "Gebruikerspool.Arn"}
    assert FUNCTIES["Aanmelden"]["Policies"] == []
    assert not any("Gebruikerspool" in str(een) for een in _delen(FUNCTIES["Aanmelden"])), "each would wait for the other"
    assert {BRONNEN[naam]["Condition"] for naam in ("Aanmelden", "AanmeldenGroepen", "CognitoRoeptAanmelden")} == {aan}


def test_the_claim_of_the_roles_can_be_kept_and_is_in_no_token() -> None:
    """Cognito must be able to write what a login maps, up to 2,048 characters.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
    """
    kenmerken = {een["Name"]: een for een in BRONNEN["Gebruikerspool"]["Properties"]["Schema"]}
    assert kenmerken["rollen"]["Mutable"] is True
    assert kenmerken["rollen"]["StringAttributeConstraints"]["MaxLength"] == "2048"
    assert BRONNEN["EigenAanmelding"]["Properties"]["AttributeMapping"][ROLCLAIM] == {"Ref": "Rolclaim"}
    client = BRONNEN["EigenAanmeldingClient"]["Properties"]
    assert ROLCLAIM in client["WriteAttributes"]
    assert ROLCLAIM not in client["ReadAttributes"]
    rollen = {een.partition("=")[0] for een in PARAMETERS["Rolwaarden"].split(",")}
    assert rollen == {rol.value for rol in Rol}


def test_the_postvakken_of_a_login_are_given_by_the_municipality_and_read_by_the_api() -> None:
    kenmerken = {een["Name"]: een for een in BRONNEN["Gebruikerspool"]["Properties"]["Schema"]}
    assert kenmerken["postvakken"]["StringAttributeConstraints"] == {"MinLength": "0", "MaxLength": "2048"}
    mapping = BRONNEN["EigenAanmelding"]["Properties"]["AttributeMapping"]
    assert mapping["custom:postvakken"] == {"Ref": "Postvakclaim"}
    for naam in ("WerkplekClient", "EigenAanmeldingClient"):
        assert "custom:postvakken" in BRONNEN[naam]["Properties"]["ReadAttributes"]
    assert "custom:postvakken" in BRONNEN["EigenAanmeldingClient"]["Properties"]["WriteAttributes"]


def test_pages_of_the_origins_of_the_parameter_read_documents_and_no_others() -> None:
    met, regels, zonder = BRONNEN["Archief"]["Properties"]["CorsConfiguration"]["Fn::If"]
    assert (met, zonder) == ("MetHerkomsten", {"Ref": "AWS::NoValue"})
    (regel,) = regels["CorsRules"]
    assert (regel["AllowedMethods"], regel["AllowedOrigins"]) == (["GET"], {"Ref": "Herkomsten"})


def test_a_login_lasts_a_working_day_and_no_month() -> None:
    """Cognito renews tokens for 30 days when nothing is said.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
    """
    clients = [bron["Properties"] for bron in BRONNEN.values() if bron["Type"] == "AWS::Cognito::UserPoolClient"]
    assert [(een["RefreshTokenValidity"], een["TokenValidityUnits"]["RefreshToken"]) for een in clients] == [(12, "hours")] * 2


def test_who_may_do_without_a_login_is_named_here() -> None:
    open_ = {(een.function, een.method) for een in routes() if een.is_open}
    assert open_ == {("openapi", "OPTIONS"), ("openapi", "GET")}


EMMERS = {naam: bron["Properties"] for naam, bron in BRONNEN.items() if bron["Type"] == "AWS::S3::Bucket"}


@pytest.mark.parametrize("emmer", EMMERS)
def test_a_bucket_is_encrypted_with_our_key_private_and_speaks_tls_only(emmer: str) -> None:
    (versleuteling,) = EMMERS[emmer]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    ours = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Fn::GetAtt": "Sleutel.Arn"}}
    # The page is the same for everybody and holds nothing of anybody, and CloudFront would need the key to read it.
    assert versleuteling["ServerSideEncryptionByDefault"] == ({"SSEAlgorithm": "AES256"} if emmer == "Werkplek" else ours)
    assert all(EMMERS[emmer]["PublicAccessBlockConfiguration"].values())
    (beleid,) = [
        bron["Properties"]["PolicyDocument"]
        for bron in BRONNEN.values()
        if bron["Type"] == "AWS::S3::BucketPolicy" and bron["Properties"]["Bucket"] == {"Ref": emmer}
    ]
    weigering = beleid["Statement"][0]
    assert (weigering["Effect"], weigering["Action"], weigering["Principal"]) == ("Deny", "s3:*", "*")
    assert weigering["Resource"] == [{"Fn::GetAtt": f"{emmer}.Arn"}, {"Fn::Sub": f"${{{emmer}.Arn}}/*"}]
    assert weigering["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_only_uploads_and_copies_for_who_asked_expire_and_only_uploads_keep_no_versions_of_what_we_wrote() -> None:
    verlopend = {
        (naam, regel.get("Prefix")): regel["ExpirationInDays"]
        for naam, emmer in EMMERS.items()
        for regel in emmer.get("LifecycleConfiguration", {}).get("Rules", ())
        if "ExpirationInDays" in regel
    }
    assert verlopend == {
        ("Uploads", None): 7,
        ("Archief", Inzageverzoek.MAP): COPY_KEPT.days,
        ("Archief", Wooverzoek.MAP): COPY_KEPT.days,
    }
    assert "VersioningConfiguration" not in EMMERS["Uploads"]
    assert EMMERS["Archief"]["VersioningConfiguration"] == {"Status": "Enabled"}


ANTWOORDEN = ("Beantwoorden", "Taken", "Doorzetten")
"""The functions that may take uploads along."""


def test_uploads_are_put_by_the_form_and_read_by_who_answers() -> None:
    rechten = {(naam, acties) for naam in FUNCTIES for acties, waarop in rollen()[naam] if "Uploads" in waarop}
    lezers = {(naam, recht) for naam in ANTWOORDEN for recht in ("s3:GetObject", "s3:GetObjectTagging", "s3:ListBucket")}
    lezers |= {("Vernietigen", recht) for recht in ("s3:ListBucket", "s3:DeleteObject")}
    assert rechten == {("Uploaden", "s3:PutObject"), *lezers}


# -- the size of a municipality ----------------------------------------------------------------------------------------


def test_a_large_municipality_stays_below_the_limits_of_aws() -> None:
    gemeten = measured()
    assert gemeten.keys() == LIMITS.keys()
    for soort, (naam, omvang) in gemeten.items():
        assert 0 < omvang <= LIMITS[soort], f"{soort}: {naam}"
    assert environments().keys() == FUNCTIES.keys()


def test_the_longest_lists_that_a_parameter_takes_fit_where_they_are_kept() -> None:
    """CloudFormation takes 4,096 characters of a parameter. Parameter Store takes 4 KB of a value, and no empty one.

    https://docs.aws.amazon.com/general/latest/gr/ssm.html
    """
    langst = ",".join(f"Zaaktype {nummer:03}=https://catalogi.gemeente.example/zaaktypen/{nummer:03}" for nummer in range(66))
    assert 4000 < len(langst) <= 4096
    lijsten = {"Eenhedenlijst": "Eenheden", "Zaaktypenlijst": "Zaaktypen"}
    lijsten |= {"Aliassenlijst": "Aliassen", "MeerAliassenlijst": "MeerAliassen"}
    for naam, parameter in lijsten.items():
        eigenschappen = BRONNEN[naam]["Properties"]
        assert waarde_van(eigenschappen["Value"], {parameter: langst}) == langst
        assert "Tier" not in eigenschappen, "the standard one takes 4 KB"
    for naam in ("Zaaktypenlijst", "Aliassenlijst", "MeerAliassenlijst"):
        assert BRONNEN[naam]["Properties"]["Value"]["Fn::If"][2] == ","
    hebben = {naam for naam, een in FUNCTIES.items() if "LIJSTEN" in een.get("Environment", {}).get("Variables", {})}
    mogen = {naam for naam in FUNCTIES if any("ssm:GetParameter" in _acties(regel) for regel in _regels(naam))}
    assert hebben == mogen == {"Beantwoorden", "Doorzetten", "Inrichting", "Inzien", "Ontvangen", "Ordenen", "Taken"}


# -- two stacks in one account and region ------------------------------------------------------------------------------

NAAM_BINNEN_EEN_ANDERE_BRON = {
    ("AWS::ApiGateway::DomainName", "DomainName"),
    ("AWS::ApiGateway::Stage", "StageName"),
    ("AWS::CloudWatch::Alarm", "MetricName"),
    ("AWS::Cognito::UserPoolClient", "ClientName"),
    ("AWS::Cognito::UserPoolGroup", "GroupName"),
    ("AWS::Cognito::UserPoolIdentityProvider", "ProviderName"),
    ("AWS::IAM::Policy", "PolicyName"),
    ("AWS::Lambda::LayerVersion", "LayerName"),
}
"""Names that are unique within an API, a user pool or a role, and the domain of a parameter.

Stacks may share the name of a layer: each has versions of its own.
"""


def test_nothing_that_cloudformation_makes_has_the_same_name_in_every_stack() -> None:
    """A second stack would fail on the name, or take over what the first made.

    https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedulev2.html
    """
    bronnen = vertaald()["Resources"]
    assert sum(bron["Type"] == "AWS::Scheduler::Schedule" for bron in bronnen.values()) == 4
    vast = [
        (naam, eigenschap, waarde)
        for naam, bron in bronnen.items()
        for eigenschap, waarde in bron.get("Properties", {}).items()
        if eigenschap.endswith("Name") and (bron["Type"], eigenschap) not in NAAM_BINNEN_EEN_ANDERE_BRON and not _verwijst(waarde)
    ]
    assert vast == []


def _verwijst(waarde: Any) -> bool:
    """Tell whether a name comes from the stack's own, or from what it made."""
    match waarde:
        case {"Ref": naam} | {"Fn::GetAtt": [naam, _]}:
            return naam == "AWS::StackName" or naam in vertaald()["Resources"]
        case {"Fn::GetAtt": str(tekst)}:
            return tekst.partition(".")[0] in BRONNEN
        case {"Fn::If": [_, dan, _]}:
            return _verwijst(dan)
        case {"Fn::Sub": str(tekst)}:
            return "${AWS::StackName}" in tekst
    return False


def test_the_role_by_which_the_gateway_logs_is_there_before_the_stage_and_stays_after_the_stack() -> None:
    """One account and region has one such role, which other stacks use too; a stage with an access log needs it.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    """
    for naam in ("Poortlogrol", "Poortaccount"):
        bron = BRONNEN[naam]
        assert bron["Condition"] == "MetPoortlogrol"
        assert (bron["DeletionPolicy"], bron["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert BRONNEN["Poortaccount"]["Properties"] == {"CloudWatchRoleArn": {"Fn::GetAtt": "Poortlogrol.Arn"}}
    (podium,) = (bron for bron in vertaald()["Resources"].values() if bron["Type"] == "AWS::ApiGateway::Stage")
    bestemming = podium["Properties"]["AccessLogSetting"]["DestinationArn"]
    assert {"Ref": "Poortaccount"} in _delen(bestemming), "CloudFormation would not wait for it"
    assert waarde_van(bestemming, {}) == "ApiLog.Arn"


def _delen(deel: Any) -> Iterator[Any]:
    """Walk through a part of the template, and all that is in it."""
    yield deel
    if isinstance(deel, dict | list):
        for een in deel.values() if isinstance(deel, dict) else deel:
            yield from _delen(een)


def test_the_login_page_has_an_address_that_no_other_stack_has() -> None:
    """Prefixes of 63 characters at most are shared by all accounts of a region; some words are AWS's own.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
    """
    domein = BRONNEN["Aanmeldpagina"]["Properties"]["Domain"]
    assert domein["Fn::If"][0] == "MetAanmelddomein"
    stapel = "arn:aws:cloudformation:eu-west-1:123456789012:stack/Klantmail-TEST/b1a2c3d4-1111-2222-3333-0123456789ab"
    gemaakt = waarde_van(domein["Fn::If"][2], {"AWS::StackId": stapel})
    assert gemaakt == "klantmail-b1a2c3d4-1111-2222-3333-0123456789ab"
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", gemaakt)
    assert PARAMETERS["Aanmelddomein"] == ""


def test_an_identity_that_is_there_already_is_left_alone_and_ours_stays() -> None:
    identiteit = BRONNEN["Mailidentiteit"]
    assert identiteit["Condition"] == "MetIdentiteit"
    assert (identiteit["DeletionPolicy"], identiteit["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    wijst_ernaar = [naam for naam, bron in BRONNEN.items() if {"Ref": "Mailidentiteit"} in _delen(bron)]
    assert wijst_ernaar == [], "without the identity, these would fail"


# -- around it ---------------------------------------------------------------------------------------------------------


def test_a_domain_of_the_municipality_has_the_same_paths_as_the_address_of_aws() -> None:
    """A mapping with another base path, or none, would leave `/v1` out of what the documents say."""
    pad = BRONNEN["Apipad"]["Properties"]
    assert (pad["BasePath"], pad["Stage"]) == (BRONNEN["Api"]["Properties"]["StageName"], {"Ref": "Apiv1Stage"})
    assert sjabloon()["Outputs"]["ApiUrl"]["Value"]["Fn::Sub"].endswith(f"/{pad['BasePath']}")
    domein = BRONNEN["Apidomeinnaam"]["Properties"]
    aansluiting = {"Types": ["REGIONAL"], "IpAddressType": "dualstack"}
    assert (domein["SecurityPolicy"], domein["EndpointConfiguration"]) == ("TLS_1_2", aansluiting)
    assert BRONNEN["Apipad"]["Condition"] == BRONNEN["Apidomeinnaam"]["Condition"] == "MetApiDomein"


def test_the_api_answers_over_ipv6_too() -> None:
    assert BRONNEN["Api"]["Properties"]["EndpointConfiguration"] == {"Type": "REGIONAL", "IpAddressType": "dualstack"}


def test_a_login_that_cognito_keeps_has_a_second_factor_unless_somebody_says_no() -> None:
    """BIO2 5.17.01."""
    assert PARAMETERS["MfaVerplicht"] == "ja"
    assert BRONNEN["Gebruikerspool"]["Properties"]["MfaConfiguration"] == {"Fn::If": ["MfaVerplicht", "ON", "OPTIONAL"]}


@pytest.mark.parametrize(("waarde", "verwacht"), [("nee", False), ("ontvangst", False), ("verzending", True), ("beide", True)])
def test_mail_leaves_over_tls_alone_where_that_is_demanded(waarde: str, verwacht: bool) -> None:
    assert waarde in sjabloon()["Parameters"]["TlsVerplicht"]["AllowedValues"]
    keuzes = sjabloon()["Conditions"]["MetTlsBijVerzending"]["Fn::Or"]
    assert {"Fn::Equals": [{"Ref": "TlsVerplicht"}, waarde]} in keuzes if verwacht else waarde not in str(keuzes)
    beleid = BRONNEN["Configuratieset"]["Properties"]["DeliveryOptions"]["TlsPolicy"]
    assert beleid == {"Fn::If": ["MetTlsBijVerzending", "REQUIRE", "OPTIONAL"]}


def test_only_the_functions_that_call_the_zaken_api_may_be_in_a_vpc_and_read_its_secret() -> None:
    met_api = [naam for naam, een in FUNCTIES.items() if "ZAKEN_API" in een.get("Environment", {}).get("Variables", {})]
    met_vpc = [naam for naam, een in FUNCTIES.items() if "VpcConfig" in een]
    assert met_api == met_vpc == ["Registreren", "Vernietigen", "Doorzetten"]
    assert BRONNEN["ZgwGeheimLezen"]["Properties"]["Roles"] == [{"Ref": f"{naam}Role"} for naam in met_api]
    voorwaarde, _, anders = FUNCTIES["Registreren"]["VpcConfig"]["Fn::If"]
    assert (voorwaarde, anders) == ("MetVpc", {"Ref": "AWS::NoValue"})


def test_backups_of_table_and_archive_are_locked_as_long_as_they_are_kept_and_copied_where_the_parameter_says() -> None:
    """AWS Backup keeps buckets that have versions.

    https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
    """
    (regel,) = BRONNEN["Reserveplan"]["Properties"]["BackupPlan"]["BackupPlanRule"]
    slot = BRONNEN["Kluis"]["Properties"]["LockConfiguration"]["MinRetentionDays"]
    assert slot <= regel["Lifecycle"]["DeleteAfterDays"]
    _, (kopie,), _ = regel["CopyActions"]["Fn::If"]
    assert kopie["DestinationBackupVaultArn"] == {"Ref": "Reservekluis"}
    assert BRONNEN["Reservekeuze"]["Properties"]["BackupSelection"]["Resources"] == [
        {"Fn::GetAtt": "Tabel.Arn"},
        {"Fn::GetAtt": "Archief.Arn"},
    ]
    assert BRONNEN["Archief"]["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}


def test_the_archive_is_copied_elsewhere_under_a_key_of_that_place_where_the_parameter_says() -> None:
    """S3 copies what is under a key of ours only when it is told to, and the role may use both keys.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
    """
    conditie, instelling, anders = BRONNEN["Archief"]["Properties"]["ReplicationConfiguration"]["Fn::If"]
    assert (conditie, anders) == ("MetKopiearchief", {"Ref": "AWS::NoValue"})
    (regel,) = instelling["Rules"]
    assert regel["SourceSelectionCriteria"] == {"SseKmsEncryptedObjects": {"Status": "Enabled"}}
    assert regel["DeleteMarkerReplication"] == {"Status": "Disabled"}
    assert regel["Destination"]["Bucket"] == {"Ref": "Kopiearchief"}
    assert regel["Destination"]["EncryptionConfiguration"] == {"ReplicaKmsKeyID": {"Ref": "Kopiesleutel"}}
    rechten = BRONNEN["Kopierechten"]["Properties"]["PolicyDocument"]["Statement"]
    schrijft = [een for een in rechten if "s3:ReplicateObject" in een["Action"]]
    assert [een["Resource"] for een in schrijft] == [{"Fn::Sub": "${Kopiearchief}/*"}]
    assert [een["Resource"] for een in rechten if een["Action"] == "kms:Decrypt"] == [{"Fn::GetAtt": "Sleutel.Arn"}]
    assert [een["Resource"] for een in rechten if een["Action"] == "kms:Encrypt"] == [{"Ref": "Kopiesleutel"}]
    bekeken = {een["Name"]: een["Value"] for een in BRONNEN["KopieMisluktAlarm"]["Properties"]["Dimensions"]}
    assert bekeken["RuleId"] == regel["Id"]


def test_a_copy_of_the_archive_is_kept_as_long_as_a_backup_and_is_written_by_the_role_of_the_stack_alone() -> None:
    """The removal of a version is not copied, so what was destroyed goes from the copy by its age."""
    daar = read_template(PROJECT / "deploy" / "kopie.yaml")["Resources"]
    emmer = daar["Copy"]["Properties"]
    assert emmer["VersioningConfiguration"] == {"Status": "Enabled"}
    alles, *verzoeken = emmer["LifecycleConfiguration"]["Rules"]
    (regel,) = BRONNEN["Reserveplan"]["Properties"]["BackupPlan"]["BackupPlanRule"]
    assert alles["ExpirationInDays"] == regel["Lifecycle"]["DeleteAfterDays"]
    hier = BRONNEN["Archief"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [een for een in hier if een.get("Prefix")] == verzoeken
    schrijft = daar["CopyPolicy"]["Properties"]["PolicyDocument"]["Statement"][1]
    versleutelt = daar["Key"]["Properties"]["KeyPolicy"]["Statement"][1]
    assert BRONNEN["Kopierol"]["Type"] == "AWS::IAM::Role"
    waarden = {"Account": "123456789012", "Stack": "kcc", "AWS::Partition": "aws"}
    for een in (schrijft, versleutelt):
        rol = waarde_van(een["Condition"]["ArnLike"]["aws:PrincipalArn"], waarden)
        assert rol == "arn:aws:iam::123456789012:role/kcc-Kopierol-*"


def test_the_outputs_say_what_goes_in_the_zone_and_where_the_data_is() -> None:
    uit = sjabloon()["Outputs"]
    waarden = {"Maildomein": "gemeente.nl", "MailFrom": "retour.gemeente.nl", "AWS::Region": "eu-west-1"}
    assert {"DkimRecord1", "DkimRecord2", "DkimRecord3", "MailFromRecords", "MxRecord", "SpfRecord", "Regio"} <= uit.keys()
    assert waarde_van(uit["DmarcRecord"]["Value"], waarden) == '_dmarc.gemeente.nl TXT "v=DMARC1; p=reject"'
    assert waarde_van(uit["MailFromRecords"]["Value"], waarden).startswith("retour.gemeente.nl MX 10 feedback-smtp.eu-west-1.")
    assert waarde_van(uit["MxRecord"]["Value"], waarden).startswith("gemeente.nl MX 10 inbound-smtp.eu-west-1.")
    assert uit["HerlijstenArn"]["Value"] == {"Fn::GetAtt": "Herlijsten.Arn"}


def test_a_deleted_object_is_gone_when_the_table_can_be_set_back_to_no_moment_at_which_it_was_there() -> None:
    """A deleted object of a bucket with versions stays until a rule of its own ends it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
    """
    regel, *kopieen = BRONNEN["Archief"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [(een["Prefix"], een["NoncurrentVersionExpiration"]) for een in kopieen] == [
        (soort.MAP, {"NoncurrentDays": 1}) for soort in (Inzageverzoek, Wooverzoek)
    ], "these are copies"
    terug = BRONNEN["Tabel"]["Properties"]["PointInTimeRecoverySpecification"]["RecoveryPeriodInDays"]
    assert regel["NoncurrentVersionExpiration"]["NoncurrentDays"] == terug == 35
    assert regel["ExpiredObjectDeleteMarker"] is True
    assert "ExpirationInDays" not in regel, "nothing of the archive may end by itself"


# -- environments ------------------------------------------------------------------------------------------------------

BEWAARD = {"Sleutel", "Afzendersleutel", "Tabel", "Intake", "Archief", "Gebruikerspool", "Auditlog", "FunctieLog", "ApiLog"}
"""The data outlives the stack, in these resources."""


def test_what_holds_data_outlives_the_stack_and_not_a_first_deployment_that_failed() -> None:
    """A table and a pool that may not be deleted would make the roll-back fail too: these two are cleaned by hand.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    """
    for naam in BEWAARD:
        bron = BRONNEN[naam]
        beschermd = bron["Properties"].get("DeletionProtectionEnabled") or bron["Properties"].get("DeletionProtection")
        assert bron["DeletionPolicy"] == ("Retain" if beschermd else "RetainExceptOnCreate")
        assert bron["UpdateReplacePolicy"] == "Retain"


def test_cloudformation_may_make_every_kind_of_resource_that_the_template_has() -> None:
    """The role of deploy/pipeline.yaml goes by the name of the stack. A kind that it does not know would fail late."""
    rechten = (PROJECT / "deploy" / "pipeline.yaml").read_text().partition("  ServiceRole:")[2]
    diensten = set(re.findall(r'"([a-z0-9-]+):[A-Za-z*]+"', rechten))
    anders = {"apigateway": "apigateway", "cognito": "cognito-idp", "wafv2": "wafv2"}
    soorten = {bron["Type"].split("::")[1].lower() for bron in vertaald()["Resources"].values()}
    assert {anders.get(soort, soort) for soort in soorten} <= diensten


def test_the_pipeline_may_give_each_service_the_role_that_the_template_makes_for_it() -> None:
    rechten = (PROJECT / "deploy" / "pipeline.yaml").read_text().rpartition('"iam:PassedToService"')[2].partition("]")[0]
    rollen = [bron["Properties"] for bron in vertaald()["Resources"].values() if bron["Type"] == "AWS::IAM::Role"]
    regels = [regel for rol in rollen for regel in rol["AssumeRolePolicyDocument"]["Statement"]]
    diensten = {dienst for regel in regels for dienst in [regel["Principal"].get("Service")] if isinstance(dienst, str)}
    assert "backup.amazonaws.com" in diensten
    assert {dienst for dienst in diensten if dienst not in rechten} == set()


def test_the_policy_of_the_stack_lets_no_update_replace_data() -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html"""
    mag, mag_niet = json.loads((PROJECT / "deploy" / "stack-policy.json").read_text())["Statement"]
    assert (mag["Effect"], mag["Action"], mag["Resource"]) == ("Allow", "Update:*", "*")
    assert (mag_niet["Effect"], set(mag_niet["Action"])) == ("Deny", {"Update:Replace", "Update:Delete"})
    genoemd = {een.removeprefix("LogicalResourceId/") for een in mag_niet["Resource"]}
    assert genoemd == BEWAARD - {"FunctieLog", "ApiLog"}


@pytest.mark.parametrize("omgeving", ["default", "test", "production"])
def test_an_environment_says_what_the_template_asks_and_shows_its_changes_first(omgeving: str) -> None:
    instellingen = tomllib.loads((PROJECT / "samconfig.toml").read_text())[omgeving]["deploy"]["parameters"]
    assert instellingen["confirm_changeset"] is True
    gezet = dict(een.split("=") for een in instellingen.get("parameter_overrides", "").split())
    for naam, waarde in gezet.items():
        toegestaan = sjabloon()["Parameters"][naam].get("AllowedValues")
        assert toegestaan is None or waarde in map(str, toegestaan)
    if omgeving != "default":
        labels = dict(een.split("=") for een in instellingen["tags"].split())
        assert labels == {"toepassing": instellingen["stack_name"], "omgeving": omgeving}, "the budget goes by the first"


SES_GEBEURTENISSEN = {
    naam: json.loads((PROJECT / "events" / f"ses-{naam}.json").read_text())
    for naam in ("send", "delivery", "deliverydelay", "bounce", "complaint", "reject")
}
"""Each kind of event, in the shape that SES gives it.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
"""


def _neemt(configuratieset: str, gebeurtenis: dict[str, Any]) -> bool:
    """Tell whether the rule of a stack with this configuration set takes the event."""
    patroon = FUNCTIES["Bezorgstatus"]["Events"]["Ses"]["Properties"]["Pattern"]
    ingevuld = json.dumps(waarde_van(patroon, {"Configuratieset": configuratieset}))
    return EventPattern.load(ingevuld).matches_event(gebeurtenis)  # type: ignore[arg-type]  # moto's own type names more


@pytest.mark.parametrize("naam", SES_GEBEURTENISSEN)
def test_the_events_of_ses_go_to_the_stack_that_sent_the_mail_and_to_no_other(naam: str) -> None:
    assert _neemt("klantmail", SES_GEBEURTENISSEN[naam])
    assert not _neemt("klantmail-test", SES_GEBEURTENISSEN[naam])


@pytest.mark.parametrize(
    "ontvanger", ["jan@burger.example", "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"]
)
def test_the_events_of_the_local_ses_go_the_way_of_the_real_ones(ontvanger: str) -> None:
    verzoek = Verzoek(
        "info@gemeente.example", (ontvanger,), {"verzending": "c0ffee00", "poging": "1"}, "set", b"Subject: Re\r\n\r\n"
    )
    verstuurd = Verstuurd(verzoek, "0102", datetime(2026, 11, 24, tzinfo=UTC), verzoek.bron)
    for gebeurtenis in gebeurtenissen(verstuurd):
        assert _neemt("set", gebeurtenis)
        assert not _neemt("klantmail", gebeurtenis)
        assert gebeurtenis["detail"]["mail"].keys() == SES_GEBEURTENISSEN["send"]["detail"]["mail"].keys()


def test_a_bounce_comes_as_an_event_and_not_as_mail_into_a_mailbox() -> None:
    """SES mails it all the same where no event destination takes bounces and complaints.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ses-emailidentity-feedbackattributes.html
    """
    identiteit = BRONNEN["Mailidentiteit"]["Properties"]
    assert identiteit["FeedbackAttributes"] == {"EmailForwardingEnabled": False}
    bestemming = BRONNEN["Bezorggebeurtenissen"]["Properties"]["EventDestination"]
    assert bestemming["Enabled"] is True
    assert {"bounce", "complaint"} <= set(bestemming["MatchingEventTypes"])


# -- parameters that need each other -----------------------------------------------------------------------------------


def _waar(deel: Any, waarden: dict[str, str]) -> bool:
    """Work out a condition of a rule, as far as the functions go that ours use."""
    match deel:
        case {"Fn::Not": [een]}:
            return not _waar(een, waarden)
        case {"Fn::Equals": [{"Ref": naam}, str(tekst)]}:
            return waarden[naam] == tekst
    raise ValueError(f"{deel} is not known here")


def _geweigerd(**anders: str) -> list[str]:
    """Return what CloudFormation says against the defaults with these values, before it makes anything."""
    waarden = PARAMETERS | anders
    return [
        eis["AssertDescription"]
        for regel in sjabloon()["Rules"].values()
        if _waar(regel["RuleCondition"], waarden)
        for eis in regel["Assertions"]
        if not _waar(eis["Assert"], waarden)
    ]


ZAKEN_API = "https://zaken.gemeente.example/zaken/api/v1"
OIDC = {
    "Aanmelding": "oidc",
    "OidcUitgever": "https://login.gemeente.example",
    "OidcClient": "klantmail",
    "OidcGeheim": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:login",
}


@pytest.mark.parametrize(
    ("anders", "ontbreekt"),
    [
        ({"ZakenApi": ZAKEN_API}, ["ZgwGeheim"]),
        ({"ZgwCertificaat": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tls"}, ["ZakenApi"]),
        ({"CatalogiApi": "https://openzaak.gemeente.example/catalogi/api/v1"}, ["ZakenApi"]),
        ({"Maandbudget": "50"}, ["Alarmadres"]),
        ({"ApiDomein": "klantmail.gemeente.example"}, ["ApiCertificaat"]),
        ({"Reservekluis": "arn:aws:backup:eu-central-1:123456789012:backup-vault:reserve"}, ["MetReserve"]),
        ({"Kopiearchief": "arn:aws:s3:::klantmail-kopie"}, ["Kopiesleutel"]),
        ({"Aanmelding": "saml"}, ["SamlMetadata"]),
        ({"Aanmelding": "oidc"}, ["OidcUitgever", "OidcClient", "OidcGeheim"]),
        (OIDC | {"OidcClient": ""}, ["OidcClient"]),
    ],
)
def test_a_parameter_that_another_needs_is_asked_for_at_once(anders: dict[str, str], ontbreekt: list[str]) -> None:
    assert [een.removesuffix(".").rpartition(" ")[2] for een in _geweigerd(**anders)] == ontbreekt


@pytest.mark.parametrize(
    "anders",
    [
        {},
        {"ZakenApi": ZAKEN_API, "ZgwGeheim": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:zgw"},
        {"Aanmelding": "saml", "SamlMetadata": "https://login.gemeente.example/metadata"},
        OIDC,
    ],
)
def test_parameters_that_are_complete_are_taken(anders: dict[str, str]) -> None:
    assert _geweigerd(**anders) == []
    assert vertaald()["Rules"].keys() == sjabloon()["Rules"].keys()


# -- alarms reach somebody, and lead somewhere -------------------------------------------------------------------------

ALARMEN = {naam: bron["Properties"] for naam, bron in BRONNEN.items() if bron["Type"] == "AWS::CloudWatch::Alarm"}


def _metingen(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the metrics that an alarm looks at, each with Namespace, MetricName and Dimensions."""
    if "Metrics" in alarm:
        return [een["MetricStat"]["Metric"] for een in alarm["Metrics"] if "MetricStat" in een]
    return [alarm]


@pytest.mark.parametrize("naam", ALARMEN)
def test_an_alarm_tells_somebody_when_it_begins_and_when_it_ends(naam: str) -> None:
    alarm = ALARMEN[naam]
    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "Alarmen"}]
    assert alarm["AlarmDescription"]
    assert "AlarmName" not in alarm, "CloudFormation names it after the stack, which is what the topic's policy goes by"


@pytest.mark.parametrize("naam", ALARMEN)
def test_an_alarm_is_one_that_cloudwatch_takes(naam: str) -> None:
    """One metric by itself, or ten at most in one expression, of which the expression alone is the result.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    """
    alarm = ALARMEN[naam]
    if "Metrics" in alarm:
        assert not alarm.keys() & {"Namespace", "MetricName", "Dimensions", "Period", "Statistic", "ExtendedStatistic"}
        (uitkomst,) = [een for een in alarm["Metrics"] if een["ReturnData"]]
        assert re.fullmatch(r"(SUM|MAX)\(METRICS\(\)\)", uitkomst["Expression"])
        assert 2 <= len(_metingen(alarm)) <= 10
        assert len({een["Id"] for een in alarm["Metrics"]}) == len(alarm["Metrics"])
    else:
        assert ("Statistic" in alarm) != ("ExtendedStatistic" in alarm)
        assert alarm["Period"] * alarm["EvaluationPeriods"] <= 86400


def test_the_topic_of_the_alarms_is_under_our_key_and_takes_no_other_word() -> None:
    """CloudWatch cannot write to a topic under a key that does not let it.

    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    """
    assert BRONNEN["Alarmen"]["Properties"]["KmsMasterKeyId"] == {"Ref": "Sleutel"}
    (regel,) = BRONNEN["AlarmenBeleid"]["Properties"]["PolicyDocument"]["Statement"]
    assert (regel["Principal"], regel["Action"]) == ({"Service": "cloudwatch.amazonaws.com"}, "sns:Publish")
    assert "AWS::AccountId" in str(regel["Condition"]["StringEquals"])
    mogen = [een for een in BRONNEN["Sleutel"]["Properties"]["KeyPolicy"]["Statement"] if een["Principal"] == regel["Principal"]]
    assert [set(een["Action"]) for een in mogen] == [{"kms:Decrypt", "kms:GenerateDataKey"}]
    abonnement = BRONNEN["AlarmenPerMail"]["Properties"]
    assert (abonnement["Protocol"], abonnement["Endpoint"]) == ("email", {"Ref": "Alarmadres"})


@pytest.mark.parametrize("meting", ["Errors", "Throttles"])
def test_every_function_is_watched_for_what_goes_wrong(meting: str) -> None:
    bekeken = [
        waarde_van(een["Dimensions"][0]["Value"], {})
        for alarm in ALARMEN.values()
        for een in _metingen(alarm)
        if (een["Namespace"], een["MetricName"]) == ("AWS/Lambda", meting)
    ]
    assert sorted(bekeken) == sorted(FUNCTIES)


def test_every_way_to_lose_an_event_is_watched() -> None:
    bekeken = {
        (een["MetricName"], waarde_van(een["Dimensions"][0]["Value"], {}).partition(".")[0])
        for alarm in ALARMEN.values()
        for een in _metingen(alarm)
    }
    for naam, een in FUNCTIES.items():
        if "EventInvokeConfig" in een:
            assert ("DestinationDeliveryFailures", naam) in bekeken
        for gebeurtenis in een.get("Events", {}).values():
            if gebeurtenis["Type"] == "DynamoDB":
                assert ("IteratorAge", naam) in bekeken
    regels = {naam: bron["Properties"] for naam, bron in vertaald()["Resources"].items() if bron["Type"] == "AWS::Events::Rule"}
    assert sorted(regels) == ["BezorgstatusSes", "Cijferregel", "Zaakregel", "Zoekregel"]
    for naam, regel in regels.items():
        genoemd = waarde_van(regel.get("Name", naam), {})
        assert {("FailedInvocations", genoemd), ("InvocationsFailedToBeSentToDlq", genoemd)} <= bekeken
        assert all(doel["DeadLetterConfig"] and doel["RetryPolicy"] for doel in regel["Targets"])
    for naam, bron in BRONNEN.items():
        if bron["Type"] == "AWS::SQS::Queue":
            assert ("ApproximateAgeOfOldestMessage", naam) in bekeken
            assert ("ApproximateNumberOfMessagesVisible", naam) in bekeken or "RedrivePolicy" in bron["Properties"]
            assert ALARMEN["WachtrijOudAlarm"]["Threshold"] < bron["Properties"]["MessageRetentionPeriod"]


GEVOLGD = {
    naam: gebeurtenis["Properties"]
    for naam, een in FUNCTIES.items()
    for gebeurtenis in een.get("Events", {}).values()
    if gebeurtenis["Type"] == "SQS"
}
"""The functions that work on a queue."""


@pytest.mark.parametrize("naam", ["Registreren", "Tellen", "Indexeren", "Vernietigen", "Verzamelen"])
def test_who_works_on_a_queue_has_a_queue_with_time_for_its_function_and_a_place_for_what_fails(naam: str) -> None:
    """Lambda asks six times the function's time-out and the time in which it collects a batch.

    Otherwise a message comes back while it is worked on.
    https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    """
    assert GEVOLGD.keys() == {"Registreren", "Tellen", "Indexeren", "Vernietigen", "Verzamelen"}
    assert GEVOLGD[naam]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    wachtrij = BRONNEN[GEVOLGD[naam]["Queue"]["Fn::GetAtt"].partition(".")[0]]["Properties"]
    assert wachtrij["VisibilityTimeout"] >= 6 * FUNCTIES[naam]["Timeout"] + GEVOLGD[naam].get("MaximumBatchingWindowInSeconds", 0)
    assert wachtrij["RedrivePolicy"]["maxReceiveCount"] >= 5
    assert wachtrij["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": f"{naam}Mislukt.Arn"}


def test_the_figures_get_no_more_at_a_time_than_are_counted_together() -> None:
    assert GEVOLGD["Tellen"]["BatchSize"] == MAX_SAMEN
    # what waits in its queue is not told again meanwhile
    assert int(FUNCTIES["Tellen"]["Environment"]["Variables"]["NAVERTELLEN_NA_SECONDEN"]) > (
        2 * (GEVOLGD["Tellen"]["MaximumBatchingWindowInSeconds"] + FUNCTIES["Tellen"]["Timeout"])
    )


def _volgers(feit: Feit) -> set[str]:
    """Return the rules of the bus that take the event of this feit."""
    event = {"source": BRON, "detail-type": f"{TYPES}{feit.soort}", "detail": cloudevent(feit, "1" * 20)}
    regels = {naam: bron["Properties"] for naam, bron in BRONNEN.items() if bron["Type"] == "AWS::Events::Rule"}
    return {
        naam
        for naam, regel in regels.items()
        if EventPattern.load(json.dumps(regel["EventPattern"])).matches_event(event)  # type: ignore[arg-type]
    }


def test_each_feit_goes_to_who_follows_it() -> None:
    for feit in feiten_van_bericht(met_geschiedenis()):
        assert _volgers(feit) == {"Cijferregel", "Zoekregel"}
    for feit in feiten_van_taak(taak()):
        assert _volgers(feit) == {"Cijferregel"}
    assert _volgers(*feiten_van_zaak(zaak())) == {"Zaakregel", "Zoekregel"}


def test_the_bus_may_fill_each_queue_by_the_rule_that_needs_it_only() -> None:
    beleid = BRONNEN["BusVultWachtrijen"]["Properties"]
    for regel in beleid["PolicyDocument"]["Statement"]:
        (van,) = (een["Fn::GetAtt"].partition(".")[0] for een in regel["Condition"]["ArnEquals"].values())
        (doel,) = BRONNEN[van]["Properties"]["Targets"]
        assert regel["Resource"] == [doel["Arn"], doel["DeadLetterConfig"]["Arn"]]


def test_the_api_the_table_and_the_name_of_the_sender_are_watched() -> None:
    """SES looks into an account at 5% of bounces and 0.1% of complaints.

    https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
    """
    grenzen = {een["MetricName"]: alarm["Threshold"] for alarm in ALARMEN.values() for een in _metingen(alarm)}
    assert {"5XXError", "Latency", "ReadThrottleEvents", "WriteThrottleEvents"} <= grenzen.keys()
    assert (grenzen["Reputation.BounceRate"], grenzen["Reputation.ComplaintRate"]) == (0.05, 0.001)
    assert BRONNEN["Configuratieset"]["Properties"]["ReputationOptions"] == {"ReputationMetricsEnabled": True}
    assert BRONNEN["Api"]["Properties"]["Name"] == {"Ref": "AWS::StackName"}
    for naam in ("ApiStoringAlarm", "ApiTraagAlarm"):
        assert ALARMEN[naam]["Dimensions"] == [{"Name": "ApiName", "Value": {"Ref": "AWS::StackName"}}]


def test_one_alarm_and_one_page_show_all_of_them() -> None:
    genoemd = re.findall(r'ALARM\("\$\{(\w+)\}"\)', BRONNEN["Klantmailalarm"]["Properties"]["AlarmRule"]["Fn::Sub"])
    assert sorted(genoemd) == sorted(ALARMEN)
    overzicht = BRONNEN["Overzicht"]["Properties"]["DashboardBody"]
    getoond = re.findall(r'"\$\{(\w+)\.Arn\}"', overzicht["Fn::Sub"])
    assert sorted(getoond) == sorted(ALARMEN)
    delen = json.loads(waarde_van(overzicht, {}))["widgets"]
    assert {een["type"] for een in delen} == {"alarm", "metric"}


def test_the_guide_says_what_the_stack_costs_before_there_is_any_mail() -> None:
    """The prices a month are: a key 1 dollar, a secret 0.40, a metric of an alarm 0.10, their sum 0.50, a dashboard 3.

    https://aws.amazon.com/kms/pricing/, /secrets-manager/pricing/, /cloudwatch/pricing/
    """
    prijzen = {
        "AWS::KMS::Key": 1.0,
        "AWS::SecretsManager::Secret": 0.4,
        "AWS::CloudWatch::CompositeAlarm": 0.5,
        "AWS::CloudWatch::Dashboard": 3.0,
    }
    metingen = sum(len(_metingen(alarm)) for alarm in ALARMEN.values())
    bedrag = sum(prijzen.get(bron["Type"], 0) for bron in BRONNEN.values()) + 0.1 * metingen
    gids = (PROJECT / "docs" / "deploying.md").read_text()
    assert f"{bedrag:.0f} dollars a month: a key, a secret, {len(ALARMEN)} alarms over {metingen} metrics, a dashboard" in gids


def test_the_runbook_says_of_every_alarm_what_to_do() -> None:
    koppen = re.findall(r"^### (\w+)\n\n(\S)", (PROJECT / "docs" / "runbook.md").read_text(), re.MULTILINE)
    assert sorted(naam for naam, _ in koppen) == sorted(ALARMEN)


def test_a_saved_query_asks_for_what_is_logged() -> None:
    """Lambda keeps its own lines of time-outs and lack of memory from WARN on: they are of level ERROR.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    """
    velden = {
        "FunctieLog": FIELDS | {"function_name", "soort", "plaats", "level", "message"},
        "ApiLog": set(json.loads(BRONNEN["Api"]["Properties"]["AccessLogSetting"]["Format"])),
    }
    van_lambda = {"type"}
    taal = {"fields", "filter", "sort", "limit", "stats", "count", "pct", "max", "as", "by", "in", "or", "and", "asc", "desc"}
    vragen = [bron["Properties"] for bron in BRONNEN.values() if bron["Type"] == "AWS::Logs::QueryDefinition"]
    assert len(vragen) == 4
    for vraag in vragen:
        groep = vraag["LogGroupNames"][-1]["Ref"]
        kaal = re.sub(r'"[^"]*"|@\w+', "", vraag["QueryString"])
        eigen = set(re.findall(r"\bas (\w+)", kaal))
        assert set(re.findall(r"[a-z_]\w*", kaal, re.IGNORECASE)) <= velden[groep] | van_lambda | taal | eigen
    assert sjabloon()["Globals"]["Function"]["LoggingConfig"]["SystemLogLevel"] == "WARN"


def test_an_alarm_looks_at_the_metrics_of_its_own_stack() -> None:
    """Powertools gives every metric the service's name as its dimension."""
    eigen = {"Ref": "AWS::StackName"}
    assert sjabloon()["Globals"]["Function"]["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == eigen
    assert not any("POWERTOOLS_SERVICE_NAME" in een.get("Environment", {}).get("Variables", {}) for een in FUNCTIES.values())
    metingen = [een for alarm in ALARMEN.values() for een in _metingen(alarm)]
    van_ons = [een for een in metingen if een["Namespace"] == "Klantmail"]
    assert len(van_ons) > 5
    for een in van_ons:
        assert een["Dimensions"] == [{"Name": "service", "Value": eigen}]
    for een in metingen:
        van_elders = {"DestinationBucket", "RuleId"} if een["Namespace"] == "AWS/S3" else set()
        assert all(_verwijst(dimensie["Value"]) for dimensie in een["Dimensions"] if dimensie["Name"] not in van_elders)


def test_guardduty_judges_all_of_the_archive_and_the_uploads_and_nobody_else_sets_its_tag() -> None:
    plannen = [een for een in BRONNEN.values() if een["Type"] == "AWS::GuardDuty::MalwareProtectionPlan"]
    assert {een["Condition"] for een in plannen} == {BRONNEN["Keuringsrol"]["Condition"]} == {"MetKeuringsplan"}
    assert [een["Properties"]["ProtectedResource"] for een in plannen] == [
        {"S3Bucket": {"BucketName": {"Ref": emmer}}} for emmer in ("Archief", "Uploads")
    ]
    assert all(een["Properties"]["Actions"] == {"Tagging": {"Status": "ENABLED"}} for een in plannen)
    for emmer in ("Archief", "Uploads"):
        (regel,) = (
            een["Fn::If"][1]
            for een in BRONNEN[f"{emmer}Beleid"]["Properties"]["PolicyDocument"]["Statement"]
            if een.get("Fn::If", [""])[0] == "MetKeuringsplan"
        )
        assert (regel["Effect"], regel["Principal"]) == ("Deny", "*")
        assert {"s3:PutObjectTagging", "s3:DeleteObjectTagging"} <= set(regel["Action"])
        assert regel["Condition"] == {"ArnNotEquals": {"aws:PrincipalArn": {"Fn::GetAtt": "Keuringsrol.Arn"}}}
    labelaars = {naam for naam in FUNCTIES for acties, _ in rollen()[naam] if "PutObjectTagging" in str(acties)}
    assert labelaars == set()


def test_whoever_hands_a_file_out_or_sends_it_on_may_read_what_the_scanner_says() -> None:
    met_keuring = {naam for naam, een in FUNCTIES.items() if "KEURING_VANAF" in een.get("Environment", {}).get("Variables", {})}
    labellezers = {naam for naam in FUNCTIES for acties, _ in rollen()[naam] if "s3:GetObjectTagging" in str(acties)}
    assert met_keuring == labellezers == {"Beantwoorden", "Doorzetten", "Raadplegen", "Registreren", "Taken", "Verzamelen"}
