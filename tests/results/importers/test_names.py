import pytest

from results.importers.names import split_name


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Josh KERR", ("Josh", "Kerr")),
        ("KERR Josh", ("Josh", "Kerr")),
        ("Josh Kerr", ("Josh", "Kerr")),
        ("Kerr, Josh", ("Josh", "Kerr")),
        ("KERR, Josh", ("Josh", "Kerr")),
        ("JOSH KERR", ("Josh", "Kerr")),
        ("Narve Gilje NORDÅS", ("Narve Gilje", "Nordås")),
        ("Stewart MCSWEYN", ("Stewart", "McSweyn")),
        ("Charles PHILIBERT-THIBOUTOT", ("Charles", "Philibert-Thiboutot")),
        ("Chris O’HARE", ("Chris", "O’Hare")),
        ("Hicham EL GUERROUJ", ("Hicham", "El Guerrouj")),
        ("VAN DER WEKEN Patrizia", ("Patrizia", "Van Der Weken")),
        ("Patrizia van der Weken", ("Patrizia", "van der Weken")),
        ("J.J. Jegede", ("J.J.", "Jegede")),
        ("Alemitu", ("", "Alemitu")),
        ("", ("", "")),
        (",", ("", "")),
    ],
)
def test_given_and_family_name(written, expected):
    assert split_name(written) == expected
