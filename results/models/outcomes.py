"""What happened in a race: a result a row, and its splits, attempts and relay legs."""

from django.db import models

from results import legality
from results.abbreviations import QUALIFICATION_WORDS, STATUS_WORDS
from results.marks import Mark, Measure, Precision
from results.models.competitions import Event, Race, wind_in_range
from results.models.people import Athlete
from results.models.reference import Country, Discipline
from results.querysets import ResultQuerySet

COLOURS = {1: "gold", 2: "silver", 3: "bronze"}
PRECISIONS = [(p.value, p.name.lower()) for p in Precision]


class Result(models.Model):
    """An athlete or team in a race, from the start list on: before the finish it has neither mark nor status.

    A mark is kept as an integer of the measure's smallest unit: milliseconds, millimetres or points.
    What lists sort and select by is the race's, and kept here as well (`follow_race`): a list of millions
    cannot ask each row's race.
    """

    # Without indexes of their own: each leads one below, and every index costs on each of millions of rows.
    race = models.ForeignKey(Race, on_delete=models.CASCADE, related_name="results", db_index=False)
    athlete = models.ForeignKey(
        Athlete, on_delete=models.PROTECT, null=True, blank=True, related_name="results", db_index=False
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        related_name="results",
        help_text="For whom, at the time",
        db_index=False,
    )
    team_name = models.CharField(max_length=80, blank=True, help_text="For a relay")
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    mark_value = models.PositiveIntegerField(null=True, blank=True, help_text="ms, mm or points")
    mark_precision = models.CharField(max_length=2, blank=True, choices=PRECISIONS)
    reading_ms = models.PositiveIntegerField(
        null=True, blank=True, help_text="Photo-finish reading in thousandths: it separates equal times"
    )
    status = models.CharField(max_length=4, blank=True, choices=list(STATUS_WORDS.items()))
    rule = models.CharField(max_length=40, blank=True, help_text="Of a disqualification: “TR17.2.3”")
    qualification = models.CharField(max_length=2, blank=True, choices=list(QUALIFICATION_WORDS.items()))
    lane = models.PositiveSmallIntegerField(null=True, blank=True)
    bib = models.CharField(max_length=12, blank=True)
    order = models.PositiveSmallIntegerField(
        default=0, help_text="In the start list, or among rows without a place"
    )
    reaction_ms = models.SmallIntegerField("reaction time (ms)", null=True, blank=True)
    wind = models.DecimalField("wind (m/s)", max_digits=3, decimal_places=1, null=True, blank=True)
    record_flags = models.CharField(max_length=40, blank=True, help_text="As declared by the source: “NR”")
    personal_flags = models.CharField(max_length=20, blank=True, help_text="As declared by the source: “SB”")
    points = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In a combined event")
    discipline = models.ForeignKey(
        Discipline, on_delete=models.PROTECT, editable=False, related_name="+", db_index=False
    )
    category = models.CharField(max_length=1, choices=Event.Category, editable=False)
    date = models.DateField(editable=False)
    season = models.PositiveSmallIntegerField(editable=False)
    list_key = models.IntegerField(
        null=True,
        editable=False,
        help_text="Lower is better, whatever the measure; null: not listed",
    )
    medal_place = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["race", models.F("place").asc(nulls_last=True), "order", "pk"]
        indexes = [
            models.Index(fields=["race", "place"]),
            models.Index(fields=["athlete", "-date", "-id"]),
            models.Index(fields=["country", "-date", "-id"]),
            models.Index(
                fields=["country", "-date"],
                name="result_medals",
                condition=models.Q(medal_place__isnull=False),
            ),
            models.Index(
                fields=["discipline", "category", "list_key", "date"],
                name="result_all_time_list",
                condition=models.Q(list_key__isnull=False),
            ),
            models.Index(
                fields=["discipline", "category", "season", "list_key", "date"],
                name="result_season_list",
                condition=models.Q(list_key__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["race", "athlete"],
                condition=models.Q(athlete__isnull=False),
                name="athlete_is_in_a_race_once",
            ),
            models.CheckConstraint(
                condition=models.Q(athlete__isnull=False) | ~models.Q(team_name=""),
                name="result_is_somebodys",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["", *STATUS_WORDS]), name="result_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status="") | models.Q(mark_value=None, place=None),
                name="result_status_excludes_mark_and_place",
            ),
            models.CheckConstraint(
                condition=models.Q(mark_value=None) | models.Q(mark_value__gt=0),
                name="result_mark_is_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(mark_value=None, mark_precision="")
                | (models.Q(mark_value__isnull=False) & ~models.Q(mark_precision="")),
                name="result_mark_has_a_precision",
            ),
            models.CheckConstraint(
                condition=models.Q(place=None) | models.Q(place__gte=1), name="result_place_starts_at_one"
            ),
            models.CheckConstraint(condition=wind_in_range(), name="result_wind_is_in_range"),
        ]

    def __str__(self):
        return f"{self.place or self.status or '–'} {self.who} {self.mark or ''}".strip()

    def save(self, *args, **kwargs):
        self.follow_race()
        super().save(*args, **kwargs)

    def follow_race(self):
        """Take over from the race, and from the row itself, what lists sort and select by."""
        race = self.race
        self.discipline_id, self.category = race.discipline_id, race.event.category
        self.date, self.season = race.date, race.date.year
        is_medal = race.decides_medals and race.has_result and self.place and self.place <= 3
        self.medal_place = self.place if is_medal else None
        counts = race.has_result and not self.status and self._is_legal()
        self.list_key = self.mark.sort_key if counts else None

    def _is_legal(self):
        if self.mark_value is None or not self.mark_precision:
            return False
        return legality.is_listed(self.race.discipline, self.mark, self.race.wind, self.wind)

    @property
    def who(self):
        return self.athlete.name if self.athlete else self.team_name

    @property
    def mark(self):
        if self.mark_value is None:
            return None
        return Mark(self.mark_value, Measure(self.race.discipline.measure), Precision(self.mark_precision))

    @mark.setter
    def mark(self, mark):
        self.mark_value = mark.value if mark else None
        self.mark_precision = mark.precision.value if mark else ""

    @property
    def medal(self):
        """“gold”, “silver”, “bronze” or “”; a shared place is a shared medal."""
        if not self.race.decides_medals or not self.race.has_result:
            return ""
        return COLOURS.get(self.place, "")


class Split(models.Model):
    """A time on the way: “Kipsang led at 400m in 56.1”."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="splits")
    distance_m = models.PositiveIntegerField("at (metres)")
    time_ms = models.PositiveIntegerField("time (ms)")
    precision = models.CharField(max_length=2, choices=PRECISIONS, default=Precision.TENTH)

    class Meta:
        ordering = ["distance_m", "time_ms"]
        constraints = [
            models.UniqueConstraint(fields=["result", "distance_m"], name="split_is_taken_once"),
            models.CheckConstraint(
                condition=models.Q(distance_m__gt=0, time_ms__gt=0), name="split_is_positive"
            ),
        ]

    def __str__(self):
        return f"{self.mark} at {self.distance_m}m"

    @property
    def mark(self):
        return Mark(self.time_ms, Measure.TIME, Precision(self.precision))


class Attempt(models.Model):
    """One trial in a field event: a distance with its wind, or the trials at one height (“XO”)."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField(help_text="Of the trial, or of the height")
    height_mm = models.PositiveIntegerField("height (mm)", null=True, blank=True)
    outcome = models.CharField(max_length=4, help_text="O, X, XO, XXX, – for a pass, r for retired")
    mark_mm = models.PositiveIntegerField("distance (mm)", null=True, blank=True)
    wind = models.DecimalField("wind (m/s)", max_digits=3, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="attempt_is_made_once"),
            models.CheckConstraint(condition=wind_in_range(), name="attempt_wind_is_in_range"),
            models.CheckConstraint(
                condition=models.Q(mark_mm=None) | models.Q(mark_mm__gt=0), name="attempt_mark_is_positive"
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def text(self):
        """“8.65”, “X”, or “2.37 XO”."""
        if self.mark_mm:
            return str(Mark(self.mark_mm, Measure.DISTANCE, Precision.CENTIMETRE))
        if self.height_mm:
            return f"{Mark(self.height_mm, Measure.HEIGHT, Precision.CENTIMETRE)} {self.outcome}"
        return self.outcome


class RelayLeg(models.Model):
    """Who ran for a team. Legs beyond the team's size are its named substitutes, as sources list them."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="legs")
    order = models.PositiveSmallIntegerField()
    athlete = models.ForeignKey(Athlete, on_delete=models.PROTECT, related_name="relay_legs")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["result", "order"], name="relay_leg_is_run_once"),
            models.CheckConstraint(condition=models.Q(order__gte=1), name="relay_leg_starts_at_one"),
        ]

    def __str__(self):
        return f"{self.order}. {self.athlete}"
