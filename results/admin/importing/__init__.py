"""What the pages of an import show; the pages themselves are `results.admin.imports`."""
