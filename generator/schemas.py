"""What all JSON Schemas of the program have in common."""

import inspect
from collections.abc import Iterable
from typing import Any

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def take_margins_off(schemas: Iterable[dict[str, Any]]) -> None:
    """Change descriptions to how docstrings read: msgspec before 0.23 leaves them indented."""
    for schema in schemas:
        if "description" in schema:
            schema["description"] = inspect.cleandoc(schema["description"])
