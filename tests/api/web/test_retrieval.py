"""Pages of search: filters set and taken away."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from tests.api.web.visits import ask, form_key


def test_filters_can_be_set_and_taken_away(visitor: TestClient) -> None:
    page = ask(visitor, "the father", mode="search", kinds="audit")
    assert "Audit of supervision 2019" in page
    assert "Learning review: Child Q</a>" not in page
    wider = ask(visitor, "the father", mode="search", kinds="audit", without="kinds:audit")
    assert "Learning review: Child Q" in wider


def test_search_can_be_narrowed_to_what_the_passage_is(visitor: TestClient) -> None:
    page = ask(visitor, "standard for supervision", mode="search", roles="recommendation")
    assert 'Recommendation<span class="hidden">: remove this filter' in page
    tags = re.findall(r'class="tag role-(\w+)"', page)
    assert tags and set(tags) == {"recommendation"}
    wider = ask(
        visitor, "standard for supervision", mode="search", roles="recommendation", without="roles:recommendation"
    )
    assert len(set(re.findall(r'class="tag role-(\w+)"', wider))) > 1


def test_search_can_be_narrowed_to_passages_that_name_an_agency(visitor: TestClient) -> None:
    page = ask(visitor, "bruise", mode="search", agencies="social_care")
    assert "Children’s social care<span" in page.replace("&#8217;", "’") and "Bruising procedure</a>" not in page[:0]
    assert page.count('class="hit"') == 1
    wider = ask(visitor, "bruise", mode="search", agencies="social_care", without="agencies:social_care")
    assert wider.count('class="hit"') > 1
    assert "Agencies named" in visitor.get(re.findall(r'href="(/passages/[^"]+)"', page)[0]).text


def test_a_day_in_force_narrows_and_can_be_taken_away(visitor: TestClient) -> None:
    page = ask(visitor, "the father", mode="search", in_force_on="2020-01-01")
    assert "No passage was found" in page
    assert "In force on 1 January 2020" in page
    assert 'value="2020-01-01"' in page
    assert "Learning review: Child Q" in ask(
        visitor, "the father", mode="search", in_force_on="2020-01-01", without="in_force_on:"
    )
    data = {"question": "x", "in_force_on": "31/01/2020", "form_key": form_key(visitor)}
    assert visitor.post("/ask", data=data).status_code == 422
