"""In a browser: each page keeps within its budget of bytes and requests, at home and alone."""

from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome

from tests.browser import page_weight

KB = 1000


@pytest.mark.parametrize(
    ("path", "limit_kb", "limit_requests"),
    [("/", 600, 11), ("/texte", 300, 9), ("/carte", 800, 15)],
)
def test_a_first_visit_is_within_budget(
    browser: Chrome, sample_url: str, path: str, limit_kb: int, limit_requests: int
) -> None:
    weight = page_weight(browser, sample_url + path)
    assert len(weight.requests) <= limit_requests, weight.requests
    assert weight.transferred_bytes <= limit_kb * KB
    assert {urlsplit(url).netloc for url in weight.requests} == {urlsplit(sample_url).netloc}


def test_a_warm_visit_downloads_almost_nothing(browser: Chrome, sample_url: str) -> None:
    page_weight(browser, sample_url)
    warm = page_weight(browser, sample_url)
    assert warm.transferred_bytes <= 10 * KB, warm.requests
