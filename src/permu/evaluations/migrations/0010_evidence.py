"""What a suspicion rests on, and how far off it is; findings of before have neither until the round is read again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0009_publications")]

    operations = [
        migrations.AddField(
            model_name="roundfinding",
            name="weight",
            field=models.PositiveBigIntegerField(default=0, verbose_name="偏离（百分之一倍）"),
        ),
        migrations.AddField(
            model_name="roundfinding",
            name="evidence",
            field=models.JSONField(blank=True, default=dict, verbose_name="依据"),
        ),
    ]
