"""The domain as JSON: Dutch camelCase, UTC, everything large by link. `responses` has the types of what this makes."""
