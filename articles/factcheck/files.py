"""A story in a file: Markdown, with what it stands on in front of it, if anything."""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime

FENCE = "+++"


class StoryFileError(ValueError):
    """A file that cannot be read as a story; its message says what and where."""


@dataclass(frozen=True)
class StoryFile:
    texts: dict = field(default_factory=dict)  # {field of a story: Markdown}
    races: tuple[str, ...] = ()
    at: datetime | None = None


def read(text):
    """`headline`, `standfirst`, `published` and `races` as TOML between two lines of +++, then the body.

    Without them a first line that begins with `# ` is the headline. Raises StoryFileError.
    """
    front, body = _parted(text)
    headline = front.get("headline", "")
    if not headline and body.lstrip().startswith("# "):
        first, _, body = body.lstrip().partition("\n")
        headline = first.removeprefix("# ").strip()
    texts = {"headline": headline, "standfirst": front.get("standfirst", ""), "body": body}
    if not all(isinstance(said, str) for said in texts.values()):
        raise StoryFileError("headline and standfirst must be text in quotation marks.")
    return StoryFile(texts, tuple(_keys(front.get("races", []))), _moment(front.get("published")))


def _parted(text):
    if not text.startswith(FENCE):
        return {}, text
    front, fence, body = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    if not fence:
        raise StoryFileError("The +++ of the first line has no second one.")
    try:
        return tomllib.loads(front), body.partition("\n")[2]
    except tomllib.TOMLDecodeError as problem:
        raise StoryFileError(f"What stands between the +++ is no TOML: {problem}.") from None


def _keys(races):
    """Keys as they are, or tables with a key, as the demo has them."""
    keys = [race.get("key") if isinstance(race, dict) else race for race in races]
    if not all(isinstance(key, str) for key in keys):
        raise StoryFileError('races must be a list such as ["budapest-2023/men-1500m/final"].')
    return keys


def _moment(published):
    if published is None:
        return None
    if not isinstance(published, datetime):
        raise StoryFileError("published must be a moment such as 2023-08-23T21:22:00+02:00.")
    return published if published.tzinfo else published.replace(tzinfo=UTC)
