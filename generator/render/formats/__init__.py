"""What machines get beside the pages: feeds, sitemaps, structured data, an API, dumps, Markdown; made without templates.

Every file of it tells only of what may be found: no article kept out of the indexes, nobody who stays unnamed.
"""

from generator.render.formats.targets import plan_formats

__all__ = ["plan_formats"]
