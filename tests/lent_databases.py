"""PostgreSQL databases lent to test after test, emptied in between: copying one takes 0.25 s."""

import contextlib

import psycopg
from sqlalchemy import make_url

# Above, deleting rows would leave later tests to read their remains.
LARGE_BYTES = 2**20
OTHER_SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
# Everything that a test may make or change but rows, and the partitions that loaders make.
SHAPE = """
    SELECT relname, relkind::text, relacl::text, attname, atttypid::text, attnotnull::text
    FROM pg_class JOIN pg_namespace space ON space.oid = relnamespace
    LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
    WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' AND NOT relispartition
    UNION ALL SELECT nspname, nspacl::text, NULL, NULL, NULL, NULL FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\\_%'
    UNION ALL SELECT defaclacl::text, NULL, NULL, NULL, NULL, NULL FROM pg_default_acl
    UNION ALL SELECT setconfig::text, setrole::text, NULL, NULL, NULL, NULL FROM pg_db_role_setting
    ORDER BY 1, 2, 3, 4, 5, 6
"""
TABLES = """
    SELECT format('%I.%I', nspname, relname), pg_relation_size(pg_class.oid), relispartition
    FROM pg_class JOIN pg_namespace space ON space.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
    AND relname <> 'alembic_version'
"""
SEQUENCES = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"


class LentDatabase:
    """A database as it was when new, given back so after each test."""

    def __init__(self, url: str) -> None:
        self.url = url
        with self._session() as session:
            self._shape = session.execute(SHAPE).fetchall()
            self._tables = {name for name, _size, _partition in session.execute(TABLES)}

    def given_back(self) -> bool:
        """Empty it; False when a test has left more than rows, and it cannot be lent again."""
        try:
            with self._session() as session:
                session.execute(OTHER_SESSIONS)
                tables = session.execute(TABLES).fetchall()
                for name, _size, _partition in tables:
                    if name not in self._tables and _partition:
                        session.execute(f"DROP TABLE {name}")
                for name, size, _partition in tables:
                    if name in self._tables:
                        verb = "TRUNCATE" if size > LARGE_BYTES else "DELETE FROM"
                        session.execute(f"{verb} {name}")
                session.execute(SEQUENCES)
                return session.execute(SHAPE).fetchall() == self._shape
        except psycopg.OperationalError:
            # Stopped or dropped by the test.
            return False

    def _session(self) -> contextlib.AbstractContextManager[psycopg.Connection]:
        address = make_url(self.url).set(drivername="postgresql")
        return psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)
