"""One database's side of the benchmark: told a kind of page, it answers with milliseconds and queries."""

import json
import os
import sys
import time
from statistics import median

import django
from django.conf import settings
from django.db import connection, reset_queries
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

OF_A_KIND = 7  # pages, so that no single one stands for its kind
TIMES = 5


def pages():
    """{kind: paths} of what is alike in both worlds: events of four races, athletes of twenty results."""
    from results.models import Athlete, Event, Result

    count = Event.objects.count()
    events = Event.objects.select_related("competition").order_by("pk")
    some = [events[count * n // (OF_A_KIND + 1)] for n in range(1, OF_A_KIND + 1)]
    busy = (
        Result.objects.filter(athlete__lte=Athlete.objects.order_by("pk")[150].pk)
        .order_by()
        .values("athlete")
        .annotate(n=Count("pk"))
        .filter(n__gte=15, n__lte=25)
        .values_list("athlete", flat=True)[:OF_A_KIND]
    )
    athletes = Athlete.objects.filter(pk__in=list(busy))
    return {
        "event": [event.get_absolute_url() for event in some],
        "athlete": [athlete.get_absolute_url() for athlete in athletes],
        "all-time list": ["/lists/men/100m/"],
        "season list": [f"/lists/men/100m/?season={year}" for year in (2005, 2012, 2019)],
        "list by performance": ["/lists/men/100m/?by=performance"],
        "list, two a country": ["/lists/men/100m/?per_country=2"],
        "lists": ["/lists/"],
        "records": ["/records/"],
        "country": ["/countries/usa/", "/countries/gbr/"],
        "competition": [event.competition.get_absolute_url() for event in some],
        "front page": ["/"],
    }


def measure(client, paths):
    """(median milliseconds, queries, median kilobytes) of the pages of a kind."""
    taken, queries, sizes = [], set(), []
    for path in paths:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        queries.add(len(captured))
        sizes.append(len(response.content) / 1024)
        reset_queries()
        for _ in range(TIMES):
            start = time.perf_counter()
            client.get(path)
            taken.append((time.perf_counter() - start) * 1000)
    return median(taken), sorted(queries), median(sizes)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    known = pages()
    print(json.dumps(sorted(known)), flush=True)
    for line in sys.stdin:
        print(json.dumps(measure(client, known[line.strip()])), flush=True)


if __name__ == "__main__":
    main()
