"""The form an answer shall have: names of fields or labels, and whether an answer keeps to it."""

from __future__ import annotations

from collections.abc import Sequence

from app import structured
from app.errors import InputError

LONGEST_NAME = 40  # characters of a field's name: what structured answers are read with
LONGEST_LABEL = 100
MOST = 50  # names of one format
_WRAPPING = " \t\r\n\"'`“”„‘’«»*."


def check_name(name: str, taken: Sequence[str] = (), *, label: bool = False) -> str:
    """The name of a field or label as it is kept. InputError says why it cannot be one.

    ``taken`` are the names there are already; names are compared without case.
    """
    clean = " ".join(name.split())
    longest = LONGEST_LABEL if label else LONGEST_NAME
    if not clean:
        raise InputError("A name needs at least one letter.", "Type a name.")
    if len(clean) > longest:
        raise InputError(
            f"This name has {len(clean):,} characters; at most {longest} are possible.",
            "Choose a shorter name.",
        )
    if not clean.isprintable():
        raise InputError("There is a character in this name that cannot be printed.", "Type it.")
    if label and not clean.strip(_WRAPPING):
        raise InputError(f"{clean!r} cannot be a label.", "A label has at least one letter.")
    if not label and list(structured.fields(f"{clean}: x")) != [clean.lower()]:
        raise InputError(
            f"{clean!r} cannot be the name of a field.",
            "Begin with a letter, and use letters from A to Z, digits, blanks, - and _.",
        )
    if _plain(clean) in {_plain(other) for other in taken}:
        raise InputError(f"There is already {clean!r}.", "Each name can be there only once.")
    if len(taken) >= MOST:
        raise InputError(f"More than {MOST} names are not possible.", "Remove one first.")
    return clean


def missing(text: str, fields: Sequence[str]) -> list[str]:
    """Those of the fields that an answer lacks. Names are compared without case."""
    given = structured.fields(text) if fields else {}
    return [name for name in fields if name.strip().lower() not in given]


def is_label(text: str, labels: Sequence[str]) -> bool:
    """Whether an answer is one of the labels and nothing else."""
    return _plain(text) in {_plain(label) for label in labels}


def misfit(text: str, fields: Sequence[str] = (), labels: Sequence[str] = ()) -> str:
    """Why an answer has not the wanted form, in one sentence; empty where it has.

    Without fields and labels every answer fits.
    """
    if lacking := missing(text, fields):
        listed = ", ".join(f"'{name}'" for name in lacking[:5])
        more = " and others" if len(lacking) > 5 else ""
        return f"The answer lacks the field{'s' if len(lacking) > 1 else ''} {listed}{more}."
    if labels and not is_label(text, labels):
        return "The answer is none of the labels."
    return ""


def has_more(text: str, fields: Sequence[str]) -> bool:
    """Whether an answer with fields says something beside them."""
    return bool(fields) and not structured.is_structured(text)


def example(fields: Sequence[str], value: str = "…") -> str:
    """What an answer with these fields looks like."""
    return "\n".join(f"{name}: {value}" for name in fields)


def _plain(text: str) -> str:
    # A teacher that writes "**Yes.**" has answered with the label Yes.
    return " ".join(text.strip(_WRAPPING).lower().split())
