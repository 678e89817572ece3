from datetime import UTC, date, datetime

import pytest

from tests.factories.stories import make_draft, make_image

pytestmark = pytest.mark.django_db
NOON = datetime(2023, 8, 23, 12, tzinfo=UTC)
FIT = {"alt": "Kerr at the line", "credit": "A. Photographer"}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (FIT, []),
        (FIT | {"credit": ""}, [("blocking", "picture-credit")]),
        (FIT | {"alt": ""}, [("blocking", "picture-alt")]),
        ({}, [("blocking", "picture-alt"), ("blocking", "picture-credit")]),
        (FIT | {"alt": "", "decorative": True}, [("warning", "picture-decorative-lead")]),
        (FIT | {"alt": "IMG_1234.jpg"}, [("warning", "picture-alt-file-name")]),
        (FIT | {"rights_until": date(2023, 8, 23)}, []),
        (FIT | {"rights_until": date(2023, 8, 22)}, [("blocking", "picture-rights")]),
    ],
)
def test_lead_picture(told, fields, found):
    image = make_image(**fields)

    assert told(lead_image=image.pk, at=NOON) == [
        (level, "lead_image", code, None) for level, code in sorted(found)
    ]


def test_lead_picture_that_was_deleted_blocks(told):
    assert told(lead_image=999_999) == [("blocking", "lead_image", "picture-gone", None)]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (FIT, []),
        (FIT | {"alt": "", "decorative": True}, []),
        (FIT | {"credit": ""}, ["embed-unresolved"]),
        (FIT | {"alt": ""}, ["embed-unresolved"]),
        (FIT | {"rights_until": date(2023, 8, 22)}, ["picture-rights"]),
    ],
)
def test_picture_in_the_text(told, fields, found):
    body = f"One.\n\n{{{{ image {make_image(**fields).pk} }}}}"

    assert told(body=body, at=NOON) == [("blocking", "body", code, 3) for code in found]


def test_picture_in_the_text_that_is_described_by_its_file_is_flagged(told):
    image = make_image(alt="DSC0001", credit="A. Photographer")

    assert told(body=f"One.\n\n{{{{ image {image.pk} }}}}") == [
        ("warning", "body", "picture-alt-file-name", 3)
    ]


def test_rights_are_asked_of_the_moment_at_which_the_story_opens(told):
    image = make_image(**FIT, rights_until=date(2023, 8, 23))
    later = make_draft(publish_at=datetime(2023, 8, 25, tzinfo=UTC))

    assert told(lead_image=image.pk, at=NOON) == []
    assert [code for _, _, code, _ in told(later, lead_image=image.pk, at=NOON)] == ["picture-rights"]


def test_picture_that_stands_twice_is_told_once(told):
    image = make_image(**FIT)
    body = f"One.\n\n{{{{ image {image.pk} }}}}\n\n{{{{ image {image.pk} }}}}"

    assert told(body=body) == [("warning", "body", "picture-twice", 5)]
    assert told(body=body, lead_image=image.pk) == [("warning", "body", "picture-twice", 3)]
