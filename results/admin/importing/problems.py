"""What is wrong with a file, to be read: the same problem in many lines is told once."""

from dataclasses import dataclass, field

MOST_PLACES = 12  # of one problem
ERROR = "error"


@dataclass
class Told:
    """One sentence, and where in the file it holds: places are (line, field, value)."""

    severity: str
    message: str
    places: list = field(default_factory=list)

    @property
    def is_error(self):
        return self.severity == ERROR

    @property
    def where(self):
        """“Lines 3, 5; field: mark; “3:29,3x””, as far as it is known; each named once."""
        lines, fields, values = ([str(said) for said in dict.fromkeys(part) if said] for part in self._parts)
        told = [
            _listed("Line " if len(lines) == 1 else "Lines ", lines),
            _listed("field: ", fields),
            _listed("value: ", [f"“{said}”" for said in values]),
        ]
        words = "; ".join(part for part in told if part)
        return words[:1].upper() + words[1:]

    @property
    def _parts(self):
        return zip(*self.places, strict=True)


def grouped(problems):
    """Problems as `batches.problems` gives them, by sentence; what must be mended comes first."""
    told = {}
    for said in problems:
        key = (said["severity"], said["message"])
        told.setdefault(key, Told(*key)).places.append((said["line"], said["field"], said["value"]))
    return sorted(told.values(), key=lambda problem: not problem.is_error)


def _listed(label, items):
    more = f" and {len(items) - MOST_PLACES} more" if len(items) > MOST_PLACES else ""
    return f"{label}{', '.join(items[:MOST_PLACES])}{more}" if items else ""
