"""A cache that may be missing: without its server the portal runs on, only slower."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

Result = TypeVar("Result")

# Seconds for which a dead server is not asked again, so that one page does not wait once per key.
REST_SECONDS = 5

log = structlog.get_logger(__name__)


class TolerantRedisCache(RedisCache):
    """Redis cache whose reads miss and whose writes vanish while the server is away."""

    _resting_until = 0.0

    def _tolerate(self, ask: Callable[[], Result], otherwise: Result) -> Result:
        if time.monotonic() < TolerantRedisCache._resting_until:
            return otherwise
        try:
            return ask()
        except (RedisConnectionError, RedisTimeoutError) as error:
            TolerantRedisCache._resting_until = time.monotonic() + REST_SECONDS
            log.warning("cache.unavailable", error=type(error).__name__)
            return otherwise

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """As in Django; True while the server is away: who takes a lock by it, as the limits on
        signing in do, must not wait for one that nobody holds.
        """
        return self._tolerate(
            lambda: super(TolerantRedisCache, self).add(key, value, timeout, version), True
        )

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """As in Django; `default` while the server is away."""
        return self._tolerate(
            lambda: super(TolerantRedisCache, self).get(key, default, version), default
        )

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """As in Django; nothing while the server is away."""
        self._tolerate(
            lambda: super(TolerantRedisCache, self).set(key, value, timeout, version), None
        )

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """As in Django; False while the server is away."""
        return self._tolerate(
            lambda: super(TolerantRedisCache, self).touch(key, timeout, version), False
        )

    def delete(self, key: Any, version: int | None = None) -> bool:
        """As in Django; False while the server is away."""
        return self._tolerate(lambda: super(TolerantRedisCache, self).delete(key, version), False)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """As in Django; empty while the server is away."""
        wanted = list(keys)
        return self._tolerate(lambda: super(TolerantRedisCache, self).get_many(wanted, version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """As in Django; False while the server is away."""
        return self._tolerate(lambda: super(TolerantRedisCache, self).has_key(key, version), False)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """As in Django; counts from nothing while the server is away."""
        return self._tolerate(
            lambda: super(TolerantRedisCache, self).incr(key, delta, version), delta
        )

    def set_many(
        self,
        data: Mapping[Any, Any],
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> list[Any]:
        """As in Django; reports every key as failed while the server is away."""
        return self._tolerate(
            lambda: super(TolerantRedisCache, self).set_many(dict(data), timeout, version),
            list(data),
        )

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """As in Django; nothing while the server is away."""
        wanted = list(keys)
        self._tolerate(lambda: super(TolerantRedisCache, self).delete_many(wanted, version), None)

    def clear(self) -> None:
        """As in Django; nothing while the server is away."""
        self._tolerate(super().clear, None)
