"""Who is meant, in as few letters as a drawing has room for."""

from collections import Counter


def labels(results):
    """{pk: family name}; where two in a race share one, with the initial."""
    shared = Counter(result.athlete.family_name for result in results if result.athlete)
    return {result.pk: _label(result, shared) for result in results}


def _label(result, shared):
    if result.athlete is None:
        return result.team_name
    family, given = result.athlete.family_name, result.athlete.given_name
    return f"{given[:1]}. {family}" if shared[family] > 1 and given else family
