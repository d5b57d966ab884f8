"""Articles as Markdown files under `content/`: the boundary between what was printed and what is published.

`articles` turns one file into an `Article` and back, with `frontmatter` and `fields` for its header and `body` for its
text; `library` reads the folder; `filenames` names files, `seal` tells ours from those that people corrected.
"""

from generator.content.articles import article_path, dump, parse, parse_bytes
from generator.content.library import Known, Loaded, load, load_library

__all__ = ["Known", "Loaded", "article_path", "dump", "load", "load_library", "parse", "parse_bytes"]
