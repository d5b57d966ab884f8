"""What a person may have meant by a place that no table has; reads no text of an article."""

import difflib

from generator.gazetteer.city import Gazetteer
from generator.gazetteer.divisions import all_stems, national_names

MOST = 3  # proposals
ALIKE = 0.6  # two of three characters


def nearest(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Places of the city whose names are close to one that is nowhere in China, best first; none for a real name.

    >>> from generator.gazetteer.city import load
    >>> nearest("天原区", load("株洲")), nearest("天元区", load("株洲")), nearest("岳麓区", load("株洲"))
    (('天元区',), (), ())
    """
    known = gazetteer.names()
    if name in known or name in gazetteer.ancestors or name in national_names() or name in all_stems():
        return ()
    close = difflib.get_close_matches(name, known, n=2 * MOST, cutoff=ALIKE)
    return tuple(other for other in close if other[-1] == name[-1] or len(other) == len(name))[:MOST]
