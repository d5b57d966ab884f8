"""What is claimed about quality and speed, runnable by anyone; no part of the package."""
