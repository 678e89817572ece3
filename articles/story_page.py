"""What a story's page shows beside its text, gathered in a constant number of queries."""

from functools import cached_property

from articles import cards, embeds
from articles.models import Article, StoryRace
from newsroom.lib.text import fold
from results import charts, tables
from results.models import Race

RELATED = 4
PEOPLE = 8
PICTURED = 8  # rows of a drawing that leads a story; as many as a final of them
WORDS_A_MINUTE = 230


class StoryPage:
    """A story with its body rendered, its races as tables, its people and its relations."""

    def __init__(self, article):
        self.article = article

    @cached_property
    def body(self):
        return embeds.render_body(self.article.body)

    @cached_property
    def race_links(self):
        if self.article.pk is None:
            return []
        return list(self.article.race_links.all())

    @cached_property
    def races(self):
        """The linked races in order, each with its rows."""
        found = {
            race.pk: race
            for race in Race.objects.for_table().filter(pk__in=[link.race_id for link in self.race_links])
        }
        return [(link, found[link.race_id]) for link in self.race_links if link.race_id in found]

    @cached_property
    def cards(self):
        """Tables of the main races that the body does not show itself."""
        return [
            tables.race_table(race, rows=link.rows)
            for link, race in self.races
            if link.role == StoryRace.Role.MAIN and race.key not in self.body.race_keys
        ]

    @cached_property
    def main_race(self):
        return next((race for link, race in self.races if link.role == StoryRace.Role.MAIN), None)

    @property
    def competition(self):
        return self.main_race.event.competition if self.main_race else None

    @cached_property
    def finish_picture(self):
        """Stands where no photograph leads: the finish of the main race, drawn."""
        if self.article.lead_picture or self.main_race is None:
            return None
        return charts.finish_picture(self.main_race)

    @cached_property
    def gap_chart(self):
        """Stands there where nobody ran to a line: how far short of the winner the next ones fell."""
        if self.article.lead_picture or self.main_race is None or self.finish_picture:
            return None
        return charts.gap_chart(self.main_race, most=PICTURED)

    @cached_property
    def people(self):
        """The athletes of the linked races whom the text names, in the order of the tables.

        A family name is enough, unless the text gives another of that name in full.
        """
        text = fold(f"{self.article.headline} {self.article.standfirst} {self.article.body}")
        rows = [row for _, race in self.races for row in tables.race_table(race).rows if row.athlete]
        in_full = {row.athlete.pk for row in rows if row.athlete.name_key in text}
        families = {fold(row.athlete.family_name) for row in rows if row.athlete.pk in in_full}
        named = {}
        for row in rows:
            family = fold(row.athlete.family_name)
            if row.athlete.pk in in_full or (family in text and family not in families):
                named.setdefault(row.athlete.pk, row)
        return list(named.values())[:PEOPLE]

    @cached_property
    def related(self):
        """Other public stories: of the same races, then of the competition, then of the section."""
        others = Article.objects.published().exclude(pk=self.article.pk).for_cards().latest_first()
        nearest = [
            others.about_races([race for _, race in self.races]),
            others.about_competition(self.competition) if self.competition else others.none(),
            others.filter(section=self.article.section_id),
        ]
        found = {}
        for stories in nearest:
            found |= {story.pk: story for story in stories[:RELATED] if story.pk not in found}
        return list(found.values())[:RELATED]

    @cached_property
    def history(self):
        """The versions that the public saw, first to last, where there was more than one."""
        if self.article.pk is None:
            return []
        seen = list(self.article.revisions.seen().defer("content"))
        return seen[::-1] if len(seen) > 1 else []

    @property
    def corrections(self):
        return self.article.corrections.all() if self.article.pk else []

    @property
    def topics(self):
        return self.article.topics.all() if self.article.pk else []

    @cached_property
    def social_image(self):
        return cards.social_image(self.article, self.main_race)

    @property
    def bylines(self):
        return [byline.author for byline in self.article.bylines.all()] if self.article.pk else []

    @cached_property
    def reading_minutes(self):
        return max(1, round(self.body.words / WORDS_A_MINUTE))
