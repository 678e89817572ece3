"""Building SportsML: elements with what they have, and without the characters that XML forbids."""

from xml.etree import ElementTree

from newsroom.lib.text import strip_control
from results.importers.sportsml_terms import own


def add(parent, tag, text="", /, **attributes):
    """A child; `date_of_birth=…` is its attribute `date-of-birth`, and left out where it is empty."""
    child = ElementTree.SubElement(parent, tag, named(attributes))
    child.text = clean(text) or None
    return child


def named(attributes):
    """Attributes as XML names them. What Python would not have as a name ends in a stroke: `type_`."""
    return {
        key.rstrip("_").replace("_", "-"): clean(value)
        for key, value in attributes.items()
        if value not in (None, "")
    }


def add_own(parent, properties, tag="sports-property", attribute="formal_name"):
    """Values of our own vocabulary, one element each; what a row does not have is left out."""
    for name, value in properties.items():
        if value not in (None, ""):
            add(parent, tag, **{attribute: own(name), "value": value})


def clean(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(strip_control(str(value)).split())
