import json
from hashlib import sha256

import pytest

from klantmail.api.etag import etag_van, komt_overeen

BODY = '{"onderwerp":"café"}'
TAG = f'"{sha256(BODY.encode()).hexdigest()}"'


def _json(inhoud: object) -> str:
    return json.dumps(inhoud, ensure_ascii=False, separators=(",", ":"))


def test_the_tag_is_of_the_bytes_and_strong() -> None:
    assert etag_van(BODY) == TAG
    assert etag_van(BODY + " ") != TAG


@pytest.mark.parametrize("inhoud", [{"url": "https://x.example", "geldigTot": "2026"}, {"results": [{"inhoudUrl": "https://x"}]}])
def test_an_answer_with_a_short_lived_link_has_no_tag(inhoud: object) -> None:
    assert etag_van(_json(inhoud)) is None


@pytest.mark.parametrize("text", ['"inhoudUrl":"', '"geldigTot":"', '\\"geldigTot":"', '{"inhoudUrl":"https://x"}', "\\"])
def test_a_text_that_looks_like_such_a_link_is_none(text: str) -> None:
    assert etag_van(_json({"inhoud": text, "inhoudUrl": None})) is not None
    assert etag_van(_json({text: "inhoudUrl"})) is not None


@pytest.mark.parametrize("header", [TAG, f"W/{TAG}", f'"a", W/"b",{TAG}', "*", " * "])
def test_a_header_that_names_the_tag_matches(header: str) -> None:
    assert komt_overeen(header, TAG)


@pytest.mark.parametrize("header", ["", '"a"', TAG.strip('"'), TAG[:-1], f'"{TAG}', '"*"', "a*"])
def test_a_header_that_names_another_does_not(header: str) -> None:
    assert not komt_overeen(header, TAG)
