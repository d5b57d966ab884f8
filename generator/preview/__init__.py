"""The site as an editor sees it while working: served here, rebuilt at every save; decides nothing of a build.

`address` finds what a URL means, `published` holds what was built, `answer` and `server` talk to browsers,
`overlay` tells them what is wrong, `watch` notices saves, and `session` joins them. Only the preview adds a script
to a page: the bytes on disk are those that are published.
"""

from generator.preview.published import BuildOutcome
from generator.preview.session import Preview, serve

__all__ = ["BuildOutcome", "Preview", "serve"]
