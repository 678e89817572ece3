"""The kinds of claims, a module each: `check(story)` finds those of a kind and says what the results say."""
