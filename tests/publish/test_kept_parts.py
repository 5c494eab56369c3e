"""The parts of the cache that outlive a build."""

from statusgen.model.cache import PARTS
from statusgen.publish.kept_parts import KeptParts


def test_parts_without_a_limit_are_kept() -> None:
    """Only parts that the size of the site limits are there for the next build."""
    assert KeptParts.__annotations__.keys() == {part for part, most in PARTS.items() if most is None}
