"""The `viveiro` command. It knows what each command is for, and loads only the one that is called."""

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = {  # name: its module in backend.commands, and its purpose as that module says it
    "serve": ("serving", "Answer requests; with SQLite, the worker runs beside."),
    "work": ("working", "Deliver events, send mail and do what is due, until told to stop."),
    "migrate": ("migrating", "Bring the database to the newest tables."),
    "openapi": ("describing", "Describe every route (OpenAPI 3.1)."),
    "seed": ("seeding", "Fill an empty database with a believable region: all people and organisations are invented."),
    "rank": (
        "ranking",
        "Rank the region for a CV, with reasons. Nothing is stored, and the same CV gets the same answer all day.",
    ),
    "audit": ("auditing", "What the rankings show whom: small towns, employers, and groups if a file names them."),
    "learn": (
        "learning",
        "Learn what people weigh from what they did, and propose it. Nothing ranks by it until a person approves.",
    ),
    "match-all": ("batching", "The best of all opportunities for each of all people, with every condition, exactly."),
    "prices": (
        "pricing",
        "Compute the prices of competition now, from who would be shown what. Nothing about anybody is kept or told.",
    ),
    "evaluate": ("evaluating", "Measure how well words are linked, on public benchmarks."),
    "bench": ("benching", "Measure speed beside other engines."),
    "warm": ("warming", "Compile the inner loops now, so that no first request waits for it."),
    "simulate": ("simulating", "Try the engine's promises on invented regions; nothing is stored."),
    "export": (
        "exporting",
        "Write what everybody may see as JSON Lines, one file a noun, with a manifest. Nothing about people.",
    ),
    "import": ("importing", "Take in what others publish."),
    "taxonomy": ("vocabulary", "The words in which skills, crafts and occupations are found."),
    "train": ("training", "Learn from public data what ships with the system."),
    "territories": ("territories", "Regions and their municipalities."),
}


class Lazy(TyperGroup):
    """Loading the whole application takes seconds; help, completion and a slip of the finger need none of it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, in place of its name."""
        if args[0] in COMMANDS:
            self.add_command(load(args[0]), args[0])
        return super().resolve_command(ctx, args)


def load(name: str) -> Any:
    """A command or a group of commands, with its options."""
    module, _ = COMMANDS[name]
    return get_command(import_module(f"backend.commands.{module}").app)


app = typer.Typer(
    cls=Lazy,
    name="viveiro",
    help="The open system in which a region grows its creative talent.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
for name, (_, purpose) in COMMANDS.items():  # stand-ins for the help; calling one loads the real one
    app.command(name, help=purpose)(lambda: None)


def main() -> None:
    """Entry point of the installed command. What an operator can mend is told in a sentence, without a traceback."""
    try:
        app()
    except Exception as error:
        from backend.commands.ground import excuse  # noqa: PLC0415  what it recognises is slow to load

        code = excuse(error)
        if code is None:
            raise
        sys.exit(code)


if __name__ == "__main__":
    main()
