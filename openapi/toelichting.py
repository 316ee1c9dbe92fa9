"""The docstrings of the API's types, field by field, for the document and the page."""

import ast
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Toelichting:
    """The docstring of a class and those of its fields, the fields of its bases included."""

    text: str
    fields: Mapping[str, str]


def toelichtingen(*modules: ModuleType) -> dict[str, Toelichting]:
    """The docstrings of every class of these modules, by name.

    The fields of a base are added only when the base is in the same module before it, or in an earlier module.
    """
    found: dict[str, Toelichting] = {}
    for node in (node for module in modules for node in ast.parse(inspect.getsource(module)).body):
        if isinstance(node, ast.ClassDef):
            fields: dict[str, str] = {}
            for base in node.bases:
                if isinstance(base, ast.Name) and base.id in found:
                    fields |= found[base.id].fields
            for field_, explanation in zip(node.body, node.body[1:], strict=False):
                if isinstance(field_, ast.AnnAssign) and isinstance(field_.target, ast.Name) and (text := _text(explanation)):
                    fields[field_.target.id] = text
            found[node.name] = Toelichting(" ".join((ast.get_docstring(node) or "").split()), fields)
    return found


def _text(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""
