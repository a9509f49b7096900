"""What every attacker knows beforehand, and how an attempt is reported. It stands as first cell in each attack."""


def attempt(name, work):
    """Try something; whatever truth it returns is a breach."""
    try:
        found = work()
    except BaseException as error:
        print(f"held: {name}: {type(error).__name__}: {error}"[:300])
    else:
        print(f"BREACH: {name}: {found!r}"[:300] if found else f"held: {name}")
