"""The description of the API (OpenAPI 3.1), made from the code: `make openapi`. Nothing here runs on AWS.

- `operaties` names every operation with what the code does not say itself: its Dutch summary and description, the
  models of its request and answer, and the errors that its use case raises;
- `poort` holds the answers of API Gateway itself;
- `document` makes the document of these, of the types and of the errors; `pagina` a page to read; `rollen` the table of
  who may do what.
"""
