"""Values that everything else is made of, without behaviour.

Times are aware and in UTC. Words are `LocalText`, in Markdown where a field says so. `span` fields tell
where a value stands in the content and take no part in comparison, so that tests compare meaning.
"""
