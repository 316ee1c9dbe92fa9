"""The template gives the page where agents work a place."""

from typing import Any

import pytest

from klantmail_local.werkplek import headers
from tests.support.template import parsed_template, value_of

RESOURCES: dict[str, Any] = parsed_template()["Resources"]
PLACE = ("Werkplek", "WerkplekBeleid", "WerkplekToegang", "WerkplekKoppen", "WerkplekDistributie")
VALUES = {
    "ApiDomein": "api.gemeente.example",
    "Aanmeldpagina": "gemeente",
    "AWS::Region": "eu-west-1",
    "AWS::Partition": "aws",
    "AWS::AccountId": "111122223333",
    "Archief.RegionalDomainName": "archief.s3.eu-west-1.amazonaws.com",
    "Uploads.RegionalDomainName": "uploads.s3.eu-west-1.amazonaws.com",
    "Werkplek.Arn": "arn:aws:s3:::werkplek",
    "WerkplekDistributie": "E1",
}


def of(name: str) -> dict[str, Any]:
    properties: dict[str, Any] = value_of(RESOURCES[name]["Properties"], VALUES)
    return properties


@pytest.mark.parametrize("name", PLACE)
def test_a_stack_without_the_page_has_no_place_for_it(name: str) -> None:
    assert RESOURCES[name]["Condition"] == "MetWerkplek"


def test_only_the_distribution_reads_the_files_and_over_tls_only() -> None:
    bucket = of("Werkplek")
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    refused, allowed = of("WerkplekBeleid")["PolicyDocument"]["Statement"]
    assert (refused["Effect"], refused["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allowed["Action"] == "s3:GetObject"
    assert allowed["Resource"] == "arn:aws:s3:::werkplek/*"
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1"}}
    access = of("WerkplekToegang")["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")
    assert RESOURCES["WerkplekDistributie"]["Properties"]["DistributionConfig"]["Origins"][0]["OriginAccessControlId"] == {
        "Fn::GetAtt": "WerkplekToegang.Id"
    }


def directives(policy: str) -> dict[str, set[str]]:
    return {name: set(sources) for name, *sources in (each.split() for each in policy.split(";"))}


def test_the_page_comes_with_the_headers_that_it_has_on_this_machine() -> None:
    config = of("WerkplekKoppen")["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    sent = {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "X-Frame-Options": security["FrameOptions"]["FrameOption"],
        "X-Content-Type-Options": "nosniff",
        **{each["Header"]: each["Value"] for each in config["CustomHeadersConfig"]["Items"]},
    }
    services = [
        "https://api.gemeente.example",
        "https://gemeente.auth.eu-west-1.amazoncognito.com",
        "https://archief.s3.eu-west-1.amazonaws.com",
        "https://uploads.s3.eu-west-1.amazonaws.com",
    ]
    here = headers(services)
    assert directives(sent.pop("Content-Security-Policy")) == directives(here.pop("Content-Security-Policy"))
    assert sent == here
    policy = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000


def test_nobody_gets_the_page_in_the_clear_or_changes_it() -> None:
    distribution = RESOURCES["WerkplekDistributie"]["Properties"]["DistributionConfig"]
    behavior = distribution["DefaultCacheBehavior"]
    assert behavior["ViewerProtocolPolicy"] == "redirect-to-https"
    assert behavior["AllowedMethods"] == ["GET", "HEAD"]
    assert behavior["ResponseHeadersPolicyId"] == {"Ref": "WerkplekKoppen"}
    with_domain = distribution["ViewerCertificate"]["Fn::If"][1]
    assert with_domain["MinimumProtocolVersion"] == "TLSv1.2_2021"


def test_the_api_and_the_login_know_the_domain_of_the_page() -> None:
    values = {
        "Herkomsten": "https://a.example",
        "Werkplekdomein": "post.gemeente.example",
        "Aanmeldterugkeer": "https://a.example/",
    }
    variables = parsed_template()["Globals"]["Function"]["Environment"]["Variables"]
    assert value_of(variables["HERKOMSTEN"], values) == "https://a.example,https://post.gemeente.example"
    back = value_of(RESOURCES["EigenAanmeldingClient"]["Properties"]["CallbackURLs"], values)
    assert back == ["https://a.example/", "https://post.gemeente.example/"]


def test_the_security_txt_of_the_page_leads_to_that_of_the_municipality() -> None:
    """RFC 9116 section 3: the file may be at another place, to which a redirect leads."""
    code = value_of(
        RESOURCES["SecurityTxtFunctie"]["Properties"]["FunctionCode"], {"SecurityTxt": "https://a.example/security.txt"}
    )
    assert "statusCode: 302" in code
    assert "location: { value: 'https://a.example/security.txt' }" in code
    (behaviour,) = of("WerkplekDistributie")["DistributionConfig"]["CacheBehaviors"]
    assert behaviour["PathPattern"] == "/.well-known/security.txt"
    assert behaviour["FunctionAssociations"] == [{"EventType": "viewer-request", "FunctionARN": "SecurityTxtFunctie.FunctionARN"}]
    assert RESOURCES["SecurityTxtFunctie"]["Condition"] == "MetSecurityTxt"
