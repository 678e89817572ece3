import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

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
    assert set(before) == {"Reporter", "Editor", "Results desk"}


def test_reporter_writes_stories_and_publishes_none():
    call_command("setup_desk")

    assert writing(rights("Reporter")) == {
        *("articles.add_article", "articles.change_article", "articles.add_image", "articles.change_image"),
        *("articles.add_byline", "articles.change_byline", "articles.delete_byline"),
        *("articles.add_storyrace", "articles.change_storyrace", "articles.delete_storyrace"),
    }


def test_editor_publishes_and_changes_no_result():
    call_command("setup_desk")

    assert "articles.publish_article" in rights("Editor")
    assert {right for right in writing(rights("Editor")) if right.startswith("results.")} == set()


def test_results_desk_sees_no_story():
    call_command("setup_desk")

    assert {right for right in rights("Results desk") if not right.startswith("results.")} == set()
    assert "results.change_result" in rights("Results desk")
    assert {"results.change_country", "results.change_discipline", "results.change_resultchange"} & rights(
        "Results desk"
    ) == set()


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
