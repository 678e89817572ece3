"""The inside of a `{{ name args… key=value key="quoted value" }}` line."""

import re

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# Editors paste from word processors: a value may stand in “ ” or „ “, or open straight and close curled.
ITEM = re.compile(
    r"""\s*
    (?:(?P<key>[A-Za-z][A-Za-z0-9_]*)=)?
    (?:
      "(?P<straight>(?:[^"\\]|\\.)*)"
    | [“”„](?P<curled>[^“”„"]*)[“”"]
    | "(?P<mixed>[^"“”„]*)[“”]
    | (?P<bare>[^\s"“”„]*[^\s"“”„=])
    )(?=\s|$)""",
    re.VERBOSE,
)
ESCAPED = re.compile(r'\\(["\\])')


class EmbedSyntaxError(ValueError):
    """Its text is one sentence for the editor."""


def is_embed_line(line: str) -> bool:
    return line.startswith("{{") and line.endswith("}}")


def parse_embed(line: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Name, positional values and options, or EmbedSyntaxError."""
    source = line.strip()
    if not is_embed_line(source):
        raise EmbedSyntaxError(_why_not_a_line(source))
    inside = source[2:-2].strip()
    name = NAME.match(inside)
    if not name or inside[name.end() : name.end() + 1].strip():
        raise EmbedSyntaxError('An embed begins with its name, as in {{ image 7 caption="…" }}.')
    return name[0].lower(), *_values(inside[name.end() :])


def _why_not_a_line(source):
    if "}}" not in source:
        return "This embed has no closing }}."
    return "An embed must stand on a line of its own."


def _values(rest: str) -> tuple[tuple[str, ...], dict[str, str]]:
    args, options, position = [], {}, 0
    rest = rest.rstrip()
    while position < len(rest):
        item = ITEM.match(rest, position)
        if not item:
            raise EmbedSyntaxError(_why_not_a_value(rest[position:].strip()))
        position = item.end()
        key, value = item["key"], _value(item)
        if key is None:
            args.append(value)
        elif key.lower() in options:
            raise EmbedSyntaxError(f"The option {key} is given twice.")
        else:
            options[key.lower()] = value
    return tuple(args), options


def _value(item):
    if item["straight"] is not None:
        return ESCAPED.sub(r"\1", item["straight"]).strip()
    return next(item[kind] for kind in ("curled", "mixed", "bare") if item[kind] is not None).strip()


def _why_not_a_value(rest):
    shown = rest if len(rest) <= 40 else rest[:39] + "…"
    if re.search('["“”„]', rest):
        return f"A quotation mark is missing or out of place near: {shown}"
    return f"This part of the embed cannot be read: {shown}"
