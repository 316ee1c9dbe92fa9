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
        "CONCEPTEN",
        "UPLOAD",
        "FEIT",
        "BEVESTIGING",
        "ZOEK",
    }
)
"""Destroyed with the mail that they are of or about; a BEVESTIGING only when the mail of its address is erased."""
BY_ITSELF: Final = frozenset({"CONCEPTEN", "UPLOAD", "BEVESTIGING", "ZOEK"})
"""Gone by themselves too, after `vervaltOp`."""
OF_NO_CITIZEN: Final = {
    "STANDAARDANTWOORD": "texts of the municipality",
    "STANDAARDGEBRUIK": "counts of those",
    "ONDERTEKENING": "texts of the municipality",
    "MEDEWERKER": "who has logged in; the municipality removes the login",
    "CIJFERS": "figures about no person",
    "VANGNET": "counts",
    "BEWAARTERMIJNEN": "the terms of keeping",
    "VERNIETIGINGSLIJST": "counts, and who approved them; the address of a request goes when its list is made",
    "VERNIETIGD": "tombstones: ids",
}
"""Kept, and why: nothing of them is about a citizen."""
