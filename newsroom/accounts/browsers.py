"""A browser in a few words, for a person who asks which of their sessions is which."""

import re

# The first that is found: most of them claim to be all of those below as well.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrom": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
UNKNOWN = "Another browser"


def browser_words(user_agent):
    """“Firefox on Linux”."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    return f"{browser or UNKNOWN} on {system}" if system else browser or UNKNOWN


def _first(names, text):
    return next((words for name, words in names.items() if re.search(rf"\b{name}", text)), "")
