"""Who may do what at the desk, address by address. A new address has its row here, or test_access.py fails.

Roles are letters: r reporter, e editor, d results desk, a administrator, s superuser. Whoever is not named is
refused; who is not logged in, or is no member of staff, is sent to the login page.
"""

STAFF = "redas"

# The forms of a model: who may view (and see the history), add, change and delete. The story is a draft.
MODELS = {
    "articles_article": ("res", "res", "res", "es"),
    "articles_author": ("res", "es", "es", "es"),
    "articles_image": ("res", "res", "res", "es"),
    "articles_section": ("res", "es", "es", "es"),
    "articles_topic": ("res", "es", "es", "es"),
    "auth_group": ("as", "as", "as", "as"),
    "auth_user": ("as", "as", "as", "s"),
    "axes_accessattempt": ("s", "", "s", "s"),
    "axes_accessfailurelog": ("s", "", "s", "s"),
    "axes_accesslog": ("s", "", "s", "s"),
    "newsroom_auditentry": ("as", "", "", ""),
    "results_athlete": ("reds", "ds", "ds", "ds"),
    "results_competition": ("reds", "ds", "ds", "ds"),
    "results_country": ("reds", "s", "s", "s"),
    "results_discipline": ("reds", "s", "s", "s"),
    "results_event": ("reds", "ds", "ds", "ds"),
    "results_finding": ("reds", "", "ds", ""),
    "results_importbatch": ("reds", "ds", "ds", ""),
    "results_race": ("reds", "ds", "ds", "ds"),
    "results_result": ("reds", "", "ds", ""),  # in the race's form only
    "results_series": ("reds", "ds", "ds", "s"),
}

# Every other address: who may look (GET, HEAD), and who may send something (POST).
ADDRESSES = {
    # for all who work here
    "admin:index": (STAFF, STAFF),
    "admin:app_list": (STAFF, STAFF),
    "admin:autocomplete": ("res", "res"),  # of an author, for a byline
    "admin:jsi18n": (STAFF, STAFF),
    "admin:view_on_site": ("res", "res"),  # of a draft
    "admin:logout": (STAFF, STAFF),
    "admin:password_change": (STAFF, STAFF),
    "admin:password_change_done": (STAFF, STAFF),
    "handbook": (STAFF, STAFF),
    "handbook_picture": (STAFF, STAFF),
    "own_sessions": (STAFF, STAFF),
    "two_factor": (STAFF, STAFF),
    "two_factor_code": (STAFF, STAFF),
    "two_factor_enrol": (STAFF, STAFF),
    "two_factor_qr": (STAFF, STAFF),
    # stories
    "articles_article_autosave": ("res", "res"),
    "articles_article_checks": ("res", "res"),
    "articles_article_conflict": (STAFF, "res"),  # to look leads back to the form
    "articles_article_compare": ("res", "res"),
    "articles_article_correct": ("es", "es"),
    "articles_article_discard_autosave": (STAFF, "res"),
    "articles_article_presence": ("res", "res"),
    "articles_article_preview": ("res", "res"),
    "articles_article_retract": ("es", "es"),
    "articles_article_version": ("res", "res"),
    "articles_article_versions": ("res", "res"),
    "articles_image_several": ("res", "res"),
    "desk_markdown_preview": ("res", "res"),
    "desk_markdown_upload": ("res", "res"),
    "desk_picker": ("res", "res"),
    # results
    "results_athlete_merge": ("ds", "ds"),
    "results_athlete_merge_with": ("ds", "ds"),
    "results_athlete_unmerge": ("ds", "ds"),
    "results_choices": ("reds", "reds"),
    "results_competition_world_athletics": ("reds", "reds"),
    "results_importbatch_race": ("reds", "ds"),
    "results_race_changes": ("reds", "ds"),
    "results_race_disqualify": ("ds", "ds"),
    # people
    "auth_user_end_sessions": ("as", "as"),
    "auth_user_password_change": ("as", "as"),
    "auth_user_reset_two_factor": ("as", "as"),
}

# Before anybody is logged in.
OPEN = {"desk_login", "admin:login"}
# Before who must have a second factor has set one up; see newsroom.accounts.middleware.
BEFORE_ENROLMENT = {
    *OPEN,
    *("admin:logout", "admin:jsi18n", "admin:password_change", "admin:password_change_done"),
    *("two_factor_enrol", "two_factor_qr"),
}

# What an address needs beside the object of its model, to be a fair question.
ARGUMENTS = {
    "name": "editors-handbook",
    "picture": "desk",
    "kind": "race",
    "app_label": "results",
    "url": "no-such-page/",
}
QUERIES = {
    "admin:autocomplete": "app_label=articles&model_name=byline&field_name=author",
    "results_choices": "app_label=articles&model_name=storyrace&field_name=race",
}


def expected(name, method):
    """The letters of those who are let in, or None where the table has no row."""
    look, send = _row(name)
    return send if method == "POST" else look


def _row(name):
    if name in ADDRESSES:
        return ADDRESSES[name]
    model, _, page = name.rpartition("_")
    if model in MODELS:
        view, add, change, delete = MODELS[model]
        return {
            "changelist": (view, view),
            "history": (view, view),
            "add": (add, add),
            "change": (view, change),
            "delete": (delete, delete),
        }[page]
    raise LookupError(name)


def has_row(name):
    try:
        return bool(_row(name))
    except LookupError:
        return name in OPEN
