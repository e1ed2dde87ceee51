"""The plan: what the catalog knows → the views of all pages. Pure: no database, files or clock."""
