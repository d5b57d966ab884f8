"""Every place of China and, in full, those of a home city; a table to look things up in, with no opinion on texts.

`divisions` holds the national tables, `homes` says which of them is home, `localities` what a project adds for its
city and `additions` adds it, `zones` knows how zones are called, `city` puts these together, `directory` lists what readers are told of each place, `matching` finds the names of
places in a text, and `ordinary` says which of them may be ordinary words there.
"""

from generator.gazetteer.city import Gazetteer, is_elsewhere, load
from generator.gazetteer.directory import directory
from generator.gazetteer.divisions import Place

__all__ = ["Gazetteer", "Place", "directory", "is_elsewhere", "load"]
