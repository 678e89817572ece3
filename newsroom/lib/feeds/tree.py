"""Building XML without a forbidden character in it."""

from xml.etree import ElementTree

from newsroom.lib.text import strip_control


def add(parent, tag, text=None, /, **attributes):
    element = ElementTree.SubElement(parent, tag, {name: strip_control(v) for name, v in attributes.items()})
    element.text = None if text is None else strip_control(text)
    return element


def add_if(parent, tag, text):
    if text:
        add(parent, tag, text)


def document(root):
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def media_type(content_type):
    return content_type.partition(";")[0]
