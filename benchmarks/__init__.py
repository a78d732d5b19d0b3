"""What is measured, on public data, and the floors below which no change may bring it. See README.md."""
