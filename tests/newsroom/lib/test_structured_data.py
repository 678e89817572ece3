from newsroom.lib.structured_data import breadcrumb, document, image, organisation, person, without_empty


def test_person_has_only_what_is_known():
    assert person("Josh Kerr") == {"@type": "Person", "name": "Josh Kerr"}
    assert person(
        "Josh Kerr", "https://belllap.example/athletes/1/", same_as=["https://e.org/1"], nationality="GB"
    ) == {
        "@type": "Person",
        "name": "Josh Kerr",
        "url": "https://belllap.example/athletes/1/",
        "sameAs": ["https://e.org/1"],
        "nationality": {"@type": "Country", "name": "GB"},
    }


def test_organisation_has_its_logo_as_an_image():
    assert organisation("Bell Lap", logo="https://belllap.example/logo.png") == {
        "@type": "NewsMediaOrganization",
        "name": "Bell Lap",
        "logo": {"@type": "ImageObject", "url": "https://belllap.example/logo.png"},
    }


def test_image_of_unknown_size_has_no_size():
    assert image("https://belllap.example/7.jpg", credit="Agency") == {
        "@type": "ImageObject",
        "url": "https://belllap.example/7.jpg",
        "creditText": "Agency",
    }


def test_breadcrumb_counts_from_one_and_ends_without_an_address():
    assert breadcrumb([("Results", "https://belllap.example/competitions/"), ("Budapest 2023", "")]) == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "name": "Results",
                "item": "https://belllap.example/competitions/",
            },
            {"@type": "ListItem", "position": 2, "name": "Budapest 2023"},
        ],
    }


def test_without_empty_keeps_nought_and_false():
    assert without_empty(
        {"a": 0, "b": False, "c": "", "d": None, "e": [], "f": {"g": ""}, "h": [None, 1]}
    ) == {
        "a": 0,
        "b": False,
        "h": [1],
    }


def test_document_names_its_context():
    assert document({"@type": "Thing", "name": ""}) == {"@context": "https://schema.org", "@type": "Thing"}
