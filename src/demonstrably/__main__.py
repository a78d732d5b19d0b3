"""`python -m demonstrably` is the `demonstrably` command."""

from demonstrably.cli import main

if __name__ == "__main__":
    main()
