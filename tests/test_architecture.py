"""The import law of the house, read from the code's own imports, and what only one place may do."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
PACKAGES = ("newsroom", "articles", "results")
# What each floor may import besides itself.
FLOORS = {
    "newsroom.lib": set(),
    "results": {"newsroom.lib"},
    "articles": {"newsroom.lib", "results"},
    "newsroom": {"newsroom.lib", "results", "articles"},
}
PURE = {
    "results.abbreviations",
    "results.combined",
    "results.disciplines",
    "results.legality",
    "results.marks",
    "results.ranking",
    "results.rounds",
}
NO_DATABASE = ("django.db", "django.contrib", "django.apps")
# Inside an app a module imports from its own step or one below.
STEPS = {
    **dict.fromkeys(("models", "querysets"), 1),
    **dict.fromkeys(("views", "urls", "feeds", "sitemaps", "admin", "desk", "management", "templatetags"), 3),
}
VERBS = 2
CONDITIONS = "django.db.models.query_utils"  # Q: it speaks of fields, and knows no model
MARK_SAFE_PLACES = {"newsroom.lib.markdown", "newsroom.templatetags.structured_data"}
UNSAFE_TEMPLATE = {
    "|safe": re.compile(r"\|\s*safe(seq)?\b"),
    "autoescape off": re.compile(r"{%\s*autoescape\s+off"),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: link": re.compile(r"javascript:", re.IGNORECASE),
}


def module_name(path):
    parts = path.relative_to(BASE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    module_name(path): ast.parse(path.read_text())
    for package in PACKAGES
    for path in sorted((BASE / package).rglob("*.py"))
    if "migrations" not in path.parts
}
TEMPLATES = {
    str(path.relative_to(BASE)): path.read_text()
    for path in sorted((BASE / "templates").rglob("*"))
    if path.suffix in {".html", ".xml", ".svg", ".txt"}
}


def imported(node):
    """The names a statement imports, each as far as it is a module of ours."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        whole = [f"{node.module}.{alias.name}" for alias in node.names]
        return [name if name in SOURCES else node.module for name in whole]
    return []


IMPORTS = {
    module: {name for node in ast.walk(tree) for name in imported(node)} for module, tree in SOURCES.items()
}


def floor(module):
    if module == "newsroom.lib" or module.startswith("newsroom.lib."):
        return "newsroom.lib"
    return module.partition(".")[0]


def step(module):
    if module in PURE:
        return 0
    return STEPS.get(module.split(".")[1] if "." in module else "", VERBS)


def edges():
    return [
        (module, name) for module, names in IMPORTS.items() for name in sorted(names) if floor(name) in FLOORS
    ]


def test_modules_are_found():
    assert "newsroom.settings" in SOURCES
    assert len(SOURCES) > 10


def test_no_floor_imports_one_above():
    upward = [
        f"{module} imports {name}"
        for module, name in edges()
        if floor(name) != floor(module) and floor(name) not in FLOORS[floor(module)]
    ]
    assert upward == []


def test_inside_an_app_no_step_imports_one_above():
    upward = [
        f"{module} imports {name}"
        for module, name in edges()
        if floor(module) == floor(name) in {"articles", "results"} and step(name) > step(module)
    ]
    assert upward == []


def test_pure_modules_know_no_database_and_only_each_other():
    impure = [
        f"{module} imports {name}"
        for module in sorted(PURE & set(SOURCES))
        for name in sorted(IMPORTS[module])
        if name.startswith(NO_DATABASE) or (floor(name) == "results" and name not in PURE)
    ]
    assert impure == []


def test_leaf_library_knows_no_model():
    knowing = [
        f"{module} imports {name}"
        for module, names in IMPORTS.items()
        if floor(module) == "newsroom.lib"
        for name in sorted(names)
        if name.startswith(("django.db.models", "django.contrib", "django.apps")) and name != CONDITIONS
    ]
    assert knowing == []


def test_modules_import_in_no_circle():
    ours = {module: {name for name in names if name in SOURCES} for module, names in IMPORTS.items()}
    try:
        TopologicalSorter(ours).prepare()
    except CycleError as circle:
        pytest.fail(" ← ".join(circle.args[1]))


def test_imports_stand_at_the_top():
    """An app's `ready` excepted: models may be imported no earlier."""
    hidden = [
        f"{module}:{node.lineno}"
        for module, tree in SOURCES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        if not (module.endswith(".apps") and function.name == "ready")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_text_is_called_safe_in_its_own_places_only():
    elsewhere = [
        f"{module}:{node.lineno}"
        for module, tree in SOURCES.items()
        if module not in MARK_SAFE_PLACES
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and node.args
        and called(node) in {"mark_safe", "SafeString", "SafeText"}
    ]
    assert elsewhere == []


def test_no_signals():
    listening = [
        f"{module} imports {name}" for module, names in IMPORTS.items() for name in names if "signals" in name
    ]
    assert listening == []


def test_stock_markdownx_urls_are_not_included():
    strings = [
        f"{module}:{node.lineno}"
        for module, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value == "markdownx.urls"
    ]
    assert strings == []
    assert [module for module, names in IMPORTS.items() if "markdownx.urls" in names] == []


@pytest.mark.parametrize("fault", UNSAFE_TEMPLATE)
def test_templates_trust_nothing_and_hold_no_inline(fault):
    assert [name for name, text in TEMPLATES.items() if UNSAFE_TEMPLATE[fault].search(text)] == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("|safe", "{{ headline | safe }}"),
        ("|safe", "{{ names|safeseq }}"),
        ("autoescape off", "{% autoescape off %}"),
        ("inline style", '<p style="color: red">'),
        ("inline style", "<style>"),
        ("inline script", "<script>alert(1)</script>"),
        ("inline script", '<script type="module">'),
        ("inline handler", '<a href="/" onclick="go()">'),
        ("javascript: link", '<a href="javascript:go()">'),
    ],
)
def test_the_template_rules_find_what_they_name(fault, text):
    assert UNSAFE_TEMPLATE[fault].search(text)


@pytest.mark.parametrize(
    "text", ['<script src="/x.js" defer></script>', '<link rel="stylesheet">', "{{ one|safer }}"]
)
def test_the_template_rules_leave_honest_markup_alone(text):
    assert [fault for fault, rule in UNSAFE_TEMPLATE.items() if rule.search(text)] == []


def called(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))
