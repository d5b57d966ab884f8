"""What may happen to a composed page, and the draws of one seed; makes nothing itself."""

from random import Random

# what may happen to a page, and how often it does
STRUCTURE = {
    "several": 0.9, "bylines": 0.9, "kicker": 0.5, "badge": 0.2, "deck": 0.6, "headline_lines": 0.25, "captions": 0.6,
    "numbered": 0.4, "bracketed": 0.2, "sidebars": 0.5, "names_glued": 0.12, "half_width": 0.5, "furniture": 0.3,
    "masthead": 0.25, "plain_deck": 0.1, "boxes": 0.15, "unsigned": 0.04,
}  # fmt: skip
DAMAGE = {
    "tears": 0.5, "across": 0.25, "strangers": 0.15, "repeats": 0.2, "near_repeats": 0.1, "grid": 0.35, "ragged": 0.1, "glued": 0.3,
    "lost": 0.15, "wraps": 0.15, "no_blank": 0.2, "jumps": 0.1, "echo": 0.07,
}  # fmt: skip
DIFFICULTIES = tuple(STRUCTURE) + tuple(DAMAGE)


HELD_OUT = 5  # seeds that divide by it are kept out of tuning


class Draw:
    """Draws for one page: a random source of its own for every aspect, so that switches do not disturb others."""

    def __init__(self, seed: int, only: str | None, clean: bool) -> None:
        self.seed, self.only, self.clean = seed, only, clean

    def source(self, aspect: str) -> Random:
        """The random source of one aspect of this page."""
        return Random(f"{self.seed}/{aspect}")

    def on(self, name: str) -> bool:
        """Whether a difficulty is on."""
        if self.only is not None:
            return name == self.only or (name in REQUIRES.get(self.only, ()))
        if self.clean and name in DAMAGE:
            return False
        return self.source(f"switch/{name}").random() < {**STRUCTURE, **DAMAGE}[name]


REQUIRES = {
    "plain_deck": ("deck",),
    "glued": ("grid",),
    "ragged": ("grid",),
    "across": ("captions",),
    "strangers": ("several",),
}
