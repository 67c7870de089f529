"""The permissions Django makes for models (add, change, delete, view), for the admin pages."""

from functools import lru_cache

from django.apps import apps


@lru_cache(maxsize=1)
def model_permissions() -> frozenset[str]:
    """All of them, as `app_label.verb_model`; the apps must be ready."""
    names = set()
    for model in apps.get_models():
        options = model._meta
        for verb in options.default_permissions:
            names.add(f"{options.app_label}.{verb}_{options.model_name}")
        for codename, _name in options.permissions:
            names.add(f"{options.app_label}.{codename}")
    return frozenset(names)
