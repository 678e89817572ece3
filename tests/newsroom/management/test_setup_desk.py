import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command

from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


def rights(name):
    held = Group.objects.get(name=name).permissions.select_related("content_type")
    return {f"{right.content_type.app_label}.{right.codename}" for right in held}


def writing(held):
    return {right for right in held if ".view_" not in right}


def test_roles_are_set_up_as_often_as_one_likes():
    call_command("setup_desk")
    before = {group.name: rights(group.name) for group in Group.objects.all()}
    call_command("setup_desk")

    assert {group.name: rights(group.name) for group in Group.objects.all()} == before
    assert set(before) == {"Reporter", "Editor", "Results desk", "Administrator"}


def test_reporter_writes_stories_and_publishes_none():
    call_command("setup_desk")

    assert writing(rights("Reporter")) == {
        *("articles.add_article", "articles.change_article", "articles.add_image", "articles.change_image"),
        *("articles.add_byline", "articles.change_byline", "articles.delete_byline"),
        *("articles.add_storyrace", "articles.change_storyrace", "articles.delete_storyrace"),
    }


def test_editor_publishes_and_changes_no_result():
    call_command("setup_desk")

    assert {"articles.approve_article", "articles.publish_article"} <= rights("Editor")
    assert "articles.approve_article" not in rights("Reporter")
    assert {right for right in writing(rights("Editor")) if right.startswith("results.")} == set()


def test_results_desk_sees_no_story():
    call_command("setup_desk")

    assert {right for right in rights("Results desk") if not right.startswith("results.")} == set()
    assert "results.change_result" in rights("Results desk")
    assert {"results.change_country", "results.change_discipline", "results.change_resultchange"} & rights(
        "Results desk"
    ) == set()


def test_administrator_manages_people_and_reads_the_log_and_writes_no_story():
    call_command("setup_desk")

    assert rights("Administrator") == {
        *("auth.view_user", "auth.add_user", "auth.change_user"),
        *("auth.view_group", "auth.add_group", "auth.change_group", "auth.delete_group"),
        "newsroom.view_auditentry",
    }
    others = rights("Reporter") | rights("Editor") | rights("Results desk")
    assert {right for right in others if right.startswith(("auth.", "newsroom."))} == set()


def test_log_tells_what_the_command_changed_and_nothing_where_all_was_right():
    call_command("setup_desk")
    assert set(AuditEntry.objects.values_list("verb", "object_words")) == {
        ("group made", name) for name in ("Reporter", "Editor", "Results desk", "Administrator")
    }
    call_command("setup_desk")
    assert AuditEntry.objects.count() == 4

    Group.objects.get(name="Reporter").permissions.add(Permission.objects.get(codename="publish_article"))
    call_command("setup_desk")

    latest = AuditEntry.objects.first()
    assert (latest.verb, latest.object_words, latest.by) == ("group changed", "Reporter", None)
    assert latest.detail == {"rights": {"added": [], "taken": ["articles.publish_article"]}}


def test_right_that_was_added_by_hand_is_taken_back():
    call_command("setup_desk")
    Group.objects.get(name="Reporter").permissions.set(Group.objects.get(name="Editor").permissions.all())

    call_command("setup_desk")

    assert "articles.publish_article" not in rights("Reporter")


def test_demo_editor_is_made_once_with_the_password_of_the_file(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("four laps of a track\n")
    call_command("setup_desk", "--demo-user", "ed", "--password-file", str(secret), verbosity=0)
    secret.write_text("another\n")
    call_command("setup_desk", "--demo-user", "ed", "--password-file", str(secret), verbosity=0)

    editor = User.objects.get(username="ed")
    assert editor.check_password("four laps of a track")
    assert (editor.is_staff, editor.is_superuser) == (True, False)
    assert sorted(editor.groups.values_list("name", flat=True)) == ["Editor", "Results desk"]


@pytest.mark.parametrize("content", [None, "", "\nsecond line"])
def test_demo_editor_without_a_password_is_refused(tmp_path, content):
    secret = tmp_path / "password"
    if content is not None:
        secret.write_text(content)

    with pytest.raises(CommandError):
        call_command("setup_desk", "--demo-user", "ed", "--password-file", str(secret))
    assert not User.objects.exists()
