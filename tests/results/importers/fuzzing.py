"""What no parser may be thrown by: any JSON, and real files with a few values turned into others."""

import copy
import dataclasses
import json
import types
import typing
from collections.abc import Sequence

from hypothesis import strategies as st

from results.importers import base

TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1",
        "9" * 12,
        "DNS",
        "NWI",
        "10.05",
        "2.20",
        "5975",
        "2024-02-30",
        "25:61",
        "O",
        "M",
        "X",
    ]
)
NUMBERS = (
    st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0, 1, 2**31, -1])
)
PLAIN = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    PLAIN,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXTS, below, max_size=3),
    max_leaves=6,
)


def shaped(keys):
    """Anything that uses a format's own words."""
    return st.recursive(
        PLAIN,
        lambda below: (
            st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(sorted(keys)), below, max_size=6)
        ),
        max_leaves=25,
    )


@st.composite
def mutated(draw, sample):
    """A file's JSON with up to three values, wherever they stand, left out or turned into others."""
    tree = copy.deepcopy(sample)
    for _ in range(draw(st.integers(1, 3))):
        node = tree
        while node:
            key = draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
            if isinstance(node[key], dict | list) and node[key] and draw(st.integers(0, 9)):
                node = node[key]
                continue
            if draw(st.booleans()):
                node[key] = draw(VALUES)
            else:
                del node[key]
            break
    return tree


def as_bytes(value):
    return json.dumps(value).encode()


def keys_of(value):
    if isinstance(value, dict):
        return set(value) | {key for below in value.values() for key in keys_of(below)}
    return {key for below in value for key in keys_of(below)} if isinstance(value, list) else set()


def assert_sound(meet):
    """Every field is of the type that it is declared with: whatever comes after may rely on it."""
    assert isinstance(meet, base.ParsedMeet)
    _check(meet)


def _check(item):
    named = types.SimpleNamespace(__annotations__=type(item).__annotations__)
    hints = typing.get_type_hints(named, vars(base), {})
    for field in dataclasses.fields(item):
        _check_value(getattr(item, field.name), hints[field.name], f"{type(item).__name__}.{field.name}")


def _check_value(value, hint, where):
    if typing.get_origin(hint) is Sequence:
        for each in value:
            _check_value(each, typing.get_args(hint)[0], where)
        return
    kinds = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    assert type(value) in kinds, f"{where} is {value!r}"
    if dataclasses.is_dataclass(value) and type(value).__module__ == base.__name__:
        _check(value)
