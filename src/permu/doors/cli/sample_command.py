"""`permu sample`: write the synthetic county."""

from pathlib import Path

import click

from permu.doors.cli.frame import json_option, print_json, say, tell, verb


@verb("sample")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--enterprises", type=click.IntRange(50, 1_000_000), default=600, show_default=True)
@click.option("--seed", type=int, default=2025, show_default=True)
@click.option("--parquet", is_flag=True)
@json_option
def command(folder: Path, *, enterprises: int, seed: int, parquet: bool, as_json: bool) -> int:
    """Write the eight workbooks and their truth; or, with `--parquet`, a facts folder of any size."""
    from permu.sample import write_county, write_parquet_county

    if not parquet and enterprises > 20_000:
        raise click.UsageError(say("too_many_for_workbooks"))
    write = write_parquet_county if parquet else write_county
    write(folder, enterprises=enterprises, seed=seed)
    if as_json:
        print_json(
            {"folder": str(folder), "enterprises": enterprises, "seed": seed, "synthetic": True}
        )
    else:
        tell("✓", say("sample_written", folder=folder, enterprises=enterprises))
    return 0
