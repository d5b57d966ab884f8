"""Whatever sources, people and commands do in whatever order: what a person would expect of their files.

A model is kept beside the project: the words that people wrote, the files they deleted, what lay on the disk before a
command. `BAOZHAI_STEPS=10000` for the long form.
"""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from ingest.desk import DAY, Project

from generator.content import load_library
from generator.content.filenames import INCOMING
from generator.ingest.keep.records import Records
from generator.ingest.keep.store import id_of
from generator.ingest.keep.trash import turns
from generator.ingest.keep.unbuild import unbuild
from generator.ingest.keep.undo import undo

STEPS = int(os.environ.get("BAOZHAI_STEPS", "750"))
A_RUN = 30  # steps of one project
LONG = 5000  # from so many steps on, a failure is told as it was found
HEADLINES = ["云田花木", "枫溪学校", "公交提速", "简讯"]
PARAGRAPHS = st.lists(st.sampled_from("一二三四五六"), max_size=5)
PAGES = st.lists(st.tuples(st.sampled_from(HEADLINES), PARAGRAPHS), max_size=4)
SOURCES = st.sampled_from(["01", "02"])
PROGRAMS = st.sampled_from(["1", "2"])
PICKS = st.integers(0, 9)


class Desk(RuleBasedStateMachine):
    """Sources come, improve, go and are renamed; people edit, delete and move; commands run and are taken back."""

    @initialize(first=PAGES, second=PAGES)
    def open(self, first=(), second=()):
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project(self.folder)
        self.words: dict[str, None] = {}  # what people wrote and have not deleted
        self.gone: set[str] = set()  # articles that a person deleted or took back
        self.deleted: set[str] = set()  # what a person deleted since a source changed, and ingest knows of
        self.quiet = False  # no source has changed since the last ingest
        self.count = 0
        self.deliver(first, "01")
        self.deliver(second, "02")
        self.ingest("1")

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- what there is ----

    def pages(self):
        return sorted((self.project.content / "pages").rglob("*.txt"))

    def files(self):
        """Every file of an article and every text that waits beside one: path and text."""
        if not self.project.content.exists():
            return {}
        found = [path for path in sorted(self.project.content.rglob("*")) if path.is_file()]
        inside = {path.relative_to(self.project.content).as_posix(): path for path in found}
        return {
            name: path.read_bytes().decode()
            for name, path in inside.items()
            if name.split("/")[0] not in {"pages", "ledger"}
        }

    def articles(self):
        return {path: text for path, text in self.files().items() if path.endswith(".md")}

    def picked(self, pick):
        found = list(self.articles())
        return self.project.content / found[pick % len(found)] if found else None

    def latest(self):
        return max(turns(self.folder), default=0)

    def word(self):
        self.count += 1
        word = f"人工{self.count}。"
        self.words[word] = None
        return word

    # ---- sources ----

    def source_changed(self):
        self.quiet = False
        self.deleted = set()

    @rule(page=PAGES, name=SOURCES)
    def deliver(self, page, name):
        articles = ["\n".join([headline, *body]) for headline, body in page]
        self.project.page("\n\n".join(articles), f"{DAY}/{name}.txt")
        self.source_changed()

    @rule(pick=PICKS, old=st.sampled_from("一二三四五六"), new=st.sampled_from(["改", "一\n添", ""]))
    def improve(self, pick, old, new):
        if found := self.pages():
            page = found[pick % len(found)]
            page.write_text(
                page.read_text(encoding="utf-8").replace(f"\n{old}", f"\n{new}" if new else "", 1), encoding="utf-8"
            )
            self.source_changed()

    @rule(pick=PICKS, old=st.sampled_from(HEADLINES), new=st.sampled_from([*HEADLINES, "云田花卉"]))
    def correct_a_headline(self, pick, old, new):
        if found := self.pages():
            page = found[pick % len(found)]
            page.write_text(page.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
            self.source_changed()

    @rule(pick=PICKS)
    def lose_source(self, pick):
        if found := self.pages():
            found[pick % len(found)].unlink()
            self.source_changed()

    @rule(pick=PICKS, name=st.sampled_from(["01", "02", "A1"]))
    def rename_source(self, pick, name):
        target = self.project.content / "pages" / DAY / f"{name}.txt"
        if (found := self.pages()) and not target.exists():
            found[pick % len(found)].rename(target)
            self.source_changed()

    # ---- people ----

    @rule(pick=PICKS, where=st.sampled_from(["title", "top", "amid", "end"]))
    def edit(self, pick, where):
        if file := self.picked(pick):
            text, word = file.read_bytes().decode(), self.word()
            head, fence, body = text.partition("\n---\n")
            if where == "title":
                text = text.replace('title: "', f'title: "{word}', 1)
            elif where == "top":
                text = f"{head}{fence}\n{word}\n{body}"
            elif where == "amid":
                parts = body.split("\n\n")
                text = f"{head}{fence}" + "\n\n".join([*parts[: len(parts) // 2], word, *parts[len(parts) // 2 :]])
            else:
                text += f"\n{word}\n"
            file.write_bytes(text.encode())

    @rule(pick=PICKS)
    def strike_the_last_paragraph(self, pick):
        if file := self.picked(pick):
            text = file.read_bytes().decode()
            kept, _, struck = text.rstrip("\n").rpartition("\n\n")
            if "\n---" in kept:
                file.write_bytes(f"{kept}\n".encode())
                self.words = {word: None for word in self.words if word not in struck}

    @rule(pick=PICKS)
    def delete(self, pick):
        if file := self.picked(pick):
            text = file.read_bytes().decode()
            self.words = {word: None for word in self.words if word not in text}
            self.gone.add(id_of(text))
            self.deleted |= {id_of(text)} & self.on_record()
            file.unlink()

    @rule(pick=PICKS)
    def move(self, pick):
        if file := self.picked(pick):
            self.count += 1
            target = self.project.content / "专题" / f"{self.count}.md"
            target.parent.mkdir(exist_ok=True)
            file.rename(target)

    @rule()
    def clear_conflicts(self):
        for path in self.files():
            if path.endswith(INCOMING):
                (self.project.content / path).unlink()

    # ---- commands ----

    @rule(program=PROGRAMS)
    def ingest(self, program):
        before = self.articles()
        self.project.ingest(program=program)
        after = self.articles()
        for path, text in before.items():
            if mine := [word for word in self.words if word in text]:
                assert all(word in after[path] for word in mine), path
        if self.quiet:
            assert after == before
        assert not self.deleted & {id_of(text) for text in after.values()}
        self.check_nothing_is_missing(after)
        state = (self.project.snapshot(), turns(self.folder))
        self.project.ingest(program=program)
        assert (self.project.snapshot(), turns(self.folder)) == state
        self.quiet = True

    def on_record(self):
        return {article.id for record in Records(self.folder).every() for article in record.articles}

    def check_nothing_is_missing(self, files):
        there = {id_of(text) for text in files.values()}
        for record in Records(self.folder).every():
            assert {article.id for article in record.articles} <= there | self.gone, record.source

    @rule(program=PROGRAMS, other=PROGRAMS)
    def ingest_and_think_better_of_it(self, program, other):
        before, latest, pages = self.files(), self.latest(), self.pages()
        self.ingest(program)
        after = self.files()
        if self.latest() == latest:
            assert after == before
            return
        self.take_back()
        assert self.files() == before
        if self.pages() != pages:  # a source that was lost has come back too, and may have what others no longer have
            return
        self.project.ingest(program=other)
        assert self.files() == before
        self.take_back()
        assert self.files() == after
        self.take_back()
        assert self.files() == before

    @precondition(lambda self: self.latest())
    @rule()
    def take_back(self):
        self.take_back_turn(None)

    @precondition(lambda self: self.latest())
    @rule(pick=PICKS)
    def take_back_any(self, pick):
        known = turns(self.folder)
        self.take_back_turn(known[pick % len(known)])

    def take_back_turn(self, number):
        before, pages = {id_of(text) for text in self.articles().values()}, self.pages()
        done, _ = undo(self.folder, number)
        self.gone |= before - {id_of(text) for text in self.articles().values()}
        self.deleted -= {id_of(text) for text in self.articles().values()}
        assert done is not None
        if self.pages() != pages:
            self.source_changed()

    # ---- what always holds ----

    @invariant()
    def every_word_of_a_person_is_there(self):
        text = "".join(self.articles().values())
        assert [word for word in self.words if word not in text] == []

    @invariant()
    def no_id_stands_twice(self):
        if self.project.content.exists():
            assert "content-same-id" not in [item.code for item in load_library(self.project.content)[1]]

    @invariant()
    def no_file_is_half_written(self):
        assert not list(self.folder.rglob("*.tmp"))

    @invariant()
    def every_source_that_was_read_comes_back(self):
        if self.quiet:
            with tempfile.TemporaryDirectory() as folder:
                unbuild(self.folder, Path(folder))
                for page in self.pages():
                    restored = Path(folder) / page.relative_to(self.project.content / "pages")
                    assert restored.read_bytes() == page.read_bytes()


Desk.TestCase.settings = settings(
    max_examples=max(1, STEPS // A_RUN),
    stateful_step_count=A_RUN,
    deadline=None,
    phases=[phase for phase in Phase if STEPS < LONG or phase is not Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestDesk = Desk.TestCase
