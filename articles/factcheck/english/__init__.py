"""The grammar of claims in English, a module for what each asks: the rest of the check speaks no language."""
