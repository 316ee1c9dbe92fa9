"""The content of a received mail as an agent sees it.

It is made once at intake from the Ontleding, stored as `inhoud.json`, and read at every inzage.

emailberichten/<id>/<sha256>.eml                    the mail, byte for byte
emailberichten/<id>/<reader version>/inhoud.json    this module
emailberichten/<id>/<reader version>/inhoud.txt     the text, when it is too long for a klantcontact item
emailberichten/<id>/<reader version>/nieuw.txt      the text without quotes, when it is too long for an answer
emailberichten/<id>/<reader version>/weergave.html  safe HTML, complete in itself
emailberichten/<id>/bijlagen/<MIME path>-<sha256>   the attachments
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from klantmail.domain.document import (
    BESTANDSNAAM_MAIL,
    FORMAAT_MAIL,
    Bijlage,
    Bijlagerol,
    Documentlink,
    Informatieobject,
    Tekst,
)
from klantmail.domain.emailbericht import Emailbericht, Ontleedstand
from klantmail.domain.fouten import NietBeschikbaar, NietGevonden
from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.tijd import als_tekst, uit_tekst
from klantmail.ports.objecten import Archief
from ontleden.ontleding import MAX_ADRES, MAX_NAAM, MAX_ONDERWERP, Adres, Bezorgfout, Ontleding, ingekort

MAX_TEKST_IN_RECORD: Final = 32 * 1024
"""Bytes of text that a klantcontact item holds itself (decision 7)."""
MAX_TEKST_IN_ANTWOORD: Final = 256 * 1024
"""Bytes of text in one answer of the API; longer texts go by link, so that no answer exceeds 1 MB."""

MAX_BEZORGFOUTEN: Final = 20
"""The recipients of a delivery report that one answer names. The text of a report about more of them has them all."""


def mail_key(emailbericht: UUID, sha256: str) -> str:
    return f"emailberichten/{emailbericht}/{sha256}.eml"


def bijlage_key(emailbericht: UUID, pad: str, sha256: str) -> str:
    return f"emailberichten/{emailbericht}/bijlagen/{pad}-{sha256}"


def gelezen_onder(emailbericht: UUID, versie: str) -> str:
    """The beginning of the keys of what this version of the reader made of a received mail."""
    return f"emailberichten/{emailbericht}/{versie}"


def inhoud_key(emailbericht: UUID, versie: str) -> str:
    return f"{gelezen_onder(emailbericht, versie)}/inhoud.json"


def eigenaar_van(object_key: str) -> UUID | None:
    """Return the e-mailbericht that an object of the archive belongs to; None for a mail of our own."""
    soort, _, rest = object_key.partition("/")
    return UUID(rest.partition("/")[0]) if soort == "emailberichten" else None


def tekstlink(archief: Archief) -> Callable[[str], tuple[str, datetime]]:
    """Return a function from the key of a text to a short-lived address of it, as a download."""
    return lambda object_key: archief.link(object_key, bestandsnaam="inhoud.txt", formaat="text/plain; charset=utf-8")


def documentlink(archief: Archief, document: Informatieobject) -> Documentlink:
    """Return the short-lived addresses of a document: as a download, and to be shown where that is safe."""
    naam, formaat = document.naam_in_link, document.formaat
    download, geldig_tot = archief.link(document.object_key, bestandsnaam=naam, formaat=formaat)
    if not document.is_te_tonen:
        return Documentlink(download, None, geldig_tot)
    weergave, _ = archief.link(document.object_key, bestandsnaam=naam, formaat=formaat, als_download=False)
    return Documentlink(download, weergave, geldig_tot)


def weergavelink(archief: Archief, object_key: str) -> tuple[str, datetime]:
    """A short-lived address of the safe HTML, to be shown in a sandboxed frame."""
    return archief.link(object_key, bestandsnaam="e-mail.html", formaat="text/html; charset=utf-8", als_download=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailinhoud:
    """The part of the Ontleding that viewing and answering need, with the documents that the parts became."""

    onderwerp: str
    afzender: Adres
    beantwoorden_aan: tuple[Adres, ...]
    """The addresses in Reply-To."""
    verzender: Adres | None
    """The mailbox in Sender."""
    retourpad: str
    """The sender in the envelope."""
    lijstadres: str
    """The address of the mailing list that the mail came by."""
    aan: tuple[Adres, ...]
    cc: tuple[Adres, ...]
    datum: datetime | None
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    tekst: Tekst
    """`waarde` is there up to `MAX_TEKST_IN_ANTWOORD`, `object_key` from `MAX_TEKST_IN_RECORD`."""
    nieuwe_tekst: Tekst
    """The text without the quoted history; the whole text when a reader did not tell them apart.

    `waarde` is there when it fits into one answer together with that of `tekst`.
    """
    weergave: str | None
    """Key of the safe HTML; None when the mail has none."""
    geblokkeerd: tuple[str, ...]
    waarschuwingen: tuple[str, ...]
    bijlagen: tuple[Bijlage, ...]
    """The mail itself first, then every attachment."""
    wil_geen_automaat: bool = False
    """The sender asks that nothing answers the mail by itself."""
    bezorgfouten: tuple[Bezorgfout, ...] = ()
    """The recipients of whom a delivery report says that our mail did not, or not yet, reach them."""

    @property
    def tekst_voor_record(self) -> Tekst:
        """The text as a klantcontact keeps it."""
        if self.tekst.object_key is None:
            return self.tekst
        return Tekst(waarde=None, omvang=self.tekst.omvang, object_key=self.tekst.object_key)


def als_json(
    ontleding: Ontleding,
    tekst: Tekst,
    nieuwe_tekst: Tekst,
    weergave: str | None,
    *,
    bijlagen: Sequence[Bijlage] = (),
    onderdelen: Sequence[Mapping[str, object]] = (),
) -> bytes:
    """`inhoud.json`: the whole Ontleding, except texts that have an object of their own, and what it became here."""
    velden = asdict(ontleding)
    velden["html"] = ""
    velden["datum"] = als_tekst(ontleding.datum) if ontleding.datum else None
    if tekst.waarde is None:
        velden["inhoud"] = ""
    if nieuwe_tekst.waarde is None:
        velden["nieuwe_tekst"] = ""
    document = {
        "ontleding": velden,
        "tekst": _tekstvelden(tekst),
        "nieuweTekst": _tekstvelden(nieuwe_tekst),
        "weergave": weergave,
        "bijlagen": [{**asdict(bijlage), "informatieobject": str(bijlage.informatieobject)} for bijlage in bijlagen],
        "onderdelen": list(onderdelen),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _tekstvelden(tekst: Tekst) -> dict[str, object]:
    return {"omvang": tekst.omvang, "sleutel": tekst.object_key, "ingesloten": tekst.waarde is not None}


def uit_json(bron: bytes) -> Mailinhoud:
    """The inverse of `als_json`, for what an agent needs.

    Headers are cut as the reader cuts them: an earlier version of it kept all of them, and mail that it read must not
    make an answer, or a klantcontact, that is too large.
    """
    document: dict[str, Any] = json.loads(bron)
    velden: dict[str, Any] = document["ontleding"]
    tekst = _tekst(document["tekst"], velden["inhoud"])
    verzender = velden.get("verzender")  # version 3 of the reader had none of verzender, retourpad and lijstadres
    return Mailinhoud(
        onderwerp=ingekort(velden["onderwerp"], MAX_ONDERWERP),
        afzender=_adres(velden["afzender"]),
        beantwoorden_aan=_adressen(velden["beantwoorden_aan"]),
        verzender=_adres(verzender) if verzender else None,
        retourpad=velden.get("retourpad", ""),
        lijstadres=velden.get("lijstadres", ""),
        aan=_adressen(velden["aan"]),
        cc=_adressen(velden["cc"]),
        datum=uit_tekst(velden["datum"]) if velden["datum"] else None,
        message_id=velden["message_id"],
        in_reply_to=tuple(velden["in_reply_to"]),
        references=tuple(velden["references"]),
        tekst=tekst,
        nieuwe_tekst=_tekst(document["nieuweTekst"], velden["nieuwe_tekst"])
        if "nieuweTekst" in document
        else _nieuwe_tekst_van_vroeger(velden["nieuwe_tekst"], tekst),
        weergave=document["weergave"],
        geblokkeerd=tuple(velden["geblokkeerd"]),
        waarschuwingen=tuple(velden["waarschuwingen"]),
        bijlagen=tuple(_bijlage(bijlage, plaats) for plaats, bijlage in enumerate(document["bijlagen"])),
        wil_geen_automaat=bool(velden.get("wil_geen_automaat")),
        bezorgfouten=tuple(
            Bezorgfout(
                fout["ontvanger"],
                fout["statuscode"],
                fout.get("reden", ""),
                vertraagd=fout.get("vertraagd", fout["statuscode"].startswith("4.")),
            )
            for fout in velden["classificatie"]["bezorgfouten"]
        ),
    )


def _tekst(velden: Mapping[str, Any], waarde: str) -> Tekst:
    return Tekst(waarde if velden["ingesloten"] else None, velden["omvang"], velden["sleutel"])


def past_naast(omvang: int, tekst: Tekst) -> bool:
    """Tell whether a text of so many bytes fits into an answer in which `tekst` stands too."""
    return omvang + (tekst.omvang if tekst.waarde is not None else 0) <= MAX_TEKST_IN_ANTWOORD


def _nieuwe_tekst_van_vroeger(nieuw: str, tekst: Tekst) -> Tekst:
    """Return the text without quotes of a mail that an earlier version of the reader read.

    That version gave it no object of its own. If it does not fit into an answer, a link to the whole text replaces it.
    """
    omvang = len(nieuw.encode())
    if tekst.waarde is not None and past_naast(omvang, tekst):
        return Tekst(nieuw, omvang)
    return Tekst(None, tekst.omvang, tekst.object_key)


def _bijlage(velden: Mapping[str, Any], plaats: int) -> Bijlage:
    return Bijlage(
        informatieobject=UUID(velden["informatieobject"]),
        rol=Bijlagerol(velden["rol"]) if "rol" in velden else Bijlagerol.van_vroeger(plaats),
        bestandsnaam=velden["bestandsnaam"],
        formaat=velden["formaat"],
        bestandsomvang=velden["bestandsomvang"],
        sha256=velden["sha256"],
    )


def _adres(velden: Mapping[str, str] | None) -> Adres:
    if not velden:
        return Adres("", "")
    return Adres(ingekort(velden["naam"], MAX_NAAM), velden["adres"] if len(velden["adres"]) <= MAX_ADRES else "")


def _adressen(lijst: Iterable[Mapping[str, str]]) -> tuple[Adres, ...]:
    return tuple(_adres(velden) for velden in lijst)


def lees_inhoud(archief: Archief, identificatie: UUID, parserversie: str) -> Mailinhoud | None:
    """Return what the reader of this version made of the mail; None when it has not (yet) read it."""
    try:
        return uit_json(archief.lees(inhoud_key(identificatie, parserversie)))
    except NietGevonden:
        return None


def inhoud_van(archief: Archief, bericht: Emailbericht, parserversie: str, gelezen: Mailinhoud | None) -> Mailinhoud:
    """Return the inhoud of `bericht`.

    `gelezen` was read at the same time as `bericht`, on the guess that version `parserversie` of the reader had read
    the mail. Where an earlier version had, its inhoud is read now.

    Raises: NietBeschikbaar (the archive does not hold the inhoud).
    """
    if bericht.ontleedstand is not Ontleedstand.GEREED:
        return _alleen_ruw(bericht)
    if bericht.parserversie != parserversie:
        gelezen = None
    inhoud = gelezen or lees_inhoud(archief, bericht.identificatie, bericht.parserversie)
    if inhoud is None:
        raise NietBeschikbaar(f"the archive holds no inhoud of e-mailbericht {bericht.identificatie}")
    return inhoud


def _alleen_ruw(bericht: Emailbericht) -> Mailinhoud:
    """The inhoud of a mail that was not read, or could not be: its envelope, and
    the raw mail to download (decision 5).
    """
    afzender = bericht.envelop.afzender
    return Mailinhoud(
        onderwerp=bericht.envelop.onderwerp,
        afzender=afzender,
        beantwoorden_aan=(),
        verzender=None,
        retourpad="",
        lijstadres="",
        aan=(),
        cc=(),
        datum=None,
        message_id="",
        in_reply_to=(),
        references=(),
        tekst=Tekst("", 0),
        nieuwe_tekst=Tekst("", 0),
        weergave=None,
        geblokkeerd=(),
        waarschuwingen=("De tekst van deze e-mail kon niet worden gelezen. Download de e-mail om hem te bekijken.",),
        bijlagen=(
            Bijlage(
                informatieobject=informatieobject_id(bericht.identificatie, ""),
                rol=Bijlagerol.EMAIL,
                bestandsnaam=BESTANDSNAAM_MAIL,
                formaat=FORMAAT_MAIL,
                bestandsomvang=bericht.ruw.omvang,
                sha256=bericht.ruw.sha256,
            ),
        ),
    )
