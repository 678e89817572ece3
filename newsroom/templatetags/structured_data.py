import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html

register = template.Library()

# Inside a script element only these can end it or open another; U+2028 and U+2029 json.dumps escapes itself.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class ScriptJson:
    """JSON that is safe between script tags, as `format_html` asks its arguments."""

    def __init__(self, data):
        self.text = json.dumps(data, cls=DjangoJSONEncoder).translate(ESCAPES)

    def __html__(self):
        return self.text


@register.simple_tag
def json_ld(data: dict) -> str:
    return format_html('<script type="application/ld+json">{}</script>', ScriptJson(data))
