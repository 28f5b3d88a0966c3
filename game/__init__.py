"""What Is To Be Undone: an engine for choose-your-path stories, and the stories that prove it."""


def version() -> str:
    """The version installed, looked up when it is to be shown: that takes long."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("what-is-to-be-undone")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0.1.0"
