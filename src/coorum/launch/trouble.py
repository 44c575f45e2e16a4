"""The one exception of the launcher: something the person at the keyboard can mend."""


class Trouble(Exception):  # noqa: N818 - it is not an error of the program
    """One plain sentence saying what is wrong and what to do. Printed as it is; the command exits with 1."""
