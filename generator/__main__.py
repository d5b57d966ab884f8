"""`python -m generator` is the same as `baozhai`."""

import sys

from generator.cli import main

sys.exit(main())
