"""Pictures of the page where agents work, with invented mail."""
