"""The docstrings of the API's types, field by field: what the document and the page say of them."""

import ast
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Toelichting:
    """What a class says of itself and of its fields, those of its bases included."""

    klasse: str
    velden: Mapping[str, str]


def toelichtingen(*modules: ModuleType) -> dict[str, Toelichting]:
    """Of every class of these modules, by name. A base adds what it says only when it is in one of those before."""
    gevonden: dict[str, Toelichting] = {}
    for knoop in (knoop for module in modules for knoop in ast.parse(inspect.getsource(module)).body):
        if isinstance(knoop, ast.ClassDef):
            velden: dict[str, str] = {}
            for basis in knoop.bases:
                if isinstance(basis, ast.Name) and basis.id in gevonden:
                    velden |= gevonden[basis.id].velden
            for veld, uitleg in zip(knoop.body, knoop.body[1:], strict=False):
                if isinstance(veld, ast.AnnAssign) and isinstance(veld.target, ast.Name) and (tekst := _tekst(uitleg)):
                    velden[veld.target.id] = tekst
            gevonden[knoop.name] = Toelichting(" ".join((ast.get_docstring(knoop) or "").split()), velden)
    return gevonden


def _tekst(knoop: ast.stmt) -> str:
    if isinstance(knoop, ast.Expr) and isinstance(knoop.value, ast.Constant) and isinstance(knoop.value.value, str):
        return " ".join(knoop.value.value.split())
    return ""
