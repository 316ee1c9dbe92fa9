"""Files that SES does not send, by extension.

SES refuses the whole mail, so nobody may be let put such a file with a reply.
"""

from typing import Final

NIET_PER_SES: Final = frozenset(
    """
    ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk mad maf
    mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw mdz msc msh msh1 msh2 mshxml msh1xml msh2xml msi msp mst ops pcd
    pif plg prf prg reg scf scr sct shb shs sys ps1 ps1xml ps2 ps2xml psc1 psc2 tmp url vb vbe vbs vps vsmacros vss vst vsw vxd
    ws wsc wsf wsh xnk
    """.split()  # noqa: SIM905  # a list of a hundred quoted words is no easier to compare with the source
)
"""https://docs.aws.amazon.com/ses/latest/dg/mime-types.html (as of November 2026)"""


def mag_per_ses(bestandsnaam: str) -> bool:
    """Tell whether SES sends a file of this name."""
    _, punt, extensie = bestandsnaam.rpartition(".")
    return not punt or extensie.lower() not in NIET_PER_SES
