"""In a browser: the selection lives in the address, and following links keeps the page light."""

from plotly.offline import get_plotlyjs_version
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.browser import WAIT_S, console_errors, set_viewport, wait_until_quiet


def shows(driver: Chrome, element: str, text: str) -> None:
    """Wait until the element of this id shows exactly this text."""
    WebDriverWait(driver, WAIT_S, ignored_exceptions=(Exception,)).until(
        lambda d: d.find_element(By.ID, element).text == text, f"#{element} never shows {text!r}"
    )


def has_heading(driver: Chrome, text: str) -> None:
    """Wait until the page has this heading."""
    WebDriverWait(driver, WAIT_S, ignored_exceptions=(Exception,)).until(
        lambda d: d.find_element(By.TAG_NAME, "h1").text == text, f"no heading {text!r}"
    )


def choose(driver: Chrome, territory: str) -> None:
    Select(driver.find_element(By.ID, "chart-territory")).select_by_value(territory)


def chosen(driver: Chrome) -> str:
    return driver.find_element(By.ID, "chart-territory").get_attribute("value")


def test_a_copied_link_reopens_the_same_view(browser: Chrome, sample_url: str) -> None:
    browser.get(f"{sample_url}/?territoire=Blois&utm_source=courriel")
    shows(browser, "chart-drawn", "tracé pour Blois")
    shows(browser, "chart-laid-out", "mise en page pour Blois")
    assert chosen(browser) == "Blois"
    assert console_errors(browser) == []


def test_a_control_writes_the_address_and_the_page_is_not_laid_out_again(
    browser: Chrome, sample_url: str
) -> None:
    browser.get(f"{sample_url}/?periode=2026")
    shows(browser, "chart-drawn", "tracé pour tous")
    browser.execute_script("document.getElementById('chart-laid-out').dataset.mark = 'kept'")
    choose(browser, "Tours")
    shows(browser, "chart-drawn", "tracé pour Tours")
    assert browser.current_url == f"{sample_url}/?periode=2026&territoire=Tours"
    marked = browser.find_element(By.ID, "chart-laid-out")
    assert marked.get_attribute("data-mark") == "kept"
    assert marked.text == "mise en page pour tous"


def test_back_and_forward_restore_the_selection(browser: Chrome, sample_url: str) -> None:
    browser.get(sample_url)
    shows(browser, "chart-drawn", "tracé pour tous")
    choose(browser, "Blois")
    shows(browser, "chart-drawn", "tracé pour Blois")
    choose(browser, "Tours")
    shows(browser, "chart-drawn", "tracé pour Tours")
    browser.back()
    shows(browser, "chart-drawn", "tracé pour Blois")
    assert chosen(browser) == "Blois"
    browser.back()
    shows(browser, "chart-drawn", "tracé pour tous")
    assert browser.current_url == f"{sample_url}/"
    browser.forward()
    shows(browser, "chart-drawn", "tracé pour Blois")
    assert browser.current_url == f"{sample_url}/?territoire=Blois"


def test_the_menu_keeps_the_selection_and_the_document(browser: Chrome, sample_url: str) -> None:
    browser.get(f"{sample_url}/?territoire=Tours")
    shows(browser, "chart-drawn", "tracé pour Tours")
    browser.execute_script("window.same = true")
    browser.find_element(By.LINK_TEXT, "Texte").click()
    has_heading(browser, "Texte")
    assert browser.current_url == f"{sample_url}/texte?territoire=Tours"
    assert browser.execute_script("return window.same")
    browser.back()
    shows(browser, "chart-drawn", "tracé pour Tours")


def test_a_link_pressed_without_being_reached_keeps_the_selection(
    browser: Chrome, sample_url: str
) -> None:
    browser.get(f"{sample_url}/?territoire=Tours")
    shows(browser, "chart-drawn", "tracé pour Tours")
    # As a screen reader does: no pointer, no focus.
    browser.execute_script("arguments[0].click()", browser.find_element(By.LINK_TEXT, "Texte"))
    has_heading(browser, "Texte")
    assert browser.current_url == f"{sample_url}/texte?territoire=Tours"


def test_navigation_announces_the_page(browser: Chrome, sample_url: str) -> None:
    browser.get(sample_url)
    shows(browser, "chart-drawn", "tracé pour tous")
    assert browser.execute_script("return document.activeElement === document.body")
    browser.find_element(By.ID, "chart-to-text").click()
    has_heading(browser, "Texte")
    WebDriverWait(browser, WAIT_S).until(
        lambda d: d.execute_script("return document.activeElement.textContent") == "Texte"
    )
    assert browser.title == "Texte – Syndicat d'essai"
    description = browser.find_element(By.CSS_SELECTOR, 'meta[name="description"]')
    assert description.get_attribute("content") == "Du texte."
    current = browser.find_elements(By.CSS_SELECTOR, '[aria-current="page"]')
    assert [link.text for link in current] == ["Texte"]
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "fr"


def test_a_chart_of_every_kind_is_drawn_in_french(browser: Chrome, sample_url: str) -> None:
    browser.get(sample_url)
    for drawn in ("trace.scatter", "bars .point", "hm image", "colorbar", "legend", "annotation"):
        WebDriverWait(browser, WAIT_S).until(
            lambda d, css=drawn: d.find_elements(By.CSS_SELECTOR, f"#chart-graph .{css}"), drawn
        )
    wait_until_quiet(browser)
    ticks = browser.find_elements(By.CSS_SELECTOR, "#chart-graph .xtick text")
    assert "Jul" in [tick.text for tick in ticks]
    assert browser.execute_script("return Plotly.version") == get_plotlyjs_version()
    graph = "document.querySelector('#chart-graph .js-plotly-plot')"
    separators = browser.execute_script(f"return {graph}._fullLayout.separators")
    assert separators[0] == ","
    picture = browser.execute_async_script(
        f"Plotly.toImage({graph}, {{format: 'svg'}}).then(arguments[0])"
    )
    assert picture.startswith("data:image/svg+xml")
    assert console_errors(browser) == []


def test_a_page_with_a_map_brings_its_library(browser: Chrome, sample_url: str) -> None:
    browser.get(sample_url)
    shows(browser, "chart-drawn", "tracé pour tous")
    assert not browser.execute_script("return 'dash_leaflet' in window")
    browser.find_element(By.ID, "chart-to-map").click()
    has_heading(browser, "Carte")
    wait_until_quiet(browser)
    assert browser.find_elements(By.CLASS_NAME, "leaflet-marker-icon")
    browser.back()
    shows(browser, "chart-drawn", "tracé pour tous")
    assert console_errors(browser) == []


def test_a_failing_callback_leaves_the_page_standing(browser: Chrome, sample_url: str) -> None:
    browser.get(f"{sample_url}/texte")
    has_heading(browser, "Texte")
    browser.find_element(By.ID, "text-fail").click()
    message = WebDriverWait(browser, WAIT_S).until(
        lambda d: d.find_elements(By.CSS_SELECTOR, "#messages .gb-message")
    )[0]
    assert "n’a pas pu être mise à jour" in message.text
    assert browser.find_element(By.ID, "text-result").text == "avant"
    message.find_element(By.TAG_NAME, "button").click()
    WebDriverWait(browser, WAIT_S).until(
        lambda d: not d.find_elements(By.CSS_SELECTOR, "#messages .gb-message")
    )


def test_a_page_that_cannot_be_laid_out_says_so(browser: Chrome, sample_url: str) -> None:
    browser.get(f"{sample_url}/panne")
    has_heading(browser, "Cette page n’a pas pu s’afficher")
    WebDriverWait(browser, WAIT_S).until(lambda d: d.title == "Page indisponible")


def test_an_unknown_address_is_answered_in_french(browser: Chrome, sample_url: str) -> None:
    browser.get(f"{sample_url}/nulle-part")
    has_heading(browser, "Page introuvable")
    browser.find_element(By.LINK_TEXT, "Revenir à l’accueil").click()
    shows(browser, "chart-drawn", "tracé pour tous")


def test_the_skip_link_leads_to_the_content(browser: Chrome, sample_url: str) -> None:
    set_viewport(browser, 390, 844)
    browser.get(f"{sample_url}/texte")
    has_heading(browser, "Texte")
    skip = browser.find_element(By.CLASS_NAME, "gb-skip")
    browser.execute_script("arguments[0].click()", skip)
    assert browser.execute_script("return document.activeElement.id") == "contenu"
    has_heading(browser, "Texte")
