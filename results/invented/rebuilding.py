"""Loading without indexes: they are set aside, and built when the rows are there.

Kept up row by row, twelve indexes and four foreign keys take most of the time of a large load. All is one
transaction, on SQLite as well as on PostgreSQL: nobody ever sees the tables without them.
"""

from contextlib import contextmanager

from django.db import connection, transaction

# What no constraint owns: those of primary keys and of `unique` stay, for foreign keys lean on them.
INDEXES_OF_POSTGRESQL = """
    SELECT format('DROP INDEX %%I', index.relname), pg_get_indexdef(index.oid)
    FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid
    WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
FOREIGN_KEYS_OF_POSTGRESQL = """
    SELECT
        format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format(
            'ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)
        )
    FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'
"""
INDEXES_OF_SQLITE = """
    SELECT format('DROP INDEX "%%w"', name), sql FROM sqlite_master
    WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL
"""
FOUND_BY = {
    "postgresql": [FOREIGN_KEYS_OF_POSTGRESQL, INDEXES_OF_POSTGRESQL],
    "sqlite": [INDEXES_OF_SQLITE],
}


@contextmanager
def indexes_built_at_the_end(models):
    """One transaction; other users of these tables wait until it is over."""
    with transaction.atomic(), connection.cursor() as cursor:
        connection.check_constraints()  # what waits for the end of a transaction around would be in the way
        found = list(_found(cursor, [model._meta.db_table for model in models]))
        for drop, _ in found:
            cursor.execute(drop)
        yield
        for _, build in reversed(found):
            cursor.execute(build)


def _found(cursor, tables):
    """(statement that drops, statement that builds it again): the foreign keys of all tables first."""
    for query in FOUND_BY[connection.vendor]:
        for table in tables:
            cursor.execute(query, [table])
            yield from cursor.fetchall()
