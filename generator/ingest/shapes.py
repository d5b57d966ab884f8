"""JSON Schemas of the values that an article in JSON is made of; reads and checks nothing itself."""

from collections.abc import Mapping

from generator.model import BlockType

BLOCK_TYPES: Mapping[str, BlockType] = {"paragraph": "paragraph", "subhead": "subhead", "label": "label"}
TEXT: Mapping[str, object] = {"type": ["string", "integer", "null"]}
DAY: Mapping[str, object] = {"type": ["string", "null"], "examples": ["2021-11-25"]}
TEXTS: Mapping[str, object] = {"type": ["array", "string", "null"], "items": {"type": "string"}}
PARTS = {
    "byline": {
        "description": "as printed, or taken apart, or bare names",
        "anyOf": [
            {"type": ["string", "null"]},
            {"type": "array", "items": {"type": "string"}},
            {
                "type": "object",
                "properties": {
                    "outlet": TEXT,
                    "credits": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"role": TEXT, "names": TEXTS},
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        ],
    },
    "body": {
        "description": "a text whose lines are paragraphs, or a list of paragraphs and blocks",
        "anyOf": [
            {"type": ["string", "null"]},
            {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/block"}]}},
        ],
    },
    "block": {
        "type": "object",
        "properties": {"type": {"enum": list(BLOCK_TYPES)}, "text": {"type": "string"}},
        "required": ["text"],
        "additionalProperties": False,
    },
    "figures": {
        "description": "captions, or pictures with caption and credit",
        "anyOf": [
            {"type": ["string", "null"]},
            {"$ref": "#/$defs/figure"},
            {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/figure"}]}},
        ],
    },
    "numbers": {
        "description": "figures that the text states, value and unit as printed",
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "properties": {"subject": {"type": "string"}, "value": {"type": ["string", "number"]}, "unit": TEXT},
            "required": ["subject", "value"],
            "additionalProperties": False,
        },
    },
    "figure": {
        "type": "object",
        "properties": {"caption": TEXT, "credit": TEXT},
        "additionalProperties": False,
    },
}
