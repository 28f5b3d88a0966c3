"""What Is To Be Undone: an engine for choose-your-path stories, and the stories that prove it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("what-is-to-be-undone")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0.1.0"
