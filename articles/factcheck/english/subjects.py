"""The words by which it is known whom a claim is about."""

import re

# Who is named after these is not the subject: “beat Kerr”, “ahead of the Norwegian Kerr”.
OBJECT = re.compile(
    r"\b(?:beat|beats|beating|beaten|ahead of|behind|in front of|over|than|passed|passes|passing|past|from|of"
    r"|to|by|chas\w+|caught|catching|followed|after|against|for|joined|denied|denying|alongside|like|as|between|on"
    r"|edged|held off|overtook|overhauled|outsprinted)[ ]+"
    r"(?:(?!(?:and|but|or|while|as)\b)[\w’'-]+[ ]+){0,3}$",
    re.IGNORECASE,
)
# Between two who are one subject, for nothing is said of the first: “Rutto of Romania and Gega”.
SAID = r"won|wins|was|were|is|are|finish\w*|took|takes|ran|runs|jump\w*|threw|came|had|has|in[ ]\d"
JOINED = re.compile(
    rf"^(?:(?!\b(?:{SAID})\b)[^.;])*?(?:,|\band\b|\bor\b|&)[ ]+(?:[\w’'-]+[ ]+){{0,2}}$", re.IGNORECASE
)
OWNED = re.compile(r"[’']s?[ ]+")  # “Kerr’s 3:29.38”
BEFORE_PLACE_NAMES = re.compile(
    r"\b(?:of|in|from|at|on|for|the|to|near)[ ]+(?:[\w’'-]+[ ]+)?$", re.IGNORECASE
)
HE = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
# Words with a capital that are nobody's name.
NO_NAMES = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *(
            "november",
            "december",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ),
        *("championships", "championship", "olympic", "olympics", "world", "european", "games", "stadium"),
        *("athletics", "final", "britain"),
    )
)
