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
from klantmail_local.ses_events import SentMail, events
from klantmail_local.ses_sending import Sending
from tests.proofs.iam.demanded import DEMANDS
from tests.support.audit import FIELDS
from tests.support.builders import taak, zaak
from tests.support.kinds import WITH_A_MAIL
from tests.support.large_town import PARAMETERS
from tests.support.roles import rollen
from tests.support.sizes import LIMITS, environments, measured
from tests.support.template import PROJECT, functions, parsed_template, read_template, routes, value_of, vertaald
from tests.unit.domain.test_feit import met_geschiedenis

RESOURCES: dict[str, Any] = parsed_template()["Resources"]
FUNCTIONS = functions()


def _lines(function: str) -> Iterator[dict[str, Any]]:
    for policy in FUNCTIONS[function]["Policies"]:
        assert isinstance(policy, dict), "a managed policy or a SAM policy template is wider than it looks"
        yield from policy["Statement"]


def _actions(line: dict[str, Any]) -> list[str]:
    return list(line["Action"]) if isinstance(line["Action"], list) else [line["Action"]]


def _sources(line: dict[str, Any]) -> list[str]:
    """The resources of a statement, as text: `Tabel.Arn`, `${Archief.Arn}/klantcontacten/*`."""
    sources = line["Resource"] if isinstance(line["Resource"], list) else [line["Resource"]]
    return [str(next(iter(source.values()))) if isinstance(source, dict) else str(source) for source in sources]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_names_its_actions_and_resources_one_by_one(function: str) -> None:
    for acties, waarop in rollen()[function]:
        assert "*" not in acties
        assert waarop != "*" or acties == WITHOUT_SOURCE
    for line in _lines(function):
        assert set(line) <= {"Sid", "Effect", "Action", "Resource", "Condition"}
        assert line["Effect"] == "Allow"


WITHOUT_SOURCE = "logs:GetQueryResults"
"""The action that AWS knows no resource for: the results of a search that the account made.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
"""
WAAROP: dict[str, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
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
        WITHOUT_SOURCE: r"\*",
        "lambda:": r"(Ontvangen|Verzenden|Registreren)\.Arn",
        "ses:": r"arn:.*:(identity/\*|configuration-set/\$\{Configuratieset\})",
    }.items()
}
"""The resources that an action, or the beginning of one, may have: down to the table, the index, the prefix, the queue.

The longest beginning comes first.
"""


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_right_reaches_one_table_index_prefix_queue_or_function(function: str) -> None:
    for line in _lines(function):
        for actie in _actions(line):
            if actie == "dynamodb:Query" and _is_van_een_lijst(line):
                continue
            pattern = WAAROP[max((kind for kind in WAAROP if actie.startswith(kind)), key=len)]
            for source in _sources(line):
                assert pattern.fullmatch(source), f"{actie} on {source}"
            if actie == "s3:ListBucket" and "Archief.Arn" in _sources(line):
                (toets,) = line["Condition"].values()
                assert toets["s3:prefix"] in {"emailberichten/*", "klantcontacten/*", "vernietiging/*"}


def _is_van_een_lijst(line: dict[str, Any]) -> bool:
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
        {f"ForAllValues:{comparison}": {"dynamodb:LeadingKeys": lijsten}}
        for lijsten in van_een_lijst
        for comparison in ("StringLike", "StringEquals")
    ]
    return line.get("Condition") in voorwaarden and _sources(line) == ["Tabel.Arn"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_reaches_only_the_items_of_its_job(function: str) -> None:
    """Items of another kind are out of reach by the beginning of their key: it ends in `#`, or is the whole key.

    The local AWS does not fill dynamodb:LeadingKeys; `make iam` holds them against the keys that each function asks
    for.
    """
    for line in _lines(function):
        if any(actie.startswith("dynamodb:") for actie in _actions(line)) and "Tabel.Arn" in _sources(line):
            ((comparison, toets),) = line["Condition"].items()
            assert comparison in {"ForAllValues:StringLike", "ForAllValues:StringEquals"}
            assert toets["dynamodb:LeadingKeys"]
            for key in toets["dynamodb:LeadingKeys"]:
                assert re.fullmatch(r"[A-Z]+(#\*)?", key)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_uses_the_key_for_what_it_reads_and_writes_and_no_more(function: str) -> None:
    """The local AWS asks no right on a key, so this alone checks those.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    """
    acties = {actie for line in _lines(function) for actie in _actions(line)}
    with_key = {actie for actie in acties if actie.startswith("kms:")}
    stroomt = any(each["Type"] == "DynamoDB" for each in FUNCTIONS[function].get("Events", {}).values())
    leest = stroomt or any(actie.startswith("dynamodb:") for actie in acties) or "s3:GetObject" in acties
    nodig = ({"kms:Decrypt"} if leest else set()) | ({"kms:GenerateDataKey"} if "s3:PutObject" in acties else set())
    assert with_key == nodig


def test_nothing_is_stored_under_another_key_than_our_own() -> None:
    key = RESOURCES["Sleutel"]["Properties"]
    assert key["EnableKeyRotation"] is True
    for line in key["KeyPolicy"]["Statement"]:
        if "Service" in line["Principal"]:
            assert "*" not in "".join(line["Action"])
            assert "AWS::AccountId" in str(line["Condition"]), "another account could use the key through this service"
    assert RESOURCES["Tabel"]["Properties"]["SSESpecification"] == {
        "SSEEnabled": True,
        "SSEType": "KMS",
        "KMSMasterKeyId": {"Fn::GetAtt": "Sleutel.Arn"},
    }
    for source in RESOURCES.values():
        if source["Type"] == "AWS::SecretsManager::Secret":
            assert source["Properties"]["KmsKeyId"] == {"Ref": "Sleutel"}
        if source["Type"] == "AWS::Logs::LogGroup":
            assert source["Properties"]["KmsKeyId"] == {"Fn::GetAtt": "Sleutel.Arn"}
    assert parsed_template()["Globals"]["Function"]["KmsKeyArn"] == {"Fn::GetAtt": "Sleutel.Arn"}


def test_a_queue_is_encrypted_and_can_always_be_written() -> None:
    """Queues are not under our own key: the last word on what failed may not
    depend on the rights of whoever writes it.
    """
    for source in RESOURCES.values():
        if source["Type"] == "AWS::SQS::Queue":
            assert source["Properties"]["SqsManagedSseEnabled"] is True
            assert "KmsMasterKeyId" not in source["Properties"]


def test_the_api_is_throttled_and_takes_a_waf_where_one_is_given() -> None:
    (instelling,) = RESOURCES["Api"]["Properties"]["MethodSettings"]
    assert (instelling["HttpMethod"], instelling["ResourcePath"]) == ("*", "/*")
    assert 0 < instelling["ThrottlingRateLimit"] <= instelling["ThrottlingBurstLimit"] <= 200
    assert RESOURCES["ApiWaf"]["Condition"] == "MetWaf"
    assert RESOURCES["ApiWaf"]["Properties"]["WebACLArn"] == {"Ref": "WafAcl"}
    assert parsed_template()["Parameters"]["WafAcl"]["Default"] == ""
    group = value_of(RESOURCES["Api"]["Properties"]["AccessLogSetting"]["DestinationArn"], {})
    assert "RetentionInDays" in RESOURCES[group.split(".")[0]]["Properties"]


def test_only_sending_sends_and_only_sweeping_and_destroying_remove_from_the_archive() -> None:
    may_send = {name for name in FUNCTIONS for acties, _ in rollen()[name] if "ses:" in acties}
    assert may_send == {"Verzenden"}
    for name in FUNCTIONS:
        for acties, waarop in rollen()[name]:
            assert "s3:DeleteObject" not in acties or "Intake" in waarop or name in {"Vegen", "Vernietigen"}
            assert "s3:DeleteObjectVersion" not in acties or name == "Vernietigen", "only it reaches old versions"
        for line in _lines(name):
            gone = [{"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [each]}} for each in ("CONCEPTEN#*", "ZOEK#*")]
            verwijdert = {"dynamodb:DeleteItem", "dynamodb:BatchWriteItem"} & set(_actions(line))
            assert not verwijdert or name == "Vernietigen" or line["Condition"] in gone


def test_the_destroyer_reaches_every_kind_of_item_that_belongs_to_a_mail_and_nothing_of_an_archivist() -> None:
    (items,) = [each for each in _lines("Vernietigen") if "dynamodb:DeleteItem" in _actions(each)]
    assert {
        each.removesuffix("#*") for each in items["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
    } == WITH_A_MAIL
    objecten = {
        source
        for each in _lines("Vernietigen")
        if any("Delete" in actie for actie in _actions(each))
        for source in _sources(each)
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
    lines = {_sources(each)[0].rpartition(":")[2]: each for each in _lines("Verzenden") if "ses:SendEmail" in _actions(each)}
    assert lines.keys() == {"identity/*", "configuration-set/${Configuratieset}"}
    ((comparison, toets),) = lines["identity/*"]["Condition"].items()
    assert comparison == "StringLikeIfExists"
    globs = value_of(toets["ses:FromAddress"], {"Maildomein": "gemeente.example"})

    def mag(afzender: str) -> bool:
        return any(fnmatchcase(afzender, pattern) for pattern in globs)

    assert mag("info@gemeente.example")
    assert mag("info@belastingen.gemeente.example")
    assert not mag("info@elders.example")
    assert not mag("info@nietgemeente.example")
    assert not mag("info@gemeente.example.elders.example")
    assert "Condition" not in lines["configuration-set/${Configuratieset}"]


def test_mail_that_waits_for_an_hour_raises_an_alarm() -> None:
    alarm = RESOURCES["VerzendingWachtAlarm"]["Properties"]
    assert alarm["MetricName"] == f"Verzending_{Resultaat.LATER}"
    assert alarm["Period"] * alarm["EvaluationPeriods"] == 3600


def test_the_key_of_addresses_is_given_to_who_hashes_them_and_to_nobody_else() -> None:
    """The integration tests load each function with the settings of the template only: a missing one shows there."""
    assert "AFZENDERSLEUTEL" not in parsed_template()["Globals"]["Function"]["Environment"]["Variables"]
    have = {name for name, each in FUNCTIONS.items() if "AFZENDERSLEUTEL" in each.get("Environment", {}).get("Variables", {})}
    aan_de_balie = {"Beantwoorden", "Doorzetten", "Ordenen", "Raadplegen", "Taken"}
    assert have == {"Ontvangen", "Verzenden", "Bezorgstatus", "Indexeren", "Vernietigen", "Verzamelen"} | aan_de_balie


def test_only_what_asks_the_zaken_api_reads_its_secrets() -> None:
    may_read = {(name, waarop) for name in FUNCTIONS for acties, waarop in rollen()[name] if "secretsmanager:" in acties}
    vragen = {"Registreren", "Vernietigen", "Doorzetten"}
    assert may_read == {(name, geheim) for name in vragen for geheim in ("ZgwGeheim", "ZgwCertificaat")}


def test_what_the_functions_and_the_api_log_is_not_kept_for_ever() -> None:
    groups = {name for name, source in RESOURCES.items() if source["Type"] == "AWS::Logs::LogGroup"}
    assert groups == {"Auditlog", "FunctieLog", "ApiLog"}
    for group in groups:
        term = "AuditdagenBewaren" if group == "Auditlog" else "LogdagenBewaren"
        assert RESOURCES[group]["Properties"]["RetentionInDays"] == {"Ref": term}
    assert parsed_template()["Globals"]["Function"]["LoggingConfig"]["LogGroup"] == {"Ref": "FunctieLog"}


def test_what_people_did_and_saw_is_logged_apart_and_nobody_here_can_change_or_delete_it() -> None:
    antwoordt = {name for name, each in FUNCTIONS.items() if any(e["Type"] == "Api" for e in each.get("Events", {}).values())}
    apart = {name for name, each in FUNCTIONS.items() if each.get("LoggingConfig") == {"LogGroup": {"Ref": "Auditlog"}}}
    assert apart == antwoordt | {"Verzamelen"}, "who reads for a privacy officer is one of these"
    assert not any("LoggingConfig" in FUNCTIONS[name] for name in FUNCTIONS.keys() - apart)
    assert RESOURCES["Auditlog"]["Properties"]["DeletionProtectionEnabled"] is True
    rights = {actie for name in FUNCTIONS for acties, _ in rollen()[name] for actie in acties.split(", ")}
    assert {actie for actie in rights if actie.startswith("logs:")} <= {"logs:StartQuery", "logs:GetQueryResults"}


@pytest.mark.parametrize(
    "function", ["Ontvangen", "Verzenden", "Bezorgstatus", "Registreren", "Tellen", "Vangnet", "Vernietigen"]
)
def test_what_fails_for_good_behind_an_event_is_kept_in_a_queue_with_an_alarm(function: str) -> None:
    wachtrij = FUNCTIONS[function]["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"].split(".")[
        0
    ]
    alarmen = [
        source["Properties"]["Dimensions"][0]["Value"]
        for source in RESOURCES.values()
        if source["Type"] == "AWS::CloudWatch::Alarm"
        and source["Properties"].get("MetricName") == "ApproximateNumberOfMessagesVisible"
    ]
    assert {"Fn::GetAtt": f"{wachtrij}.QueueName"} in alarmen


def test_the_stream_has_few_readers_with_bounded_retries_and_a_place_for_what_fails() -> None:
    lezers = [
        event["Properties"]
        for properties in FUNCTIONS.values()
        for event in properties.get("Events", {}).values()
        if event["Type"] == "DynamoDB"
    ]
    assert 0 < len(lezers) <= 2
    for reader in lezers:
        assert reader["MaximumRetryAttempts"] > 0
        assert reader["BisectBatchOnFunctionError"] is True
        assert reader["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert reader["DestinationConfig"]["OnFailure"]


def test_the_lease_of_an_attempt_outlasts_the_function_that_makes_it() -> None:
    lease = parsed_template()["Globals"]["Function"]["Environment"]["Variables"]["VERZENDLEASE_SECONDEN"]
    assert int(lease) > FUNCTIONS["Verzenden"]["Timeout"]
    registreren = FUNCTIONS["Registreren"]
    variables = registreren["Environment"]["Variables"]
    werktijd, zaaklease = (int(variables[name]) for name in ("ZAAKWERKTIJD_SECONDEN", "ZAAKLEASE_SECONDEN"))
    assert werktijd < registreren["Timeout"] < zaaklease


def test_a_batch_of_the_stream_fits_its_function_also_when_every_call_is_slow() -> None:
    """A function that dies after the claim leaves an attempt that nobody may make again.

    One verzending is read from S3, claimed, sent and reported; DynamoDB may be asked twice for the last.
    """
    s3, ses = _langst(S3_CONFIG), _langst(SES_CONFIG)
    meta = Item.Meta
    dynamodb = (meta.connect_timeout_seconds + meta.read_timeout_seconds) * (1 + meta.max_retry_attempts)
    verzenden = FUNCTIONS["Verzenden"]
    count = verzenden["Events"]["Stroom"]["Properties"]["BatchSize"]
    assert count * (s3 + 3 * dynamodb + ses) < verzenden["Timeout"]


def _langst(config: Any) -> int:
    """Return the seconds that a client of boto3 waits for an answer at most, over all attempts."""
    return int((config.connect_timeout + config.read_timeout) * config.retries["total_max_attempts"])


@pytest.mark.parametrize("function", sorted(next(demand.functions for demand in DEMANDS if demand.action == "s3:ListBucket")))
def test_a_missing_object_is_missing_and_not_forbidden_to_who_must_know(function: str) -> None:
    """S3 asks for ListBucket before it says 404, and the request for an object has no prefix to compare."""
    (name,) = (name for name, each in FUNCTIONS.items() if each["CodeUri"] == f"functions/{function}")
    bucket = "Intake.Arn" if function == "ontvangen" else "Archief.Arn"
    seen = [each for each in _lines(name) if "s3:ListBucket" in _actions(each) and bucket in _sources(each)]
    assert seen
    for line in seen:
        assert set(line.get("Condition", {})) <= {"StringLikeIfExists"}


def test_a_round_of_the_vangnet_leaves_its_function_time_to_end_well() -> None:
    vangnet = FUNCTIONS["Vangnet"]
    assert int(vangnet["Environment"]["Variables"]["RONDE_SECONDEN"]) <= vangnet["Timeout"] - 30


def test_the_models_know_the_indexes_of_the_template() -> None:
    in_template = {
        index["IndexName"]: (index["KeySchema"], index["Projection"])
        for index in RESOURCES["Tabel"]["Properties"]["GlobalSecondaryIndexes"]
    }
    in_model = {
        schema["index_name"]: (schema["key_schema"], schema["projection"])
        for schema in (index._get_schema() for index in Item._indexes.values())
    }
    assert in_model == in_template


def test_an_update_from_the_last_release_makes_or_removes_one_index_at_most_and_changes_none() -> None:
    """DynamoDB takes one new or removed index in an update, and CloudFormation fails on more.

    Whoever releases copies the indexes to deploy/released-indexes.json. A second index waits for the next release.

    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
    """
    then = json.loads((PROJECT / "deploy" / "released-indexes.json").read_text())["indexes"]
    nu = {
        each["IndexName"]: {"KeySchema": each["KeySchema"], "Projection": each["Projection"]}
        for each in RESOURCES["Tabel"]["Properties"]["GlobalSecondaryIndexes"]
    }
    assert len(nu.keys() ^ then.keys()) <= 1
    assert {name: nu[name] for name in nu.keys() & then.keys()} == {name: then[name] for name in nu.keys() & then.keys()}


def test_every_function_has_its_code_and_every_event_its_example() -> None:
    for properties in FUNCTIONS.values():
        assert (PROJECT / properties["CodeUri"] / "app.py").is_file()
    kinds = {event["Type"] for properties in FUNCTIONS.values() for event in properties.get("Events", {}).values()}
    assert kinds == {"Api", "DynamoDB", "EventBridgeRule", "SQS", "ScheduleV2"}
    streams = ("stroom-verzending", "stroom-emailbericht", "wachtrij-zaak", "wachtrij-emailbericht")
    for name in (*streams, "ses-ontvangst", "api-antwoord", "ses-delivery", "vangnet"):
        assert (PROJECT / "events" / f"{name}.json").is_file()


def test_a_browser_can_ask_about_every_path_without_a_login() -> None:
    """One route takes all of it: API Gateway goes by path and method together.

    What a path has no method for falls through to a greedy path that has it, as the test of the deployed stack shows
    too.
    """
    assert [(each.path, each.is_open) for each in routes() if each.method == "OPTIONS"] == [("/{proxy+}", True)]
    assert {each.path for each in routes() if "+}" in each.path} == {"/{proxy+}"}


def test_nobody_can_write_who_they_are() -> None:
    """A client that can write custom attributes must give its users no token that Cognito takes for writing them."""
    clients = [source["Properties"] for source in RESOURCES.values() if source["Type"] == "AWS::Cognito::UserPoolClient"]
    assert len(clients) == 2
    for client in clients:
        streams = client["ExplicitAuthFlows"]
        mogelijk = [*streams["Fn::If"][1], *streams["Fn::If"][2]] if isinstance(streams, dict) else streams
        zelf_aanmelden = set(mogelijk) - {"ALLOW_REFRESH_TOKEN_AUTH"}
        entitled = zelf_aanmelden or "aws.cognito.signin.user.admin" in client.get("AllowedOAuthScopes", [])
        if entitled:
            assert client["WriteAttributes"] == ["email"]


def test_nobody_comes_in_by_a_password_where_the_municipality_has_a_login_of_its_own() -> None:
    clients = [source["Properties"] for source in RESOURCES.values() if source["Type"] == "AWS::Cognito::UserPoolClient"]
    voorwaarde, met, zonder = clients[0]["ExplicitAuthFlows"]["Fn::If"]
    assert (voorwaarde, met) == ("MetEigenAanmelding", ["ALLOW_REFRESH_TOKEN_AUTH"])
    assert {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"} < set(zonder)
    assert clients[1]["ExplicitAuthFlows"] == ["ALLOW_REFRESH_TOKEN_AUTH"]


def test_cognito_asks_our_function_for_the_groups_of_a_login_by_the_municipality() -> None:
    """The function may change groups in this pool; the pool waits for it, so a policy of its own names the pool.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
    """
    pool = RESOURCES["Gebruikerspool"]["Properties"]
    aan, vraag, uit = pool["LambdaConfig"]["Fn::If"]
    assert (aan, vraag, uit) == (
        "MetEigenAanmelding",
        {"PreTokenGeneration": {"Fn::GetAtt": "Aanmelden.Arn"}},
        {"Ref": "AWS::NoValue"},
    )
    toelating = RESOURCES["CognitoRoeptAanmelden"]["Properties"]
    assert toelating["Principal"] == "cognito-idp.amazonaws.com"
    assert toelating["SourceArn"] == {"Fn::GetAtt": "Gebruikerspool.Arn"}
    (line,) = RESOURCES["AanmeldenGroepen"]["Properties"]["PolicyDocument"]["Statement"]
    assert line["Resource"] == {"Fn::GetAtt": "Gebruikerspool.Arn"}
    assert FUNCTIONS["Aanmelden"]["Policies"] == []
    assert not any("Gebruikerspool" in str(each) for each in _parts(FUNCTIONS["Aanmelden"])), "each would wait for the other"
    assert {RESOURCES[name]["Condition"] for name in ("Aanmelden", "AanmeldenGroepen", "CognitoRoeptAanmelden")} == {aan}


def test_the_claim_of_the_roles_can_be_kept_and_is_in_no_token() -> None:
    """Cognito must be able to write what a login maps, up to 2,048 characters.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
    """
    kenmerken = {each["Name"]: each for each in RESOURCES["Gebruikerspool"]["Properties"]["Schema"]}
    assert kenmerken["rollen"]["Mutable"] is True
    assert kenmerken["rollen"]["StringAttributeConstraints"]["MaxLength"] == "2048"
    assert RESOURCES["EigenAanmelding"]["Properties"]["AttributeMapping"][ROLCLAIM] == {"Ref": "Rolclaim"}
    client = RESOURCES["EigenAanmeldingClient"]["Properties"]
    assert ROLCLAIM in client["WriteAttributes"]
    assert ROLCLAIM not in client["ReadAttributes"]
    rollen = {each.partition("=")[0] for each in PARAMETERS["Rolwaarden"].split(",")}
    assert rollen == {rol.value for rol in Rol}


def test_the_postvakken_of_a_login_are_given_by_the_municipality_and_read_by_the_api() -> None:
    kenmerken = {each["Name"]: each for each in RESOURCES["Gebruikerspool"]["Properties"]["Schema"]}
    assert kenmerken["postvakken"]["StringAttributeConstraints"] == {"MinLength": "0", "MaxLength": "2048"}
    mapping = RESOURCES["EigenAanmelding"]["Properties"]["AttributeMapping"]
    assert mapping["custom:postvakken"] == {"Ref": "Postvakclaim"}
    for name in ("WerkplekClient", "EigenAanmeldingClient"):
        assert "custom:postvakken" in RESOURCES[name]["Properties"]["ReadAttributes"]
    assert "custom:postvakken" in RESOURCES["EigenAanmeldingClient"]["Properties"]["WriteAttributes"]


def test_pages_of_the_origins_of_the_parameter_read_documents_and_no_others() -> None:
    met, lines, zonder = RESOURCES["Archief"]["Properties"]["CorsConfiguration"]["Fn::If"]
    assert (met, zonder) == ("MetHerkomsten", {"Ref": "AWS::NoValue"})
    (line,) = lines["CorsRules"]
    assert (line["AllowedMethods"], line["AllowedOrigins"]) == (["GET"], {"Ref": "Herkomsten"})


def test_a_login_lasts_a_working_day_and_no_month() -> None:
    """Cognito renews tokens for 30 days when nothing is said.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
    """
    clients = [source["Properties"] for source in RESOURCES.values() if source["Type"] == "AWS::Cognito::UserPoolClient"]
    assert [(each["RefreshTokenValidity"], each["TokenValidityUnits"]["RefreshToken"]) for each in clients] == [(12, "hours")] * 2


def test_who_may_do_without_a_login_is_named_here() -> None:
    open_ = {(each.function, each.method) for each in routes() if each.is_open}
    assert open_ == {("openapi", "OPTIONS"), ("openapi", "GET")}


BUCKETS = {name: source["Properties"] for name, source in RESOURCES.items() if source["Type"] == "AWS::S3::Bucket"}


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_is_encrypted_with_our_key_private_and_speaks_tls_only(bucket: str) -> None:
    (versleuteling,) = BUCKETS[bucket]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    ours = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Fn::GetAtt": "Sleutel.Arn"}}
    # The page is the same for everybody and holds nothing of anybody, and CloudFront would need the key to read it.
    assert versleuteling["ServerSideEncryptionByDefault"] == ({"SSEAlgorithm": "AES256"} if bucket == "Werkplek" else ours)
    assert all(BUCKETS[bucket]["PublicAccessBlockConfiguration"].values())
    (policy,) = [
        source["Properties"]["PolicyDocument"]
        for source in RESOURCES.values()
        if source["Type"] == "AWS::S3::BucketPolicy" and source["Properties"]["Bucket"] == {"Ref": bucket}
    ]
    refusal = policy["Statement"][0]
    assert (refusal["Effect"], refusal["Action"], refusal["Principal"]) == ("Deny", "s3:*", "*")
    assert refusal["Resource"] == [{"Fn::GetAtt": f"{bucket}.Arn"}, {"Fn::Sub": f"${{{bucket}.Arn}}/*"}]
    assert refusal["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_only_uploads_and_copies_for_who_asked_expire_and_only_uploads_keep_no_versions_of_what_we_wrote() -> None:
    verlopend = {
        (name, line.get("Prefix")): line["ExpirationInDays"]
        for name, bucket in BUCKETS.items()
        for line in bucket.get("LifecycleConfiguration", {}).get("Rules", ())
        if "ExpirationInDays" in line
    }
    assert verlopend == {
        ("Uploads", None): 7,
        ("Archief", Inzageverzoek.MAP): COPY_KEPT.days,
        ("Archief", Wooverzoek.MAP): COPY_KEPT.days,
    }
    assert "VersioningConfiguration" not in BUCKETS["Uploads"]
    assert BUCKETS["Archief"]["VersioningConfiguration"] == {"Status": "Enabled"}


ANTWOORDEN = ("Beantwoorden", "Taken", "Doorzetten")
"""The functions that may take uploads along."""


def test_uploads_are_put_by_the_form_and_read_by_who_answers() -> None:
    rights = {(name, acties) for name in FUNCTIONS for acties, waarop in rollen()[name] if "Uploads" in waarop}
    lezers = {(name, recht) for name in ANTWOORDEN for recht in ("s3:GetObject", "s3:GetObjectTagging", "s3:ListBucket")}
    lezers |= {("Vernietigen", recht) for recht in ("s3:ListBucket", "s3:DeleteObject")}
    assert rights == {("Uploaden", "s3:PutObject"), *lezers}


# -- the size of a municipality ----------------------------------------------------------------------------------------


def test_a_large_municipality_stays_below_the_limits_of_aws() -> None:
    weighed = measured()
    assert weighed.keys() == LIMITS.keys()
    for kind, (name, size) in weighed.items():
        assert 0 < size <= LIMITS[kind], f"{kind}: {name}"
    assert environments().keys() == FUNCTIONS.keys()


def test_the_longest_lists_that_a_parameter_takes_fit_where_they_are_kept() -> None:
    """CloudFormation takes 4,096 characters of a parameter. Parameter Store takes 4 KB of a value, and no empty one.

    https://docs.aws.amazon.com/general/latest/gr/ssm.html
    """
    longest = ",".join(f"Zaaktype {number:03}=https://catalogi.gemeente.example/zaaktypen/{number:03}" for number in range(66))
    assert 4000 < len(longest) <= 4096
    lijsten = {"Eenhedenlijst": "Eenheden", "Zaaktypenlijst": "Zaaktypen"}
    lijsten |= {"Aliassenlijst": "Aliassen", "MeerAliassenlijst": "MeerAliassen"}
    for name, parameter in lijsten.items():
        properties = RESOURCES[name]["Properties"]
        assert value_of(properties["Value"], {parameter: longest}) == longest
        assert "Tier" not in properties, "the standard one takes 4 KB"
    for name in ("Zaaktypenlijst", "Aliassenlijst", "MeerAliassenlijst"):
        assert RESOURCES[name]["Properties"]["Value"]["Fn::If"][2] == ","
    have = {name for name, each in FUNCTIONS.items() if "LIJSTEN" in each.get("Environment", {}).get("Variables", {})}
    mogen = {name for name in FUNCTIONS if any("ssm:GetParameters" in _actions(line) for line in _lines(name))}
    assert have == mogen == {"Beantwoorden", "Doorzetten", "Inrichting", "Inzien", "Ontvangen", "Ordenen", "Taken"}


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
    sources = vertaald()["Resources"]
    assert sum(source["Type"] == "AWS::Scheduler::Schedule" for source in sources.values()) == 4
    vast = [
        (name, property_, value)
        for name, source in sources.items()
        for property_, value in source.get("Properties", {}).items()
        if property_.endswith("Name") and (source["Type"], property_) not in NAAM_BINNEN_EEN_ANDERE_BRON and not _verwijst(value)
    ]
    assert vast == []


def _verwijst(value: Any) -> bool:
    """Tell whether a name comes from the stack's own, or from what it made."""
    match value:
        case {"Ref": name} | {"Fn::GetAtt": [name, _]}:
            return name == "AWS::StackName" or name in vertaald()["Resources"]
        case {"Fn::GetAtt": str(text)}:
            return text.partition(".")[0] in RESOURCES
        case {"Fn::If": [_, dan, _]}:
            return _verwijst(dan)
        case {"Fn::Sub": str(text)}:
            return "${AWS::StackName}" in text
    return False


def test_the_role_by_which_the_gateway_logs_is_there_before_the_stage_and_stays_after_the_stack() -> None:
    """One account and region has one such role, which other stacks use too; a stage with an access log needs it.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    """
    for name in ("Poortlogrol", "Poortaccount"):
        source = RESOURCES[name]
        assert source["Condition"] == "MetPoortlogrol"
        assert (source["DeletionPolicy"], source["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert RESOURCES["Poortaccount"]["Properties"] == {"CloudWatchRoleArn": {"Fn::GetAtt": "Poortlogrol.Arn"}}
    (podium,) = (source for source in vertaald()["Resources"].values() if source["Type"] == "AWS::ApiGateway::Stage")
    bestemming = podium["Properties"]["AccessLogSetting"]["DestinationArn"]
    assert {"Ref": "Poortaccount"} in _parts(bestemming), "CloudFormation would not wait for it"
    assert value_of(bestemming, {}) == "ApiLog.Arn"


def _parts(part: Any) -> Iterator[Any]:
    """Walk through a part of the template, and all that is in it."""
    yield part
    if isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _parts(each)


def test_the_login_page_has_an_address_that_no_other_stack_has() -> None:
    """Prefixes of 63 characters at most are shared by all accounts of a region; some words are AWS's own.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
    """
    domein = RESOURCES["Aanmeldpagina"]["Properties"]["Domain"]
    assert domein["Fn::If"][0] == "MetAanmelddomein"
    stapel = "arn:aws:cloudformation:eu-west-1:123456789012:stack/Klantmail-TEST/b1a2c3d4-1111-2222-3333-0123456789ab"
    made = value_of(domein["Fn::If"][2], {"AWS::StackId": stapel})
    assert made == "klantmail-b1a2c3d4-1111-2222-3333-0123456789ab"
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", made)
    assert PARAMETERS["Aanmelddomein"] == ""


def test_an_identity_that_is_there_already_is_left_alone_and_ours_stays() -> None:
    identity = RESOURCES["Mailidentiteit"]
    assert identity["Condition"] == "MetIdentiteit"
    assert (identity["DeletionPolicy"], identity["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    points_at = [name for name, source in RESOURCES.items() if {"Ref": "Mailidentiteit"} in _parts(source)]
    assert points_at == [], "without the identity, these would fail"


# -- around it ---------------------------------------------------------------------------------------------------------


def test_a_domain_of_the_municipality_has_the_same_paths_as_the_address_of_aws() -> None:
    """A mapping with another base path, or none, would leave `/v1` out of what the documents say."""
    path = RESOURCES["Apipad"]["Properties"]
    assert (path["BasePath"], path["Stage"]) == (RESOURCES["Api"]["Properties"]["StageName"], {"Ref": "Apiv1Stage"})
    assert parsed_template()["Outputs"]["ApiUrl"]["Value"]["Fn::Sub"].endswith(f"/{path['BasePath']}")
    domein = RESOURCES["Apidomeinnaam"]["Properties"]
    aansluiting = {"Types": ["REGIONAL"], "IpAddressType": "dualstack"}
    assert (domein["SecurityPolicy"], domein["EndpointConfiguration"]) == ("TLS_1_2", aansluiting)
    assert RESOURCES["Apipad"]["Condition"] == RESOURCES["Apidomeinnaam"]["Condition"] == "MetApiDomein"


def test_the_api_answers_over_ipv6_too() -> None:
    assert RESOURCES["Api"]["Properties"]["EndpointConfiguration"] == {"Type": "REGIONAL", "IpAddressType": "dualstack"}


def test_a_login_that_cognito_keeps_has_a_second_factor_unless_somebody_says_no() -> None:
    """BIO2 5.17.01."""
    assert PARAMETERS["MfaVerplicht"] == "ja"
    assert RESOURCES["Gebruikerspool"]["Properties"]["MfaConfiguration"] == {"Fn::If": ["MfaVerplicht", "ON", "OPTIONAL"]}


@pytest.mark.parametrize(("value", "expected"), [("nee", False), ("ontvangst", False), ("verzending", True), ("beide", True)])
def test_mail_leaves_over_tls_alone_where_that_is_demanded(value: str, expected: bool) -> None:
    assert value in parsed_template()["Parameters"]["TlsVerplicht"]["AllowedValues"]
    choices = parsed_template()["Conditions"]["MetTlsBijVerzending"]["Fn::Or"]
    assert {"Fn::Equals": [{"Ref": "TlsVerplicht"}, value]} in choices if expected else value not in str(choices)
    policy = RESOURCES["Configuratieset"]["Properties"]["DeliveryOptions"]["TlsPolicy"]
    assert policy == {"Fn::If": ["MetTlsBijVerzending", "REQUIRE", "OPTIONAL"]}


def test_only_the_functions_that_call_the_zaken_api_may_be_in_a_vpc_and_read_its_secret() -> None:
    met_api = [name for name, each in FUNCTIONS.items() if "ZAKEN_API" in each.get("Environment", {}).get("Variables", {})]
    met_vpc = [name for name, each in FUNCTIONS.items() if "VpcConfig" in each]
    assert met_api == met_vpc == ["Registreren", "Vernietigen", "Doorzetten"]
    assert RESOURCES["ZgwGeheimLezen"]["Properties"]["Roles"] == [{"Ref": f"{name}Role"} for name in met_api]
    voorwaarde, _, anders = FUNCTIONS["Registreren"]["VpcConfig"]["Fn::If"]
    assert (voorwaarde, anders) == ("MetVpc", {"Ref": "AWS::NoValue"})


def test_backups_of_table_and_archive_are_locked_as_long_as_they_are_kept_and_copied_where_the_parameter_says() -> None:
    """AWS Backup keeps buckets that have versions.

    https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
    """
    (line,) = RESOURCES["Reserveplan"]["Properties"]["BackupPlan"]["BackupPlanRule"]
    lock = RESOURCES["Kluis"]["Properties"]["LockConfiguration"]["MinRetentionDays"]
    assert lock <= line["Lifecycle"]["DeleteAfterDays"]
    _, (copy,), _ = line["CopyActions"]["Fn::If"]
    assert copy["DestinationBackupVaultArn"] == {"Ref": "Reservekluis"}
    assert RESOURCES["Reservekeuze"]["Properties"]["BackupSelection"]["Resources"] == [
        {"Fn::GetAtt": "Tabel.Arn"},
        {"Fn::GetAtt": "Archief.Arn"},
    ]
    assert RESOURCES["Archief"]["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}


def test_the_archive_is_copied_elsewhere_under_a_key_of_that_place_where_the_parameter_says() -> None:
    """S3 copies what is under a key of ours only when it is told to, and the role may use both keys.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
    """
    conditie, instelling, anders = RESOURCES["Archief"]["Properties"]["ReplicationConfiguration"]["Fn::If"]
    assert (conditie, anders) == ("MetKopiearchief", {"Ref": "AWS::NoValue"})
    (line,) = instelling["Rules"]
    assert line["SourceSelectionCriteria"] == {"SseKmsEncryptedObjects": {"Status": "Enabled"}}
    assert line["DeleteMarkerReplication"] == {"Status": "Disabled"}
    assert line["Destination"]["Bucket"] == {"Ref": "Kopiearchief"}
    assert line["Destination"]["EncryptionConfiguration"] == {"ReplicaKmsKeyID": {"Ref": "Kopiesleutel"}}
    rights = RESOURCES["Kopierechten"]["Properties"]["PolicyDocument"]["Statement"]
    schrijft = [each for each in rights if "s3:ReplicateObject" in each["Action"]]
    assert [each["Resource"] for each in schrijft] == [{"Fn::Sub": "${Kopiearchief}/*"}]
    assert [each["Resource"] for each in rights if each["Action"] == "kms:Decrypt"] == [{"Fn::GetAtt": "Sleutel.Arn"}]
    assert [each["Resource"] for each in rights if each["Action"] == "kms:Encrypt"] == [{"Ref": "Kopiesleutel"}]
    seen = {each["Name"]: each["Value"] for each in RESOURCES["KopieMisluktAlarm"]["Properties"]["Dimensions"]}
    assert seen["RuleId"] == line["Id"]


def test_a_copy_of_the_archive_is_kept_as_long_as_a_backup_and_is_written_by_the_role_of_the_stack_alone() -> None:
    """The removal of a version is not copied, so what was destroyed goes from the copy by its age."""
    there = read_template(PROJECT / "deploy" / "kopie.yaml")["Resources"]
    bucket = there["Copy"]["Properties"]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    everything, *verzoeken = bucket["LifecycleConfiguration"]["Rules"]
    (line,) = RESOURCES["Reserveplan"]["Properties"]["BackupPlan"]["BackupPlanRule"]
    assert everything["ExpirationInDays"] == line["Lifecycle"]["DeleteAfterDays"]
    here = RESOURCES["Archief"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [each for each in here if each.get("Prefix")] == verzoeken
    schrijft = there["CopyPolicy"]["Properties"]["PolicyDocument"]["Statement"][1]
    versleutelt = there["Key"]["Properties"]["KeyPolicy"]["Statement"][1]
    assert RESOURCES["Kopierol"]["Type"] == "AWS::IAM::Role"
    values = {"Account": "123456789012", "Stack": "kcc", "AWS::Partition": "aws"}
    for each in (schrijft, versleutelt):
        rol = value_of(each["Condition"]["ArnLike"]["aws:PrincipalArn"], values)
        assert rol == "arn:aws:iam::123456789012:role/kcc-Kopierol-*"


def test_the_outputs_say_what_goes_in_the_zone_and_where_the_data_is() -> None:
    uit = parsed_template()["Outputs"]
    values = {"Maildomein": "gemeente.nl", "MailFrom": "retour.gemeente.nl", "AWS::Region": "eu-west-1"}
    assert {"DkimRecord1", "DkimRecord2", "DkimRecord3", "MailFromRecords", "MxRecord", "SpfRecord", "Regio"} <= uit.keys()
    assert value_of(uit["DmarcRecord"]["Value"], values) == '_dmarc.gemeente.nl TXT "v=DMARC1; p=reject"'
    assert value_of(uit["MailFromRecords"]["Value"], values).startswith("retour.gemeente.nl MX 10 feedback-smtp.eu-west-1.")
    assert value_of(uit["MxRecord"]["Value"], values).startswith("gemeente.nl MX 10 inbound-smtp.eu-west-1.")
    assert uit["HerlijstenArn"]["Value"] == {"Fn::GetAtt": "Herlijsten.Arn"}


def test_a_deleted_object_is_gone_when_the_table_can_be_set_back_to_no_moment_at_which_it_was_there() -> None:
    """A deleted object of a bucket with versions stays until a rule of its own ends it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
    """
    line, *copies = RESOURCES["Archief"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [(each["Prefix"], each["NoncurrentVersionExpiration"]) for each in copies] == [
        (kind.MAP, {"NoncurrentDays": 1}) for kind in (Inzageverzoek, Wooverzoek)
    ], "these are copies"
    back = RESOURCES["Tabel"]["Properties"]["PointInTimeRecoverySpecification"]["RecoveryPeriodInDays"]
    assert line["NoncurrentVersionExpiration"]["NoncurrentDays"] == back == 35
    assert line["ExpiredObjectDeleteMarker"] is True
    assert "ExpirationInDays" not in line, "nothing of the archive may end by itself"


# -- environments ------------------------------------------------------------------------------------------------------

BEWAARD = {"Sleutel", "Afzendersleutel", "Tabel", "Intake", "Archief", "Gebruikerspool", "Auditlog", "FunctieLog", "ApiLog"}
"""The data outlives the stack, in these resources."""


def test_what_holds_data_outlives_the_stack_and_not_a_first_deployment_that_failed() -> None:
    """A table and a pool that may not be deleted would make the roll-back fail too: these two are cleaned by hand.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    """
    for name in BEWAARD:
        source = RESOURCES[name]
        protected = source["Properties"].get("DeletionProtectionEnabled") or source["Properties"].get("DeletionProtection")
        assert source["DeletionPolicy"] == ("Retain" if protected else "RetainExceptOnCreate")
        assert source["UpdateReplacePolicy"] == "Retain"


def test_cloudformation_may_make_every_kind_of_resource_that_the_template_has() -> None:
    """The role of deploy/pipeline.yaml goes by the name of the stack. A kind that it does not know would fail late."""
    rights = (PROJECT / "deploy" / "pipeline.yaml").read_text().partition("  ServiceRole:")[2]
    services = set(re.findall(r'"([a-z0-9-]+):[A-Za-z*]+"', rights))
    anders = {"apigateway": "apigateway", "cognito": "cognito-idp", "wafv2": "wafv2"}
    kinds = {source["Type"].split("::")[1].lower() for source in vertaald()["Resources"].values()}
    assert {anders.get(kind, kind) for kind in kinds} <= services


def test_the_pipeline_may_give_each_service_the_role_that_the_template_makes_for_it() -> None:
    rights = (PROJECT / "deploy" / "pipeline.yaml").read_text().rpartition('"iam:PassedToService"')[2].partition("]")[0]
    rollen = [source["Properties"] for source in vertaald()["Resources"].values() if source["Type"] == "AWS::IAM::Role"]
    lines = [line for rol in rollen for line in rol["AssumeRolePolicyDocument"]["Statement"]]
    services = {dienst for line in lines for dienst in [line["Principal"].get("Service")] if isinstance(dienst, str)}
    assert "backup.amazonaws.com" in services
    assert {dienst for dienst in services if dienst not in rights} == set()


def test_the_policy_of_the_stack_lets_no_update_replace_data() -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html"""
    mag, may_not = json.loads((PROJECT / "deploy" / "stack-policy.json").read_text())["Statement"]
    assert (mag["Effect"], mag["Action"], mag["Resource"]) == ("Allow", "Update:*", "*")
    assert (may_not["Effect"], set(may_not["Action"])) == ("Deny", {"Update:Replace", "Update:Delete"})
    genoemd = {each.removeprefix("LogicalResourceId/") for each in may_not["Resource"]}
    assert genoemd == BEWAARD - {"FunctieLog", "ApiLog"}


@pytest.mark.parametrize("variables", ["default", "test", "production"])
def test_an_environment_says_what_the_template_asks_and_shows_its_changes_first(variables: str) -> None:
    settings = tomllib.loads((PROJECT / "samconfig.toml").read_text())[variables]["deploy"]["parameters"]
    assert settings["confirm_changeset"] is True
    gezet = dict(each.split("=") for each in settings.get("parameter_overrides", "").split())
    for name, value in gezet.items():
        toegestaan = parsed_template()["Parameters"][name].get("AllowedValues")
        assert toegestaan is None or value in map(str, toegestaan)
    if variables != "default":
        labels = dict(each.split("=") for each in settings["tags"].split())
        assert labels == {"toepassing": settings["stack_name"], "omgeving": variables}, "the budget goes by the first"


SES_EVENTS = {
    name: json.loads((PROJECT / "events" / f"ses-{name}.json").read_text())
    for name in ("send", "delivery", "deliverydelay", "bounce", "complaint", "reject")
}
"""Each kind of event, in the shape that SES gives it.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
"""


def _neemt(configuratieset: str, event: dict[str, Any]) -> bool:
    """Tell whether the rule of a stack with this configuration set takes the event."""
    pattern = FUNCTIONS["Bezorgstatus"]["Events"]["Ses"]["Properties"]["Pattern"]
    ingevuld = json.dumps(value_of(pattern, {"Configuratieset": configuratieset}))
    return EventPattern.load(ingevuld).matches_event(event)  # type: ignore[arg-type]  # moto's own type names more


@pytest.mark.parametrize("name", SES_EVENTS)
def test_the_events_of_ses_go_to_the_stack_that_sent_the_mail_and_to_no_other(name: str) -> None:
    assert _neemt("klantmail", SES_EVENTS[name])
    assert not _neemt("klantmail-test", SES_EVENTS[name])


@pytest.mark.parametrize(
    "ontvanger", ["jan@burger.example", "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"]
)
def test_the_events_of_the_local_ses_go_the_way_of_the_real_ones(ontvanger: str) -> None:
    verzoek = Sending(
        "info@gemeente.example", (ontvanger,), {"verzending": "c0ffee00", "poging": "1"}, "set", b"Subject: Re\r\n\r\n"
    )
    verstuurd = SentMail(verzoek, "0102", datetime(2026, 11, 24, tzinfo=UTC), verzoek.raw)
    for event in events(verstuurd):
        assert _neemt("set", event)
        assert not _neemt("klantmail", event)
        assert event["detail"]["mail"].keys() == SES_EVENTS["send"]["detail"]["mail"].keys()


def test_a_bounce_comes_as_an_event_and_not_as_mail_into_a_mailbox() -> None:
    """SES mails it all the same where no event destination takes bounces and complaints.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ses-emailidentity-feedbackattributes.html
    """
    identity = RESOURCES["Mailidentiteit"]["Properties"]
    assert identity["FeedbackAttributes"] == {"EmailForwardingEnabled": False}
    bestemming = RESOURCES["Bezorggebeurtenissen"]["Properties"]["EventDestination"]
    assert bestemming["Enabled"] is True
    assert {"bounce", "complaint"} <= set(bestemming["MatchingEventTypes"])


# -- parameters that need each other -----------------------------------------------------------------------------------


def _where(part: Any, values: dict[str, str]) -> bool:
    """Work out a condition of a rule, as far as the functions go that ours use."""
    match part:
        case {"Fn::Not": [one]}:
            return not _where(one, values)
        case {"Fn::Equals": [{"Ref": name}, str(text)]}:
            return values[name] == text
    raise ValueError(f"{part} is not known here")


def _geweigerd(**anders: str) -> list[str]:
    """Return what CloudFormation says against the defaults with these values, before it makes anything."""
    values = PARAMETERS | anders
    return [
        demand["AssertDescription"]
        for line in parsed_template()["Rules"].values()
        if _where(line["RuleCondition"], values)
        for demand in line["Assertions"]
        if not _where(demand["Assert"], values)
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
    assert [each.removesuffix(".").rpartition(" ")[2] for each in _geweigerd(**anders)] == ontbreekt


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
    assert vertaald()["Rules"].keys() == parsed_template()["Rules"].keys()


# -- alarms reach somebody, and lead somewhere -------------------------------------------------------------------------

ALARMS = {name: source["Properties"] for name, source in RESOURCES.items() if source["Type"] == "AWS::CloudWatch::Alarm"}


def _measurements(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the metrics that an alarm looks at, each with Namespace, MetricName and Dimensions."""
    if "Metrics" in alarm:
        return [each["MetricStat"]["Metric"] for each in alarm["Metrics"] if "MetricStat" in each]
    return [alarm]


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_tells_somebody_when_it_begins_and_when_it_ends(name: str) -> None:
    alarm = ALARMS[name]
    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "Alarmen"}]
    assert alarm["AlarmDescription"]
    assert "AlarmName" not in alarm, "CloudFormation names it after the stack, which is what the topic's policy goes by"


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_is_one_that_cloudwatch_takes(name: str) -> None:
    """One metric by itself, or ten at most in one expression, of which the expression alone is the result.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    """
    alarm = ALARMS[name]
    if "Metrics" in alarm:
        assert not alarm.keys() & {"Namespace", "MetricName", "Dimensions", "Period", "Statistic", "ExtendedStatistic"}
        (uitkomst,) = [each for each in alarm["Metrics"] if each["ReturnData"]]
        assert re.fullmatch(r"(SUM|MAX)\(METRICS\(\)\)", uitkomst["Expression"])
        assert 2 <= len(_measurements(alarm)) <= 10
        assert len({each["Id"] for each in alarm["Metrics"]}) == len(alarm["Metrics"])
    else:
        assert ("Statistic" in alarm) != ("ExtendedStatistic" in alarm)
        assert alarm["Period"] * alarm["EvaluationPeriods"] <= 86400


def test_the_topic_of_the_alarms_is_under_our_key_and_takes_no_other_word() -> None:
    """CloudWatch cannot write to a topic under a key that does not let it.

    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    """
    assert RESOURCES["Alarmen"]["Properties"]["KmsMasterKeyId"] == {"Ref": "Sleutel"}
    (line,) = RESOURCES["AlarmenBeleid"]["Properties"]["PolicyDocument"]["Statement"]
    assert (line["Principal"], line["Action"]) == ({"Service": "cloudwatch.amazonaws.com"}, "sns:Publish")
    assert "AWS::AccountId" in str(line["Condition"]["StringEquals"])
    mogen = [
        each for each in RESOURCES["Sleutel"]["Properties"]["KeyPolicy"]["Statement"] if each["Principal"] == line["Principal"]
    ]
    assert [set(each["Action"]) for each in mogen] == [{"kms:Decrypt", "kms:GenerateDataKey"}]
    abonnement = RESOURCES["AlarmenPerMail"]["Properties"]
    assert (abonnement["Protocol"], abonnement["Endpoint"]) == ("email", {"Ref": "Alarmadres"})


@pytest.mark.parametrize("measurement", ["Errors", "Throttles"])
def test_every_function_is_watched_for_what_goes_wrong(measurement: str) -> None:
    seen = [
        value_of(each["Dimensions"][0]["Value"], {})
        for alarm in ALARMS.values()
        for each in _measurements(alarm)
        if (each["Namespace"], each["MetricName"]) == ("AWS/Lambda", measurement)
    ]
    assert sorted(seen) == sorted(FUNCTIONS)


def test_every_way_to_lose_an_event_is_watched() -> None:
    seen = {
        (each["MetricName"], value_of(each["Dimensions"][0]["Value"], {}).partition(".")[0])
        for alarm in ALARMS.values()
        for each in _measurements(alarm)
    }
    for name, each in FUNCTIONS.items():
        if "EventInvokeConfig" in each:
            assert ("DestinationDeliveryFailures", name) in seen
        for event in each.get("Events", {}).values():
            if event["Type"] == "DynamoDB":
                assert ("IteratorAge", name) in seen
    lines = {
        name: source["Properties"] for name, source in vertaald()["Resources"].items() if source["Type"] == "AWS::Events::Rule"
    }
    assert sorted(lines) == ["BezorgstatusSes", "Cijferregel", "Zaakregel", "Zoekregel"]
    for name, line in lines.items():
        genoemd = value_of(line.get("Name", name), {})
        assert {("FailedInvocations", genoemd), ("InvocationsFailedToBeSentToDlq", genoemd)} <= seen
        assert all(doel["DeadLetterConfig"] and doel["RetryPolicy"] for doel in line["Targets"])
    for name, source in RESOURCES.items():
        if source["Type"] == "AWS::SQS::Queue":
            assert ("ApproximateAgeOfOldestMessage", name) in seen
            assert ("ApproximateNumberOfMessagesVisible", name) in seen or "RedrivePolicy" in source["Properties"]
            assert ALARMS["WachtrijOudAlarm"]["Threshold"] < source["Properties"]["MessageRetentionPeriod"]


FOLLOWED = {
    name: event["Properties"]
    for name, each in FUNCTIONS.items()
    for event in each.get("Events", {}).values()
    if event["Type"] == "SQS"
}
"""The functions that work on a queue."""


@pytest.mark.parametrize("name", ["Registreren", "Tellen", "Indexeren", "Vernietigen", "Verzamelen"])
def test_who_works_on_a_queue_has_a_queue_with_time_for_its_function_and_a_place_for_what_fails(name: str) -> None:
    """Lambda asks six times the function's time-out and the time in which it collects a batch.

    Otherwise a message comes back while it is worked on.
    https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    """
    assert FOLLOWED.keys() == {"Registreren", "Tellen", "Indexeren", "Vernietigen", "Verzamelen"}
    assert FOLLOWED[name]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    wachtrij = RESOURCES[FOLLOWED[name]["Queue"]["Fn::GetAtt"].partition(".")[0]]["Properties"]
    assert wachtrij["VisibilityTimeout"] >= 6 * FUNCTIONS[name]["Timeout"] + FOLLOWED[name].get(
        "MaximumBatchingWindowInSeconds", 0
    )
    assert wachtrij["RedrivePolicy"]["maxReceiveCount"] >= 5
    assert wachtrij["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": f"{name}Mislukt.Arn"}


def test_the_figures_get_no_more_at_a_time_than_are_counted_together() -> None:
    assert FOLLOWED["Tellen"]["BatchSize"] == MAX_SAMEN
    # what waits in its queue is not told again meanwhile
    assert int(FUNCTIONS["Tellen"]["Environment"]["Variables"]["NAVERTELLEN_NA_SECONDEN"]) > (
        2 * (FOLLOWED["Tellen"]["MaximumBatchingWindowInSeconds"] + FUNCTIONS["Tellen"]["Timeout"])
    )


def _volgers(feit: Feit) -> set[str]:
    """Return the rules of the bus that take the event of this feit."""
    event = {"source": BRON, "detail-type": f"{TYPES}{feit.soort}", "detail": cloudevent(feit, "1" * 20)}
    lines = {name: source["Properties"] for name, source in RESOURCES.items() if source["Type"] == "AWS::Events::Rule"}
    return {
        name
        for name, line in lines.items()
        if EventPattern.load(json.dumps(line["EventPattern"])).matches_event(event)  # type: ignore[arg-type]
    }


def test_each_feit_goes_to_who_follows_it() -> None:
    for feit in feiten_van_bericht(met_geschiedenis()):
        assert _volgers(feit) == {"Cijferregel", "Zoekregel"}
    for feit in feiten_van_taak(taak()):
        assert _volgers(feit) == {"Cijferregel"}
    assert _volgers(*feiten_van_zaak(zaak())) == {"Zaakregel", "Cijferregel", "Zoekregel"}


def test_the_bus_may_fill_each_queue_by_the_rule_that_needs_it_only() -> None:
    policy = RESOURCES["BusVultWachtrijen"]["Properties"]
    for line in policy["PolicyDocument"]["Statement"]:
        (van,) = (each["Fn::GetAtt"].partition(".")[0] for each in line["Condition"]["ArnEquals"].values())
        (doel,) = RESOURCES[van]["Properties"]["Targets"]
        assert line["Resource"] == [doel["Arn"], doel["DeadLetterConfig"]["Arn"]]


def test_the_api_the_table_and_the_name_of_the_sender_are_watched() -> None:
    """SES looks into an account at 5% of bounces and 0.1% of complaints.

    https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
    """
    grenzen = {each["MetricName"]: alarm["Threshold"] for alarm in ALARMS.values() for each in _measurements(alarm)}
    assert {"5XXError", "Latency", "ReadThrottleEvents", "WriteThrottleEvents"} <= grenzen.keys()
    assert (grenzen["Reputation.BounceRate"], grenzen["Reputation.ComplaintRate"]) == (0.05, 0.001)
    assert RESOURCES["Configuratieset"]["Properties"]["ReputationOptions"] == {"ReputationMetricsEnabled": True}
    assert RESOURCES["Api"]["Properties"]["Name"] == {"Ref": "AWS::StackName"}
    for name in ("ApiStoringAlarm", "ApiTraagAlarm"):
        assert ALARMS[name]["Dimensions"] == [{"Name": "ApiName", "Value": {"Ref": "AWS::StackName"}}]


def test_one_alarm_and_one_page_show_all_of_them() -> None:
    genoemd = re.findall(r'ALARM\("\$\{(\w+)\}"\)', RESOURCES["Klantmailalarm"]["Properties"]["AlarmRule"]["Fn::Sub"])
    assert sorted(genoemd) == sorted(ALARMS)
    overzicht = RESOURCES["Overzicht"]["Properties"]["DashboardBody"]
    getoond = re.findall(r'"\$\{(\w+)\.Arn\}"', overzicht["Fn::Sub"])
    assert sorted(getoond) == sorted(ALARMS)
    parts = json.loads(value_of(overzicht, {}))["widgets"]
    assert {each["type"] for each in parts} == {"alarm", "metric"}


def test_the_guide_says_what_the_stack_costs_before_there_is_any_mail() -> None:
    """The prices a month are: a key 1 dollar, a secret 0.40, a metric of an alarm 0.10, their sum 0.50, a dashboard 3.

    https://aws.amazon.com/kms/pricing/, /secrets-manager/pricing/, /cloudwatch/pricing/
    """
    prices = {
        "AWS::KMS::Key": 1.0,
        "AWS::SecretsManager::Secret": 0.4,
        "AWS::CloudWatch::CompositeAlarm": 0.5,
        "AWS::CloudWatch::Dashboard": 3.0,
    }
    measurements = sum(len(_measurements(alarm)) for alarm in ALARMS.values())
    bedrag = sum(prices.get(source["Type"], 0) for source in RESOURCES.values()) + 0.1 * measurements
    guide = (PROJECT / "docs" / "deploying.md").read_text()
    assert (
        f"{bedrag:.0f} dollars a month: a key, a secret, {len(ALARMS)} alarms over {measurements} metrics, a dashboard" in guide
    )


def test_the_runbook_says_of_every_alarm_what_to_do() -> None:
    headers = re.findall(r"^### (\w+)\n\n(\S)", (PROJECT / "docs" / "runbook.md").read_text(), re.MULTILINE)
    assert sorted(name for name, _ in headers) == sorted(ALARMS)


def test_a_saved_query_asks_for_what_is_logged() -> None:
    """Lambda keeps its own lines of time-outs and lack of memory from WARN on: they are of level ERROR.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    """
    fields = {
        "FunctieLog": FIELDS | {"function_name", "soort", "plaats", "level", "message"},
        "ApiLog": set(json.loads(RESOURCES["Api"]["Properties"]["AccessLogSetting"]["Format"])),
    }
    of_lambda = {"type"}
    taal = {"fields", "filter", "sort", "limit", "stats", "count", "pct", "max", "as", "by", "in", "or", "and", "asc", "desc"}
    vragen = [source["Properties"] for source in RESOURCES.values() if source["Type"] == "AWS::Logs::QueryDefinition"]
    assert len(vragen) == 4
    for vraag in vragen:
        group = vraag["LogGroupNames"][-1]["Ref"]
        bare = re.sub(r'"[^"]*"|@\w+', "", vraag["QueryString"])
        own = set(re.findall(r"\bas (\w+)", bare))
        assert set(re.findall(r"[a-z_]\w*", bare, re.IGNORECASE)) <= fields[group] | of_lambda | taal | own
    assert parsed_template()["Globals"]["Function"]["LoggingConfig"]["SystemLogLevel"] == "WARN"


def test_an_alarm_looks_at_the_metrics_of_its_own_stack() -> None:
    """Powertools gives every metric the service's name as its dimension."""
    own = {"Ref": "AWS::StackName"}
    assert parsed_template()["Globals"]["Function"]["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == own
    assert not any("POWERTOOLS_SERVICE_NAME" in each.get("Environment", {}).get("Variables", {}) for each in FUNCTIONS.values())
    measurements = [each for alarm in ALARMS.values() for each in _measurements(alarm)]
    van_ons = [each for each in measurements if each["Namespace"] == "Klantmail"]
    assert len(van_ons) > 5
    for each in van_ons:
        assert each["Dimensions"] == [{"Name": "service", "Value": own}]
    for each in measurements:
        van_elders = {"DestinationBucket", "RuleId"} if each["Namespace"] == "AWS/S3" else set()
        assert all(_verwijst(dimensie["Value"]) for dimensie in each["Dimensions"] if dimensie["Name"] not in van_elders)


def test_guardduty_judges_all_of_the_archive_and_the_uploads_and_nobody_else_sets_its_tag() -> None:
    plans = [each for each in RESOURCES.values() if each["Type"] == "AWS::GuardDuty::MalwareProtectionPlan"]
    assert {each["Condition"] for each in plans} == {RESOURCES["Keuringsrol"]["Condition"]} == {"MetKeuringsplan"}
    assert [each["Properties"]["ProtectedResource"] for each in plans] == [
        {"S3Bucket": {"BucketName": {"Ref": bucket}}} for bucket in ("Archief", "Uploads")
    ]
    assert all(each["Properties"]["Actions"] == {"Tagging": {"Status": "ENABLED"}} for each in plans)
    for bucket in ("Archief", "Uploads"):
        (line,) = (
            each["Fn::If"][1]
            for each in RESOURCES[f"{bucket}Beleid"]["Properties"]["PolicyDocument"]["Statement"]
            if each.get("Fn::If", [""])[0] == "MetKeuringsplan"
        )
        assert (line["Effect"], line["Principal"]) == ("Deny", "*")
        assert {"s3:PutObjectTagging", "s3:DeleteObjectTagging"} <= set(line["Action"])
        assert line["Condition"] == {"ArnNotEquals": {"aws:PrincipalArn": {"Fn::GetAtt": "Keuringsrol.Arn"}}}
    labellers = {name for name in FUNCTIONS for acties, _ in rollen()[name] if "PutObjectTagging" in str(acties)}
    assert labellers == set()


def test_whoever_hands_a_file_out_or_sends_it_on_may_read_what_the_scanner_says() -> None:
    met_keuring = {
        name for name, each in FUNCTIONS.items() if "KEURING_VANAF" in each.get("Environment", {}).get("Variables", {})
    }
    labellezers = {name for name in FUNCTIONS for acties, _ in rollen()[name] if "s3:GetObjectTagging" in str(acties)}
    assert met_keuring == labellezers == {"Beantwoorden", "Doorzetten", "Raadplegen", "Registreren", "Taken", "Verzamelen"}
