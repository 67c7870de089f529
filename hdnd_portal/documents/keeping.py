"""What belongs to a record that was handed on: it stays as it was then."""

import pgtrigger

SETTLED = """
    IF EXISTS (SELECT 1 FROM {table} {owner}
               WHERE {owner}.{settled}
                 AND {owner}.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.{owner}_id
                                     ELSE OLD.{owner}_id END) THEN
        RAISE EXCEPTION '{said}';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def stays_with(name: str, *, table: str, owner: str, settled: str, said: str) -> pgtrigger.Trigger:
    """A trigger: rows neither come, change nor go once the record they belong to is settled.

    `owner` is their foreign key to `table`, without `_id`; `settled` an SQL condition of its row.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=pgtrigger.Func(  # type: ignore[no-untyped-call]
            SETTLED.format(table=table, owner=owner, settled=settled, said=said)
        ),
    )
