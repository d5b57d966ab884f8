"""From what a paper hands over to Markdown under `content/`.

`sources` finds what there is, `page` reads a print page (`parsed` takes articles that are cut out already), `facts` adds
what an editor would, `sheet` holds one source as a whole, `keep` writes it without losing a word of a person's, and
`newsroom` is what one run shares.
"""
