"""Addresses of postvakken."""


def zonder_label(adres: str) -> str:
    """The address in lower case, without its `+label`: to a receipt rule of SES both are the same address.

    https://docs.aws.amazon.com/ses/latest/dg/receiving-email-receipt-rules-console-walkthrough.html
    """
    lokaal, _, domein = adres.lower().rpartition("@")
    return f"{lokaal.partition('+')[0]}@{domein}"
