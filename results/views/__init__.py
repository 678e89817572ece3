"""The reader's pages of results: fetch, name, render."""
