"""Values that everything else is made of, without behaviour.

Times are aware and in UTC. Texts are `LocalText`, in Markdown where a field says so. A `span` is the place
of a value in the content; spans take no part in comparison, so that tests compare meaning.
"""
