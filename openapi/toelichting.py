"""The docstrings of the API's types, field by field, for the document and the page."""

import ast
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Toelichting:
    """The docstring of a class and those of its fields, the fields of its bases included."""

    klasse: str
    velden: Mapping[str, str]


def toelichtingen(*modules: ModuleType) -> dict[str, Toelichting]:
    """The docstrings of every class of these modules, by name.

    The fields of a base are added only when the base is in the same module before it, or in an earlier module.
    """
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
