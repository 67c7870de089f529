"""What the admin pages of this app share: the trail of changes, and the bounds of an admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.sites import site
from django.db import models
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest

from hdnd_portal.audit import log
from hdnd_portal.council.models import Council


def changed_values(form: ModelForm[Any]) -> dict[str, list[Any]]:
    """Old and new value of each field the form changes."""
    return {
        name: [_shown(form.initial.get(name)), _shown(form.cleaned_data.get(name))]
        for name in form.changed_data
        if name in form.fields
    }


def _shown(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | models.QuerySet):
        return [_shown(v) for v in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def administered(user: Any) -> set[int]:
    """Keys of the councils an administrator keeps: those of the role, and the communes' below."""
    own: set[int] = user.councils("admin")
    return own | set(Council.objects.filter(parent__in=own).values_list("pk", flat=True))


class ReferenceAdmin(admin.ModelAdmin[Any]):
    """Reference data: every change goes to the trail; an admin sees the councils of the role.

    `council_path` is the lookup that leads from the model to its council; empty for what belongs
    to the whole country.
    """

    council_path = ""
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Rows of the councils in which the user is an administrator."""
        rows = super().get_queryset(request)
        user: Any = request.user
        if not self.council_path or user.is_superuser:
            return rows
        mine = rows.filter(**{f"{self.council_path}__in": administered(user)})
        return mine.distinct() if self.council_path.count("__") > 1 else mine

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        """Offer, and accept, only records that the user may open in the admin."""
        related = site._registry.get(db_field.related_model)
        if isinstance(related, ReferenceAdmin) and "queryset" not in kwargs:
            kwargs["queryset"] = related.get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and write what changed into the trail."""
        self.before_save(obj)
        super().save_model(request, obj, form, change)
        self.note_change(request, obj, form, change)

    def before_save(self, obj: Any) -> None:
        """Fill what the form does not ask for."""

    def note_change(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the change into the trail."""
        values = changed_values(form)
        if change and not values:
            return
        log.record(
            "reference.changed" if change else "reference.added",
            obj,
            by=request.user,
            name=str(obj),
            fields=", ".join(sorted(values)),
            changes=values,
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Rows entered within another record's page leave their trace, too."""
        super().save_formset(request, form, formset, change)
        changed = {row.pk: fields for row, fields in formset.changed_objects}
        for row in [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]:
            log.record(
                "reference.changed" if row.pk in changed else "reference.added",
                row,
                by=request.user,
                name=str(row),
                fields=", ".join(sorted(changed.get(row.pk, []))),
            )
        for row in formset.deleted_objects:
            log.record("reference.removed", row, by=request.user, name=str(row))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Write the removal into the trail, then remove."""
        log.record("reference.removed", obj, by=request.user, name=str(obj))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """Remove one by one, so that each leaves its trace."""
        for obj in queryset:
            self.delete_model(request, obj)
