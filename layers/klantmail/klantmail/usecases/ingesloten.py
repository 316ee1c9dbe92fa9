"""A mail that came along with another one is read as mail: its headers, its text, its safe HTML and its parts.

It is read when somebody first asks for it. What was read is kept beside its bytes, so that it is read once:

    <key of the document>/<reader version>/inhoud.json …            as of a received mail (`mailinhoud`)
                                          /bijlagen/<MIME path>-<sha256>
                                          /<sha256>/inhoud.json …   of a mail within it, however deep that is

The keys follow from the bytes, and `inhoud.json` comes last. A reading that is broken off is done again, and two at
the same time write the same.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from klantmail.domain.document import FORMAAT_MAIL, Informatieobject
from klantmail.domain.fouten import NietGevonden
from klantmail.ports.objecten import Archief
from klantmail.usecases.commit import Archiefobject, Samenstelling, archive
from klantmail.usecases.mailinhoud import Mailinhoud, uit_json
from ontleden.ontleding import Adres, Deelrol

MAX_DIEPTE: Final = 5
"""The number of mails in one another that can be read, beyond the outermost."""
MAX_ONDERDELEN: Final = 100
"""The parts of one mail that can be downloaded each; the mail itself has all of them."""
MAX_GEADRESSEERDEN: Final = 50
"""The addresses of one header that are shown."""
_TE_VEEL: Final = f"De e-mail heeft meer dan {MAX_ONDERDELEN} bijlagen. De rest staat alleen in de e-mail zelf."
_RECEIVED: Final = "emailberichten/"
_MAILS: Final = frozenset({FORMAAT_MAIL, "message/global"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderdeel:
    """A part of a mail that can be downloaded."""

    pad: str
    """MIME path within its mail."""
    inline: bool
    """The text shows it."""
    bestandsnaam: str
    """Safe as the name of a download, and no other part of this mail has it."""
    formaat: str
    bestandsomvang: int
    sha256: str
    object_key: str

    @property
    def is_mail(self) -> bool:
        return _is_mail(self.formaat, self.bestandsnaam)


@dataclass(frozen=True, slots=True)
class GelezenMail:
    """A mail that came along, as it was read."""

    inhoud: Mailinhoud
    aan: tuple[Adres, ...]
    cc: tuple[Adres, ...]
    onderdelen: tuple[Onderdeel, ...]


@dataclass(frozen=True, slots=True)
class IngeslotenLezer:
    """The reading of mails that came along."""

    archief: Archief
    parserversie: str

    def lees(self, document: Informatieobject, paden: Sequence[str]) -> GelezenMail:
        """Read a document that is a mail, or a mail within it.

        Args:
            paden: the MIME path of each mail that leads to it, from the outermost on; at most `MAX_DIEPTE`.

        Raises: NietGevonden (it is no received mail, or has no such mail).
        """
        if not (document.object_key.startswith(_RECEIVED) and _is_mail(document.formaat, document.bestandsnaam)):
            raise NietGevonden("Ontleding", document.identificatie)
        onder = f"{document.object_key}/{self.parserversie}"
        gelezen = self._gelezen(document.object_key, onder)
        for pad in paden[:MAX_DIEPTE]:
            mail = next((een for een in gelezen.onderdelen if een.pad == pad and een.is_mail), None)
            if mail is None:
                raise NietGevonden("Onderdeel", pad)
            gelezen = self._gelezen(mail.object_key, f"{onder}/{mail.sha256}")
        return gelezen

    def _gelezen(self, object_key: str, onder: str) -> GelezenMail:
        try:
            bron = self.archief.lees(f"{onder}/inhoud.json")
        except NietGevonden:
            bron = self._lees_nu(object_key, onder)
        velden: dict[str, Any] = json.loads(bron)
        kop = velden["ontleding"]
        return GelezenMail(
            inhoud=uit_json(bron),
            aan=_adressen(kop["aan"]),
            cc=_adressen(kop["cc"]),
            onderdelen=tuple(Onderdeel(**een) for een in velden["onderdelen"]),
        )

    def _lees_nu(self, object_key: str, onder: str) -> bytes:
        """Read the mail, archive what was read, and return its `inhoud.json`."""
        # The reader takes long to load, and a mail that was read before needs none.
        from klantmail.usecases.gelezen import aangeboden_delen, formaat_van, naam_van, namenlijst, te_archiveren
        from ontleden.lezen import Inhouden, ontleed

        ruw = self.archief.lees(object_key)
        ontleding, inhouden, namen = ontleed(ruw), Inhouden(ruw), namenlijst()
        delen = aangeboden_delen(ontleding.delen)
        if len(delen) > MAX_ONDERDELEN:
            ontleding = replace(ontleding, waarschuwingen=(*ontleding.waarschuwingen, _TE_VEEL))
        onderdelen = [
            Onderdeel(
                pad=deel.pad,
                inline=deel.rol is Deelrol.INLINE,
                bestandsnaam=namen.eigen(naam_van(deel)),
                formaat=formaat_van(deel),
                bestandsomvang=deel.bestandsomvang,
                sha256=deel.sha256,
                object_key=f"{onder}/bijlagen/{deel.pad}-{deel.sha256}",
            )
            for deel in delen[:MAX_ONDERDELEN]
        ]
        objecten = [
            Archiefobject(een.object_key, inhouden.van(deel), een.formaat)
            for een, deel in zip(onderdelen, delen, strict=False)  # there may be more parts
        ]
        *andere, inhoud = te_archiveren(ontleding, ruw, onder, onderdelen=[asdict(een) for een in onderdelen])
        archive(self.archief, Samenstelling(objecten=(*objecten, *andere)))
        archive(self.archief, Samenstelling(objecten=(inhoud,)))
        return inhoud.inhoud if isinstance(inhoud.inhoud, bytes) else b"".join(inhoud.inhoud)


def _adressen(velden: Sequence[Mapping[str, str]]) -> tuple[Adres, ...]:
    return tuple(Adres(een["naam"], een["adres"]) for een in velden[:MAX_GEADRESSEERDEN])


def _is_mail(formaat: str, bestandsnaam: str) -> bool:
    """Tell whether a file is a mail. Some programs send one along as any file, by its name."""
    return formaat in _MAILS or bestandsnaam.lower().endswith(".eml")
