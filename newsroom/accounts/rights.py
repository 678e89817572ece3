"""What a person or a group may do, in words that a log can keep, and how two such states differ."""


def of_user(user):
    return {
        "active": user.is_active,
        "staff": user.is_staff,
        "superuser": user.is_superuser,
        "groups": sorted(user.groups.values_list("name", flat=True)),
        "rights": _names(user.user_permissions),
    }


def of_group(group):
    return {"name": group.name, "rights": _names(group.permissions)}


def difference(before, after):
    """What changed: {"staff": {"from": False, "to": True}, "groups": {"added": ["Editor"], "taken": []}}."""
    return {name: _change(before.get(name), after[name]) for name in after if before.get(name) != after[name]}


def _names(permissions):
    named = permissions.order_by().values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{codename}" for app, codename in named)


def _change(before, after):
    if not isinstance(after, list):
        return {"from": before, "to": after}
    before = before or []
    return {
        "added": [name for name in after if name not in before],
        "taken": [name for name in before if name not in after],
    }
