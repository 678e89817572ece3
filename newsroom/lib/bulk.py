"""Many rows at once, as plain tuples: several times as fast as `bulk_create`, and as silent.

No instance is made, no default is filled in, no primary key comes back; constraints hold as always.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from django.db import connections, router, transaction

ROWS_AT_ONCE = 5000
MOST_REMEMBERED = 10_000  # values of a field
# Of which fields a value is not yet what the database takes; numbers, words and keys are.
PREPARED = {"DateField", "DateTimeField", "DecimalField", "JSONField"}


def insert(model, names: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Insert rows whose values stand in the order of `names` (fields, or columns such as `race_id`).

    All or nothing. Every field without a default of the database's own must be named. Returns how many.
    """
    connection = connections[router.db_for_write(model)]
    fields = [model._meta.get_field(name) for name in names]
    prepare = {
        place: _preparer(field, connection)
        for place, field in enumerate(fields)
        if field.get_internal_type() in PREPARED
    }
    waiting, count = iter(rows), 0
    with transaction.atomic(using=connection.alias):
        while batch := [_prepared(row, prepare, len(fields)) for row in islice(waiting, ROWS_AT_ONCE)]:
            _write(connection, model._meta.db_table, [field.column for field in fields], batch)
            count += len(batch)
    return count


def _preparer(field, connection):
    """Days, moments and decimals come again and again: each is prepared once."""

    def prepare(value):
        return field.get_db_prep_save(value, connection)

    return prepare if field.get_internal_type() == "JSONField" else lru_cache(MOST_REMEMBERED)(prepare)


def _prepared(row, prepare, length):
    if len(row) != length:
        raise ValueError(f"A row has {len(row)} values; {length} are named.")
    values = list(row)
    for place, make in prepare.items():
        if values[place] is not None:
            values[place] = make(values[place])
    return values


def _write(connection, table, columns, rows):
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    target = f"{connection.ops.quote_name(table)} ({quoted})"
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", rows)
