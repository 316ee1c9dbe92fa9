"""The version of Klantmail, and of its API: the first number is that of the API's path.

This is the one place that says it. The `API-Version` header and the OpenAPI document take it over, and a test holds
CHANGELOG.md and publiccode.yml to it.
"""

from typing import Final

VERSION: Final = "1.0.0"
"""The version by Semantic Versioning 2.0.0."""
