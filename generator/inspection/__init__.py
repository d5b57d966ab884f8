"""Read the built site as browsers, feed readers and search engines do, and say what is wrong; changes nothing.

`page`, `feeds` and `style` read one file each and know no other; `links` and `site` look at all together. What one
file says is remembered by its fingerprint, so that a site of which one page has changed is read in one page's time.
`redacted` looks for words that must not be shown, in the site and in what else is kept for readers.
"""

from generator.inspection.links import resolve
from generator.inspection.redacted import still_shown
from generator.inspection.site import inspect_site

__all__ = ["inspect_site", "resolve", "still_shown"]
