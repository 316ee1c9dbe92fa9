"""Files that do something when they are opened, named as such beforehand.

A program acts by its extension on Windows, so that decides; the MIME type, which follows the first bytes where those
tell, finds a program under another name. Malware scanning is another matter (`domain.keuring`): a program without known
malware is a program.

A document with macros under the extension of one without is not named: Office does not open it.
"""

from enum import StrEnum
from typing import Final


class Bestandsgevaar(StrEnum):
    """The danger of opening a file."""

    PROGRAMMA = "programma"
    """It runs: a program, a script, or a shortcut to one."""
    MACRO = "macro"
    """An Office document that holds macros, or is of an old kind that may."""


_PROGRAMMAS: Final = frozenset(
    """
    apk app appinstaller application appref-ms appx appxbundle bash bat chm cmd com command cpl csh deb dll dmg elf exe gadget
    hlp hta inf jar jnlp js jse ksh lnk mht mhtml msc msi msix msixbundle msp mst msu ocx pif pkg pl ps1 ps1xml ps2 ps2xml
    psc1 psc2 psm1 py pyc pyw reg rpm run scf scr settingcontent-ms sh sys url vb vbe vbs website ws wsc wsf wsh xll xpi
    """.split()  # noqa: SIM905  # a list of quoted words is no easier to read
)
_MET_MACROS: Final = frozenset(
    """
    accda accdb accde accdr ade adp doc docm dot dotm iqy mda mdb mde pot potm ppa ppam pps ppsm ppt pptm sldm slk xla xlam xls
    xlsb xlsm xlt xltm xlw
    """.split()  # noqa: SIM905
)
"""https://support.microsoft.com/office/blocked-attachments-in-outlook-434752e1-02d3-4e90-9124-8b81e49a8519 has those of
both that Outlook blocks; the old Office formats hold macros in the very same files ([MS-OVBA] section 2.2)."""
_PROGRAMMATYPEN: Final = frozenset(
    {
        "application/hta",
        "application/java-archive",
        "application/javascript",
        "application/vnd.android.package-archive",
        "application/vnd.microsoft.portable-executable",
        "application/x-bat",
        "application/x-csh",
        "application/x-dosexec",
        "application/x-elf",
        "application/x-executable",
        "application/x-javascript",
        "application/x-ms-installer",
        "application/x-ms-shortcut",
        "application/x-msdos-program",
        "application/x-msdownload",
        "application/x-msi",
        "application/x-sh",
        "application/x-sharedlib",
        "text/javascript",
        "text/vbscript",
    }
)
_MACROTYPEN: Final = frozenset(
    {
        "application/msaccess",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/x-msaccess",
    }
)
_MET_MACROS_AAN: Final = ".macroenabled.12"
"""The end of the MIME types of Office documents with macros (IANA)."""
_ALLEEN_TEKST: Final = frozenset({"csv", "tsv", "txt"})
"""The extensions that programs call `application/vnd.ms-excel` too: nothing runs of them."""


def bestandsgevaar(bestandsnaam: str, formaat: str) -> Bestandsgevaar | None:
    """Tell what a file can do when it is opened; None when it is of no kind that does anything by itself.

    Args:
        bestandsnaam: safe as the name of a download.
        formaat: its MIME type, by its bytes where these tell.
    """
    _, punt, extensie = bestandsnaam.lower().rpartition(".")
    extensie = extensie if punt else ""
    formaat = formaat.partition(";")[0].strip().lower()
    if extensie in _PROGRAMMAS or formaat in _PROGRAMMATYPEN:
        return Bestandsgevaar.PROGRAMMA
    if extensie in _ALLEEN_TEKST:
        return None
    if extensie in _MET_MACROS or formaat in _MACROTYPEN or formaat.endswith(_MET_MACROS_AAN):
        return Bestandsgevaar.MACRO
    return None
