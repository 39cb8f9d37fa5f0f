"""What ends a command early, each said in one line and with an exit status of its own."""

from __future__ import annotations


class Failure(Exception):
    """What was asked for could not be done; the text says what, where and what to do."""

    status = 1
    """What the program tells the shell."""


class WrongUse(Failure):
    """What was asked for makes no sense, such as a person whom nobody knows."""

    status = 2
