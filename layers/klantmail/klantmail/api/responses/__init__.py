"""The types of the API's answers: mypy holds `render` to them, and `make openapi` describes the API from them."""
