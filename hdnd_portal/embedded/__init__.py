"""PostgreSQL and a Redis-protocol server that live inside the checkout, for a machine that has
neither.

Plain Python without Django: the settings ask it for addresses, the launcher, the tests and the
management commands ask it to run the servers. `DATABASE_URL` and `REDIS_URL` take the place of
either server.
"""

from hdnd_portal.embedded.postgres import Postgres
from hdnd_portal.embedded.server import ServerProblem
from hdnd_portal.embedded.valkey import Valkey

__all__ = ["Postgres", "ServerProblem", "Valkey"]
