"""Names in a text: whole at first, then short."""

from collections import Counter

# Countries that take an article; others whose name has one bear it: “The Gambia”.
WITH_ARTICLE = ("Bahamas", "Netherlands", "Philippines", "United ", "Dominican Republic", "Czech Republic")


def is_team(result):
    """A team is spoken of in the plural: “Italy were first”."""
    return result.athlete is None


def full_name(result):
    if not is_team(result):
        return _plain(result.athlete.name)
    name = _plain(result.team_name)
    return f"the {name}" if name.startswith(WITH_ARTICLE) else name


def short_name(result):
    """“Kerr”; a team has one name only."""
    return full_name(result) if is_team(result) else _family(result) or full_name(result)


def _family(result):
    return _plain(result.athlete.family_name)


def _given(result):
    return _plain(result.athlete.given_name)


def _plain(name):
    return " ".join(name.split())


class Mentions:
    """Calls everybody in a race by the full name once, then by the family name, as a report does.

    Of two with one family name each is called by the given name; whoever has nothing of their own keeps all.
    """

    def __init__(self, results):
        people = [result for result in results if not is_team(result)]
        self._families = Counter(map(_family, people))
        self._givens = Counter(map(_given, people))
        self._said = set()

    def __call__(self, result):
        if is_team(result) or result.pk in self._said:
            return self.again(result)
        self._said.add(result.pk)
        return full_name(result)

    def again(self, result):
        if is_team(result):
            return full_name(result)
        names = ((_family(result), self._families), (_given(result), self._givens))
        return next((name for name, count in names if name and count[name] == 1), full_name(result))

    def possessive(self, result):
        """“Kerr’s”, “Jamaica’s”, “United States’”."""
        name = self(result)
        return f"{name}’" if is_team(result) and name.endswith("s") else f"{name}’s"
