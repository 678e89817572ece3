"""The parts of an address that Django has no converter for."""


class FeedFormat:
    """The last word of a feed's address: feed.rss, feed.atom, feed.json."""

    regex = "rss|atom|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Year:
    regex = "(?:19|20)[0-9]{2}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04d}"


class Month:
    """Two digits, so that a month has one address."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02d}"
