"""The bounces of flufl.bounce that we recognise, with their recipients: `python -m tests.berichten.bounces DIRECTORY`.

The directory holds the sample mails of flufl.bounce 6.0 (Apache-2.0), which are not in this repository. The recipients
are those that its own tests expect; for a mail that several of its detectors look at, all that they find.
"""

import sys
from pathlib import Path
from typing import Final

from ontleden.lezen import ontleed
from ontleden.ontleding import Klasse

GEEN_BOUNCE: Final = frozenset({"groupwise_03", "qmail_08"})
"""Mails among the samples that once were taken for a bounce and are none."""
ONTVANGERS: Final = {
    "userx@example.com": (
        "bounce_02 caiwireless_01 dsn_01 dsn_06 dsn_09 dsn_13 dsn_15 dsn_16 groupwise_02 hotpop_01 microsoft_01 "
        "microsoft_02 microsoft_03 microsoft_04 qmail_02 qmail_05 simple_04 simple_06 simple_10 simple_11 simple_16 "
        "simple_17 simple_18 simple_20 simple_21 simple_24 simple_25 simple_28 simple_29 simple_30 simple_32 simple_33 "
        "simple_36 simple_38 simple_41 smtp32_02 smtp32_03 smtp32_05 smtp32_07 yahoo_01 yahoo_03 "
    ),
    "": ("bounce_01 dumbass_01 simple_42 simple_43 "),
    "userx@example.de": ("dsn_08 qmail_01 simple_08 simple_09 "),
    "userx@example.net": ("postfix_05 simple_02 simple_05 simple_07 "),
    "userx@example.com usery@example.com": ("simple_14 yahoo_05 yahoo_09 "),
    "user@example.com": ("simple_40 simple_44 "),
    "userx@example.be": ("dsn_03 simple_15 "),
    "userx@example.fr": ("simple_13 simple_31 "),
    "userx@example.it": ("simple_23 simple_26 "),
    "userx@example.jp": ("dsn_12 qmail_03 "),
    "aaaaa@corel.com bbbbb@corel.com": ("netscape_01 "),
    "absolute_garbage_addr@example.net": ("smtp32_06 "),
    "after_another@example.net one_bad_address@example.net": ("smtp32_04 "),
    "anne.person@dom.ain": ("dsn_10 "),
    "bad_user@aol.com": ("yahoo_11 "),
    "bbbsss@example.com": ("simple_01 "),
    "bogus-address@example.net": ("yahoo_13 "),
    "calvin@example.com": ("simple_35 "),
    "email@replaced.net": ("dsn_18 "),
    "joem@example.com": ("dsn_11 "),
    "ntl@xxx.com": ("qmail_06 "),
    "roland@example.com": ("simple_34 "),
    "screenname@aol.com": ("aol_01 "),
    "subscriber@earthlink.net": ("simple_45 "),
    "ttttt@ggggg.com": ("postfix_03 "),
    "user1@example.gov": ("llnl_01 "),
    "user@example.edu": ("simple_37 "),
    "user@example.net": ("qmail_07 "),
    "user@example.org": ("simple_22 "),
    "user@yahoo.com": ("yahoo_12 "),
    "usera@example.com userb@example.com userc@example.com userd@example.com usere@example.com userf@example.com": ("yahoo_08 "),
    "usera@example.com userx@example.com usery@example.com userz@example.com": ("yahoo_06 "),
    "userw@example.com userx@example.com usery@example.com userz@example.com": ("yahoo_07 "),
    "userx@cs.yale.edu userx@yale.edu": ("yale_01 "),
    "userx@example.ac.jp": ("simple_12 "),
    "userx@example.au": ("qmail_04 "),
    "userx@example.ch": ("dsn_04 "),
    "userx@example.com usery@example.com userz@example.com": ("yahoo_10 "),
    "userx@example.com.ar": ("simple_19 "),
    "userx@example.com.dk": ("dsn_14 "),
    "userx@example.cz": ("dsn_05 "),
    "userx@example.edu": ("groupwise_01 "),
    "userx@example.es": ("yahoo_02 "),
    "userx@example.es usery@example.uk": ("yahoo_04 "),
    "userx@example.fi": ("dsn_17 "),
    "userx@example.net.py": ("simple_27 "),
    "userx@example.nz": ("dsn_07 "),
    "userx@example.ph": ("smtp32_01 "),
    "userx@example.ru": ("simple_39 "),
    "userx@example.uk": ("bounce_03 "),
    "userx@example.za": ("simple_03 "),
    "userx@its.example.nl": ("exim_01 "),
    "userx@mail1.example.com": ("postfix_04 "),
    "userx@sina.com usery@sina.com": ("sina_01 "),
    "xxxxx@local.ie": ("postfix_01 "),
    "yyyyy@digicool.com": ("postfix_02 "),
    "zzzzz@example.uk": ("dsn_02 "),
    "zzzzz@newmail.ru": ("newmailru_01 "),
    "zzzzz@nfg.nl zzzzz@shaft.coal.nl": ("sendmail_01 "),
}


def main() -> int:
    """Print the errors and the figures; exit status 2 without the samples."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/berichten/flufl_bounce")
    per_mail = {name: set(adressen.split()) for adressen, names in ONTVANGERS.items() for name in names.split()}
    files = [path for path in sorted(directory.glob("*.txt")) if path.stem in per_mail or path.stem in GEEN_BOUNCE]
    if not files:
        sys.stderr.write(f"Geen voorbeelden in {directory}.\n")
        return 2
    goed = right = 0
    for path in files:
        classificatie = ontleed(path.read_bytes()).classificatie
        ontvangers = {error.ontvanger.lower() for error in classificatie.bezorgfouten}
        klasse_goed = (classificatie.klasse is Klasse.BOUNCE) == (path.stem not in GEEN_BOUNCE)
        ontvangers_goed = ontvangers == per_mail.get(path.stem, set())
        goed += klasse_goed
        right += ontvangers_goed
        if not (klasse_goed and ontvangers_goed):
            sys.stdout.write(
                f"{path.stem:<16} {classificatie.klasse:<21} {sorted(ontvangers)} en niet {sorted(per_mail.get(path.stem, ()))}\n"
            )
    sys.stdout.write(f"soort goed: {goed} van {len(files)}; ontvangers goed: {right} van {len(files)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
