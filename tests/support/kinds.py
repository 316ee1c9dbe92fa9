"""Every kind of item of the table, by what becomes of it when a mail is destroyed. A new kind is one line here."""

from typing import Final

WITH_A_MAIL: Final = frozenset(
    {
        "EMAILBERICHT",
        "KLANTCONTACT",
        "INFORMATIEOBJECT",
        "VERZENDING",
        "ZAAK",
        "INTERNETAAK",
        "TAAKGESPREK",
        "BERICHTID",
        "ONTVANGST",
        "NOTITIES",
        "RECTIFICATIES",
        "CONCEPTEN",
        "UPLOAD",
        "BEVESTIGING",
        "ZOEK",
    }
)
"""These are destroyed with the mail that they belong to; a BEVESTIGING only when the mail of its address is erased."""
BY_ITSELF: Final = frozenset({"CONCEPTEN", "UPLOAD", "BEVESTIGING", "ZOEK", "INZAGEVERZOEK", "WOOVERZOEK"})
"""DynamoDB removes these by itself after `vervaltOp`."""
HANDED_OUT: Final = frozenset(
    {
        "EMAILBERICHT",
        "KLANTCONTACT",
        "RECTIFICATIES",
        "INFORMATIEOBJECT",
        "VERZENDING",
        "ZAAK",
        "INTERNETAAK",
        "NOTITIES",
        "CONCEPTEN",
    }
)
"""These are handed out to the person that they are about, who asks for it."""
NOT_HANDED_OUT: Final = {
    "TAAKGESPREK": "ids of klantcontacten and mails that are handed out, with their moments",
    "BERICHTID": "hashes of Message-IDs of mails that are handed out",
    "ONTVANGST": "likewise, of received mails",
    "UPLOAD": "ids of files that are handed out",
    "BEVESTIGING": "a hash, and the moment of a mail that is handed out",
    "ZOEK": "hashes of words of mails that are handed out",
}
"""These belong to a mail and are not handed out: each holds nothing that is not handed out elsewhere, as it says."""
FOR_A_WEEK: Final = {
    "INZAGEVERZOEK": "the addresses that were asked for, while the request is there",
    "WOOVERZOEK": "the words that were asked for, while the request is there",
}
"""These are about a citizen and belong to no mail."""
OF_NO_CITIZEN: Final = {
    "STANDAARDANTWOORD": "texts of the municipality",
    "STANDAARDGEBRUIK": "counts of those",
    "ONDERTEKENING": "texts of the municipality",
    "POSTVAKSTORING": "when no mail could come in, in words of the municipality",
    "MEDEWERKER": "who has logged in; the municipality removes the login",
    "CIJFERS": "figures about no person",
    "FEIT": "that something was counted in those: its kind and moment, under an id that leads to no record",
    "VANGNET": "counts",
    "BEWAARTERMIJNEN": "the terms of keeping",
    "VERNIETIGINGSLIJST": "counts, and who approved them; the address of a request goes when its list is made",
    "VERNIETIGD": "tombstones: ids",
}
"""These are kept: nothing in them is about a citizen, for the reason given here."""
