"""Names of character sets: what mails declare, and the codec of Python that reads it.

Labels mean what the WHATWG Encoding Standard makes of them (https://encoding.spec.whatwg.org/#names-and-labels):
`iso-8859-1` is cp1252, `gb2312` is GB 18030, `ks_c_5601-1987` is cp949. Only character sets are listed: Python's codecs
also know `zlib` and `punycode`, which a mail must not be able to name.
"""

import re
from functools import lru_cache
from typing import Final

_NAMEN: Final = {
    "big5hkscs": "big5 cnbig5 xxbig5 big5tw xbig5",
    "cp037": "ibm037",
    "cp437": "ibm437 437 dos437",
    "cp500": "",
    "cp720": "",
    "cp737": "",
    "cp775": "",
    "cp850": "ibm850 850 dos850 cspc850multilingual",
    "cp852": "",
    "cp855": "",
    "cp857": "",
    "cp858": "ibm858 ibm00858",
    "cp860": "",
    "cp861": "",
    "cp862": "",
    "cp863": "",
    "cp864": "",
    "cp865": "",
    "cp866": "ibm866 866",
    "cp869": "",
    "cp874": "windows874 tis620 iso885911 dos874 thai",
    "cp932": "shiftjis sjis xsjis csshiftjis mskanji windows31j ms932 windows932",
    "cp949": "euckr ksc56011987 ksc5601 ksc56011989 korean cseuckr windows949 isoir149 ksx1001 uhc",
    "cp950": "",
    "cp1125": "",
    "cp1140": "",
    "cp1250": "windows1250 win1250 xcp1250",
    "cp1251": "windows1251 win1251 xcp1251 ansi1251",
    "cp1252": (
        "iso88591 latin1 l1 isolatin1 iso885911987 88591 iso1 cp819 ibm819 isoir100 csisolatin1 windows1252 win1252 "
        "xcp1252 ansi xansi windowslatin1 westerneuropean"
    ),
    "cp1253": "windows1253 win1253",
    "cp1254": "iso88599 latin5 l5 windows1254 isoir148 csisolatin5",
    "cp1255": "windows1255 win1255",
    "cp1256": "windows1256 win1256",
    "cp1257": "windows1257 win1257",
    "cp1258": "windows1258 win1258",
    "euc_jis_2004": "",
    "euc_jp": "xeucjp cseucpkdfmtjapanese ujis",
    "gb18030": "gb2312 gbk cp936 ms936 936 windows936 gb231280 csgb2312 csiso58gb231280 xgbk euccn xeuccn chinese isoir58 gb",
    "hz": "hzgb2312",
    "iso2022_jp_2": "",
    "iso2022_jp_2004": "iso2022jp csiso2022jp iso2022jp1 iso2022jp3",
    "iso2022_jp_ext": "",
    "iso2022_kr": "csiso2022kr",
    "iso8859-2": "latin2 l2 isoir101 csisolatin2 iso885921987",
    "iso8859-3": "latin3 l3",
    "iso8859-4": "latin4 l4",
    "iso8859-5": "cyrillic isocyrillic",
    "iso8859-6": "arabic iso88596i iso88596e",
    "iso8859-7": "greek ecma118 iso885971987 suneugreek elot928",
    "iso8859-8": "hebrew iso88598i iso88598e visual logical",
    "iso8859-10": "latin6 l6",
    "iso8859-13": "latin7 l7",
    "iso8859-14": "latin8 l8",
    "iso8859-15": "latin9 latin0 l9 isolatin9 csisolatin9 885915",
    "iso8859-16": "latin10 l10",
    "johab": "",
    "koi8-r": "koi8 koi cskoi8r xkoi8r",
    "koi8-t": "",
    "koi8-u": "koi8ru",
    "kz1048": "",
    "mac-cyrillic": "xmaccyrillic xmacukrainian",
    "mac-greek": "",
    "mac-iceland": "",
    "mac-latin2": "",
    "mac-roman": "macintosh mac xmacroman applemacintosh",
    "mac-turkish": "",
    "ptcp154": "",
    "shift_jis_2004": "",
    "utf-7": "unicode11utf7 csunicode11utf7",
    "utf-8": "utf8 unicode11utf8 unicode20utf8 xunicode20utf8 utf8mb4 unicodeutf8 utf8n cp65001",
    "utf-16": "utf16 ucs2 iso10646ucs2 csunicode unicodefeff",
    "utf-16-be": "unicodefffe",
    "utf-16-le": "",
    "utf-32": "utf32 ucs4 iso10646ucs4",
    "utf-32-be": "",
    "utf-32-le": "",
}
"""Codec → other names, in lower case and without punctuation."""
_NIET_AANGEGEVEN: Final = frozenset(
    (
        "",
        "7bit",
        "8bit",
        "ansix341968",
        "ansix341986",
        "ascii",
        "binary",
        "charset",
        "default",
        "defaultcharset",
        "iso646irv",
        "iso646us",
        "na",
        "none",
        "null",
        "unknown",
        "unknown8bit",
        "us",
        "usascii",
        "xunknown",
        "xusascii",
        "xuserdefined",
    )
)
"""Labels that say no more than nothing at all."""
_SLEUTEL: Final = re.compile(r"[^a-z0-9]+")
_MAX_NAAM: Final = 100


def _key(naam: str) -> str:
    return _SLEUTEL.sub("", naam[:_MAX_NAAM].lower())


_CODECS: Final = {_key(naam): codec for codec, namen in _NAMEN.items() for naam in (codec, *namen.split())}
WESTERS: Final = frozenset({"cp1252", "iso8859-15", "cp850", "cp858", "cp437", "mac-roman", "cp1254", "iso8859-2", "cp1250"})
"""Single-byte sets in which valid multi-byte UTF-8 is a wrong label, not a text."""
_EIGEN_ASCII: Final = ("utf-7", "utf-16", "utf-32", "iso2022", "hz", "cp037", "cp500", "cp1140")
BREIDT_ASCII_UIT: Final = frozenset(codec for codec in _NAMEN if not codec.startswith(_EIGEN_ASCII))
"""Sets in which ASCII bytes are what they are in ASCII."""


def codec_van(charset: str) -> str | None:
    """Python's codec for a declared character set.

    It is "" when nothing (useful) is declared, and None when we do not know it.
    """
    return _codec_van(charset[:_MAX_NAAM])


@lru_cache(maxsize=256)
def _codec_van(charset: str) -> str | None:
    key = _key(charset)
    if key in _NIET_AANGEGEVEN:
        return ""
    codec = _CODECS.get(key)
    if codec is None:
        # Some labels have something stuck to them, such as `iso-8859-15http-equiv` or `charset=utf-8`.
        kort = key.removeprefix("charset").removeprefix("cs").removeprefix("x")
        passend = [naam for naam in _CODECS if len(naam) > 3 and kort.startswith(naam)]
        codec = _CODECS[max(passend, key=len)] if passend else None
    return codec
