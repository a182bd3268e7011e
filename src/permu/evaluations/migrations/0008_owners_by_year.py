"""Whose a row is holds from its round's year on: one settlement a key and year, no more one a key."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_the_year(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Every owner holds from the year of the round in which it was settled."""
    rounds = apps.get_model("evaluations", "Round").objects.filter(pk=models.OuterRef("round"))
    apps.get_model("evaluations", "RowOwner").objects.update(
        year=models.Subquery(rounds.values("year"))
    )


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0007_column_meanings")]

    operations = [
        migrations.RemoveConstraint(model_name="rowowner", name="one_owner_a_row"),
        migrations.AddField(
            model_name="rowowner",
            name="year",
            field=models.PositiveIntegerField(default=0, verbose_name="起始年度"),
            preserve_default=False,
        ),
        migrations.RunPython(say_the_year, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="rowowner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("key", "year"),
                name="one_owner_a_row_and_year",
            ),
        ),
    ]
