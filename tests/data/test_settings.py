import pytest

from data.settings import Settings, SettingsError, described, read_settings, sqlite_path


def test_an_empty_environment_gives_the_defaults():
    assert read_settings({"PATH": "/usr/bin"}) == Settings()


def test_every_kind_of_value_is_read():
    settings = read_settings(
        {
            "GABARE_ORGANISATION": " Syndicat du Cher ",
            "GABARE_HSTS": "oui",
            "GABARE_PRIVACY_THRESHOLD": "20",
            "GABARE_FRAME_ANCESTORS": "https://a.fr, https://b.fr",
        }
    )
    assert settings.organisation == "Syndicat du Cher"
    assert settings.hsts is True
    assert settings.privacy_threshold == 20
    assert settings.frame_ancestors == ("https://a.fr", "https://b.fr")


def test_an_unknown_variable_of_the_prefix_is_named():
    with pytest.raises(SettingsError, match="GABARE_DATABSE_URL"):
        read_settings({"GABARE_DATABSE_URL": "sqlite://"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("GABARE_HSTS", "peut-être"),
        ("GABARE_PRIVACY_THRESHOLD", "onze"),
        ("GABARE_PRIVACY_THRESHOLD", "0"),
        ("GABARE_FOLLOW_UP_CODE", "sept777"),
    ],
)
def test_an_unusable_value_is_refused_with_its_name(name, text):
    with pytest.raises(SettingsError, match=name):
        read_settings({name: text})


def test_variables_of_the_test_suite_are_not_settings():
    assert read_settings({"GABARE_OPEN_DATA_DIR": "/data"}) == Settings()


def test_the_file_behind_a_sqlite_url():
    assert str(sqlite_path("sqlite:///var/x.db")) == "var/x.db"
    assert sqlite_path("sqlite://") is None
    assert sqlite_path("postgresql+psycopg://u@h/b") is None


def test_a_code_of_follow_ups_is_eight_signs_or_none():
    assert read_settings({"GABARE_FOLLOW_UP_CODE": " huit8888 "}).follow_up_code == "huit8888"
    assert read_settings({"GABARE_FOLLOW_UP_CODE": ""}).follow_up_code == ""


def test_the_affluence_of_the_day_is_shown_unless_the_operator_refuses_it() -> None:
    assert read_settings({}).screens_now is True
    refused = read_settings({"GABARE_SCREENS_NOW": "non"})
    assert refused.screens_now is False
    shown = "\n".join(described(refused))
    assert "GABARE_SCREENS_NOW=non\n" in shown
    assert "écrans publics. Par défaut : oui." in shown.replace("\u00a0", " ")


def test_what_is_printed_of_settings_holds_no_secret() -> None:
    address = "postgresql+psycopg://compte:secret@127.0.0.1/base"
    shown = "\n".join(described(Settings(follow_up_code="un code secret", database_url=address)))
    assert "secret" not in shown.replace("Seuil de secret", "")
    assert "GABARE_FOLLOW_UP_CODE=défini\n" in shown
    assert "GABARE_DATABASE_URL=postgresql+psycopg://…@127.0.0.1/base (URL)" in shown
    assert "GABARE_FOLLOW_UP_CODE=\n" in "\n".join(described(Settings()))
