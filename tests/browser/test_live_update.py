"""What a person sees of the preview in a real browser, on a tiny site of two pages."""

import pytest
from playwright.sync_api import Page, expect
from preview.desk import TinySite


@pytest.fixture
def tiny(tmp_path):
    """A tiny site."""
    return TinySite(tmp_path)


def scroll(page: Page) -> int:
    """How far the page is scrolled."""
    return page.evaluate("Math.round(scrollY)")


def mark(page: Page) -> None:
    """Leave a mark that a reload wipes away."""
    page.evaluate("window.marked = true")


def is_marked(page: Page) -> bool:
    """Whether the page has not been reloaded since."""
    return page.evaluate("window.marked === true")


def test_a_changed_page_is_shown_and_stays_where_it_was_scrolled(tiny, visit):
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        visit.page.evaluate("scrollTo(0, 1500)")
        tiny.save("index.md", "corrected")
        expect(visit.page.locator("h1")).to_have_text("corrected")
        # a function: an expression would be evaluated anew at each look, which the page's own policy forbids
        visit.page.wait_for_function("() => Math.round(scrollY) === 1500")
        visit.expects_peace()


def test_what_has_changed_is_changed_in_place(tiny, visit):
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        visit.page.wait_for_function("() => performance.getEntriesByName(location.href, 'resource').length === 1")
        mark(visit.page)
        visit.page.evaluate("document.getElementById('end').held = 7")
        for text in ("corrected", "<em>once</em> more", "plain", "two</h1><h2>and a half</h2><h1>three"):
            tiny.save("index.md", text)
            visit.page.wait_for_function("text => document.body.innerHTML.includes(text)", arg=text)
        assert visit.page.evaluate("document.body.outerHTML") == visit.page.evaluate(
            "fetch(location.href).then(answer => answer.text())"
            ".then(text => new DOMParser().parseFromString(text, 'text/html').body.outerHTML)"
        )
        assert is_marked(visit.page)
        assert visit.page.evaluate("document.getElementById('end').held") == 7
        visit.expects_peace()


OTHERWISE = {
    "the script of a page has changed it": ("document.querySelector('h1').append('!')", "new"),
    "a form comes": ("0", "new <form></form>"),
    "a script comes": ("0", "new <script src='/none.js'></script>"),
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_a_page_is_reloaded_where(what, tiny, visit):
    script, text = OTHERWISE[what]
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        visit.page.wait_for_function("() => performance.getEntriesByName(location.href, 'resource').length === 1")
        mark(visit.page)
        visit.page.evaluate(script)
        tiny.save("index.md", text)
        visit.page.wait_for_function("() => window.marked === undefined")
        expect(visit.page.locator("h1")).to_have_text("new")


def test_a_page_that_did_not_change_is_left_alone(tiny, visit):
    tiny.save("other.md", "other")
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        mark(visit.page)
        with visit.page.expect_response("**/_baozhai/changed*") as asked:
            tiny.save("other.md", "changed")
        assert asked.value.json()["reload"] is False
        with visit.page.expect_response("**/site.css?build=*"):
            tiny.save("site.css", "body { color: rgb(7, 7, 7) }")
        assert is_marked(visit.page)
        visit.expects_peace()


@pytest.mark.parametrize("hashed", [False, True], ids=["under its name", "under a name with a hash"])
def test_a_stylesheet_is_swapped_in_place(hashed, tiny, visit):
    tiny.hashed = hashed
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        expect(visit.page.locator("body")).to_have_css("color", "rgb(1, 2, 3)")
        mark(visit.page)
        visit.page.evaluate("scrollTo(0, 1500)")
        for shade in (9, 10):
            tiny.save("site.css", f"body {{ color: rgb({shade}, 9, 9) }} .tall {{ height: 4000px }}")
            expect(visit.page.locator("body")).to_have_css("color", f"rgb({shade}, 9, 9)")
            expect(visit.page.locator("link[rel=stylesheet]")).to_have_count(1)
        assert (scroll(visit.page), is_marked(visit.page)) == (1500, True)
        visit.expects_peace()


def test_an_error_lies_over_the_last_good_page_until_it_is_mended(tiny, visit):
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        tiny.save("index.md", "broken!")
        overlay = visit.page.locator("baozhai-overlay [role=alert]")
        expect(overlay).to_contain_text("content/index.md:1")
        expect(overlay).to_contain_text("the build could not read or write this: <b>an exclamation</b>")
        expect(overlay).to_contain_text("the next save tries again")
        expect(overlay).to_contain_text("broken!")
        expect(overlay).to_have_css("position", "fixed")
        expect(visit.page.locator("h1")).to_have_text("home")
        tiny.save("index.md", "mended")
        expect(visit.page.locator("h1")).to_have_text("mended")
        expect(visit.page.locator("baozhai-overlay")).to_have_count(0)
        visit.expects_peace()


def test_an_error_that_was_there_before_is_shown_and_a_closed_one_comes_back_when_it_changes(tiny, visit):
    with tiny.preview() as preview:
        tiny.save("bad.md", "!")
        visit.page.goto(preview.url)
        expect(visit.page.locator("baozhai-overlay .place")).to_have_text("content/bad.md:1")
        visit.page.locator("baozhai-overlay .close").click()
        expect(visit.page.locator("baozhai-overlay")).to_have_count(0)
        tiny.save("another.md", "!")
        expect(visit.page.locator("baozhai-overlay .place")).to_have_text("content/another.md:1")


def test_a_page_that_does_not_exist_yet_appears_where_it_was_looked_for(tiny, visit):
    with tiny.preview() as preview:
        visit.page.goto(preview.url + "new/")
        tiny.save("new.md", "here now")
        expect(visit.page.locator("h1")).to_have_text("here now")


def test_pages_that_are_gone_back_to_are_fresh(tiny, visit):
    tiny.save("other.md", "other")
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        visit.page.goto(preview.url + "other/")
        tiny.save("index.md", "newer")
        visit.page.go_back()
        expect(visit.page.locator("h1")).to_have_text("newer")


def test_under_the_real_base_path_all_is_the_same(tiny, visit):
    with tiny.preview(base_path="/paper/") as preview:
        visit.page.goto(preview.url)
        tiny.save("index.md", "corrected")
        expect(visit.page.locator("h1")).to_have_text("corrected")
        tiny.save("index.md", "corrected again")
        expect(visit.page.locator("h1")).to_have_text("corrected again")


def test_an_open_page_finds_the_preview_again_when_it_was_restarted(tiny, visit):
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        port = int(preview.url.rpartition(":")[2].strip("/"))
    tiny.save("index.md", "while it was away")
    with tiny.preview(port=port):
        expect(visit.page.locator("h1")).to_have_text("while it was away")


def test_words_of_the_material_are_never_markup(tiny, visit):
    with tiny.preview() as preview:
        visit.page.goto(preview.url)
        tiny.save("index.md", "<img src=x onerror=alert(1)>!")
        expect(visit.page.locator("baozhai-overlay .excerpt")).to_have_text("<img src=x onerror=alert(1)>!")
        assert visit.page.locator("baozhai-overlay img").count() == 0
        visit.expects_peace()
