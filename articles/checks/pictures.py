"""Pictures: described, credited, ours to show, and each shown once."""

from collections import Counter

from articles.checks.finding import blocking, warning
from newsroom.lib.text import is_file_name

FILE_NAME = "which is the name of a file: say in the picture library what it shows."


def lead(proof):
    if not proof.content.lead_image:
        return
    image = proof.lead
    if image is None:
        message = "The lead picture is not in the library any more: choose another, or none."
        yield blocking("lead_image", "picture-gone", message)
        return
    if not image.credit:
        message = "The lead picture has no credit: name photographer and agency in the picture library."
        yield blocking("lead_image", "picture-credit", message)
    if image.decorative:
        message = (
            "The lead picture is marked as decorative: what leads a story says something, so describe it."
        )
        yield warning("lead_image", "picture-decorative-lead", message)
    elif not image.alt:
        message = "The lead picture has no description: say in the picture library what it shows."
        yield blocking("lead_image", "picture-alt", message)
    elif is_file_name(image.alt):
        message = f"The lead picture is described as “{image.alt}”, {FILE_NAME}"
        yield warning("lead_image", "picture-alt-file-name", message)
    if not image.is_shown(proof.opens_at):
        yield blocking("lead_image", "picture-rights", f"The lead picture {_until(image)}")


def rights(proof):
    """Of the pictures in the text; what else they lack is told by their embeds."""
    for embed, image in _shown(proof):
        if not image.is_shown(proof.opens_at):
            yield blocking("body", "picture-rights", f"Picture {image.pk} {_until(image)}", embed.line)


def file_names(proof):
    """Descriptions of the pictures in the text that are none."""
    for embed, image in _shown(proof):
        if is_file_name(image.alt):
            message = f"Picture {image.pk} is described as “{image.alt}”, {FILE_NAME}"
            yield warning("body", "picture-alt-file-name", message, embed.line)


def twice(proof):
    count = Counter([proof.content.lead_image] if proof.content.lead_image else [])
    for embed, image in _shown(proof):
        count[image.pk] += 1
        if count[image.pk] == 2:
            message = f"Picture {image.pk} stands in the story twice: take one out."
            yield warning("body", "picture-twice", message, embed.line)


def _shown(proof):
    """The embeds that show a picture, each with it."""
    named = ((embed, "".join(embed.args[:1])) for embed in proof.embeds if embed.name == "image")
    return [(embed, proof.library.images[name]) for embed, name in named if name in proof.library.images]


def _until(image):
    day = f"{image.rights_until.day} {image.rights_until:%B %Y}"
    return f"might be shown until {day} only: choose another, or renew its rights."
