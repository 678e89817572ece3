"""schema.org dicts; what is empty is left out. The tag `json_ld` writes them into a page."""

from collections.abc import Iterable

CONTEXT = "https://schema.org"


def document(data: dict) -> dict:
    """A dict that stands on its own in a page."""
    return {"@context": CONTEXT} | without_empty(data)


def person(
    name: str, url: str = "", *, same_as: Iterable[str] = (), nationality: str = "", job: str = ""
) -> dict:
    return without_empty(
        {
            "@type": "Person",
            "name": name,
            "url": url,
            "sameAs": list(same_as),
            "nationality": nationality and {"@type": "Country", "name": nationality},
            "jobTitle": job,
        }
    )


def organisation(name: str, url: str = "", *, logo: str = "", kind: str = "NewsMediaOrganization") -> dict:
    return without_empty(
        {"@type": kind, "name": name, "url": url, "logo": logo and {"@type": "ImageObject", "url": logo}}
    )


def image(url: str, width: int = 0, height: int = 0, *, caption: str = "", credit: str = "") -> dict:
    return without_empty(
        {
            "@type": "ImageObject",
            "url": url,
            "width": width or None,
            "height": height or None,
            "caption": caption,
            "creditText": credit,
        }
    )


def breadcrumb(trail: Iterable[tuple[str, str]]) -> dict:
    """From (name, absolute url) pairs, the outermost first; the last may have no url."""
    steps = [
        without_empty({"@type": "ListItem", "position": position, "name": name, "item": url})
        for position, (name, url) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def without_empty(value):
    """Drops None, empty text, empty lists and dicts at every depth; nought and False stay."""
    if isinstance(value, dict):
        kept = {key: without_empty(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if not _is_empty(each)}
    if isinstance(value, list | tuple):
        return [each for each in map(without_empty, value) if not _is_empty(each)]
    return value


def _is_empty(value):
    return value is None or (isinstance(value, str | list | dict) and not value)
