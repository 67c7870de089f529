"""Puts the addresses of PostgreSQL, the Redis-protocol server and the file store into the form
Django and Celery want.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from redis.backoff import NoBackoff
from redis.retry import Retry

# Seconds. A dead server must cost a request little, not hang it.
CONNECT_SECONDS = 5
POOL_WAIT_SECONDS = 10
REDIS_SECONDS = 0.5
# A task not acknowledged for this long is given to another worker; longer than the longest job.
VISIBILITY_SECONDS = 2 * 60 * 60

BROKER_OPTIONS: dict[str, Any] = {
    "visibility_timeout": VISIBILITY_SECONDS,
    "socket_connect_timeout": 1,
    # How often a sender asks a dead broker: twice at once, where kombu would wait six seconds.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
    "socket_keepalive": True,
    "health_check_interval": 15,
}


def database(url: str, *, pool: bool = False) -> dict[str, Any]:
    """Django's database entry for the address.

    `pool` is for the web server, whose threads come and go; a worker forks, and keeps one
    connection per process instead. Either way a connection is tested before it is used again, so a
    restart of PostgreSQL costs no page.
    """
    entry: dict[str, Any] = environ.Env.db_url_config(url)
    entry["ENGINE"] = "django.db.backends.postgresql"
    entry["HOST"] = unquote(entry["HOST"])  # a unix socket's folder is written with %2F
    entry["CONN_HEALTH_CHECKS"] = True
    entry["CONN_MAX_AGE"] = 0 if pool else 600
    options = entry.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", CONNECT_SECONDS)
    options.setdefault("application_name", "hdnd_portal")
    if pool:
        options["pool"] = {"min_size": 1, "max_size": 10, "timeout": POOL_WAIT_SECONDS}
    return entry


def cache(url: str) -> dict[str, Any]:
    """Django's cache entry for the address of a Redis-protocol server."""
    return {
        "BACKEND": "hdnd_portal.cache.TolerantRedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "hdnd",
        "OPTIONS": {
            "socket_connect_timeout": REDIS_SECONDS,
            "socket_timeout": REDIS_SECONDS,
            "retry": Retry(NoBackoff(), 0),
        },
    }


def broker(url: str) -> str:
    """Celery's spelling of the address: it writes unix sockets in another way than redis-py."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    return f"redis+socket://{parts.path}" + (f"?{parts.query}" if parts.query else "")


def file_store(url: str) -> dict[str, Any]:
    """Django's storage entry for `file:///folder` or
    `s3://bucket/prefix?endpoint_url=…&region_name=…`.

    The S3 key and secret come from the usual AWS variables or the machine's role, never from the
    address. Raises ValueError for any other kind of address.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": unquote(parts.path),
                "base_url": None,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    if parts.scheme == "s3":
        options: dict[str, Any] = {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
            **dict(parse_qsl(parts.query)),
        }
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    raise ValueError(f"FILE_STORE_URL must begin with file:// or s3://, not {parts.scheme}://")


def sample_secrets(example: Path) -> set[str]:
    """Values of the sample environment file whose names say that they are secret."""
    if not example.exists():
        return set()
    secrets = set()
    for line in example.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.lstrip("# ").partition("=")
        if separator and any(word in name for word in ("SECRET", "KEY", "PASSWORD")):
            secrets.add(value.strip())
    return secrets - {""}
