"""Days as a page writes them."""


def days(first, last):
    """“19 to 27 August 2023”."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{first.day} to {day(last)}"


def day(date):
    return f"{date.day} {date:%B} {date.year}"


def birth(athlete):
    """“8 October 1997”, “October 1997” or “1997”: no more than is known; "" where nothing is."""
    if athlete.birth_date is None:
        return ""
    born = athlete.birth_date
    return {"day": day(born), "month": f"{born:%B} {born.year}", "year": str(born.year)}[
        athlete.birth_date_precision
    ]
