"""Listings for long tables: pages by id, filters, searches, decisions, datasets of what is kept."""

from __future__ import annotations

import pytest

from app.domain import Message, NewCompletion, NewPrompt, Project, Role, Split, Teacher, Verdict
from app.store import completions, datasets, listing, projects
from app.store.database import Database
from app.store.listing import Show
from tests.app.store.sample import add_completions, add_prompts, answered, frozen, prompt


def ids(chunks: object) -> list[int]:
    return [number for chunk in chunks for number in chunk.ids]  # type: ignore[attr-defined]


@pytest.fixture
def judged(opened: Database, project: Project, teacher: Teacher) -> list[int]:
    """Six answers: the second refused, the third refused and cut off, and a failed request."""
    found = [item.id for item in answered(opened, project, teacher, 6)]
    with opened.transaction() as connection:
        connection.execute("UPDATE completions SET text = NULL, error = 'timed out' WHERE id = 6")
        completions.set_verdicts(
            connection,
            teacher,
            [
                Verdict(2, "refusal", "it declines"),
                Verdict(3, "refusal", "it declines"),
                Verdict(3, "truncated", "it was cut off"),
                Verdict(6, "error", "it failed"),
            ],
        )
    return found


class TestPrompts:
    def test_first_page_and_any_other_by_id(self, opened: Database, project: Project) -> None:
        other = projects.create(opened, "other")
        add_prompts(opened, other, prompt("not ours"))
        add_prompts(opened, project, *(prompt(f"q{n}", key=f"k{n}", tags=("a",)) for n in range(9)))
        first = listing.first_prompts(opened, project, 4)
        assert [line.text for line in first] == ["q0", "q1", "q2", "q3"]
        assert (first[0].key, first[0].tags, first[0].split) == ("k0", ("a",), "")
        every = ids(listing.prompt_ids(opened, project))
        assert len(every) == 9
        lines = listing.prompt_lines(opened, [every[8], every[5], 999])
        assert {number: line.text for number, line in lines.items()} == {
            every[8]: "q8",
            every[5]: "q5",
        }

    def test_last_turn_is_shown_and_a_novel_is_cut(
        self, opened: Database, project: Project
    ) -> None:
        turns = (Message(Role.SYSTEM, "Be short."), Message(Role.USER, "x" * 5000))
        add_prompts(opened, project, NewPrompt(turns))
        (line,) = listing.first_prompts(opened, project, 4)
        assert line.text == "x" * 240

    def test_ids_come_in_rising_chunks(
        self, opened: Database, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(listing, "_SPAN", 4)
        add_prompts(opened, project, *(prompt(f"q{n}") for n in range(10)))
        chunks = list(listing.prompt_ids(opened, project))
        assert [len(chunk.ids) for chunk in chunks] == [4, 4, 2]
        assert [(chunk.done, chunk.total) for chunk in chunks] == [(4, 10), (8, 10), (10, 10)]
        assert ids(chunks) == list(range(1, 11))

    def test_nothing_there(self, opened: Database, project: Project, teacher: Teacher) -> None:
        assert list(listing.prompt_ids(opened, project)) == []
        assert list(listing.response_ids(opened, teacher)) == []
        assert listing.first_prompts(opened, project, 5) == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("delivery", [1]),
            ("DELIVERY", [1]),
            ("100%", [2]),
            ("a_b", [3]),
            ('say "yes"', [4]),
            ("two\nlines", [5]),
            ("ärzte", [6]),
            ("ÄRZTE", [6]),
            ("golden", [7]),
            ("key-8", [8]),
            ("role", []),
            ("user", []),
            ("\\", []),
        ],
    )
    def test_search(self, opened: Database, project: Project, text: str, found: list[int]) -> None:
        texts = [
            "The Delivery term",
            "100% of it",
            "a_b",
            'Please say "yes"',
            "two\nlines",
            "Ärzte",
        ]
        add_prompts(opened, project, *(prompt(item) for item in texts))
        add_prompts(opened, project, prompt("x", reference="a golden answer"))
        add_prompts(opened, project, prompt("1000 axb", key="key-8"))
        assert ids(listing.prompt_ids(opened, project, text)) == found


class TestResponses:
    @pytest.mark.parametrize(
        ("show", "found"),
        [
            (Show.ALL, [1, 2, 3, 4, 5, 6]),
            (Show.ANSWERED, [1, 2, 3, 4, 5]),
            (Show.FAILED, [6]),
            (Show.KEPT, [1, 2, 5]),
            (Show.LEFT_OUT, [3, 4, 6]),
            (Show.BY_HAND, [2, 4]),
        ],
    )
    @pytest.mark.usefixtures("judged")
    def test_states(self, opened: Database, teacher: Teacher, show: Show, found: list[int]) -> None:
        completions.decide(opened, [2], True)
        completions.decide(opened, [4], False)
        assert ids(listing.response_ids(opened, teacher, show)) == found
        kept = {line.id for line in listing.first_responses(opened, teacher, 9) if line.kept}
        assert kept == {1, 2, 5} == {item.id for item in completions.kept(opened, teacher)}

    @pytest.mark.usefixtures("judged")
    def test_rule_and_text_together(self, opened: Database, teacher: Teacher) -> None:
        assert ids(listing.response_ids(opened, teacher, rule="refusal")) == [2, 3]
        assert ids(listing.response_ids(opened, teacher, rule="refusal", text="answer 3")) == [3]
        assert ids(listing.response_ids(opened, teacher, text="QUESTION 4")) == [5]
        assert ids(listing.response_ids(opened, teacher, text="timed out")) == [6]
        assert ids(listing.response_ids(opened, teacher, Show.KEPT, text="question")) == [1, 4, 5]

    @pytest.mark.usefixtures("judged")
    def test_lines_and_detail(self, opened: Database) -> None:
        completions.decide(opened, [3], True)
        lines = listing.response_lines(opened, [3, 6, 77])
        assert set(lines) == {3, 6}
        assert lines[3].rules == ("refusal", "truncated")
        assert (lines[3].keep, lines[3].kept, lines[3].prompt) == (True, True, "question 2")
        assert (lines[6].failed, lines[6].answer, lines[6].kept) == (True, "timed out", False)
        full = listing.response(opened, 3)
        assert full is not None
        assert [item.reason for item in full.verdicts] == ["it declines", "it was cut off"]
        assert (full.keep, full.prompt.key) == (True, "k2")
        assert listing.response(opened, 77) is None

    @pytest.mark.usefixtures("judged")
    def test_only_answers_can_be_kept(
        self, opened: Database, project: Project, teacher: Teacher
    ) -> None:
        add_prompts(opened, project, prompt("blank?"))
        add_completions(opened, teacher, NewCompletion(7, "blank", " \n\u200b"))
        assert listing.keepable(opened, [7, 6, 2, 1]) == [1, 2]

    @pytest.mark.usefixtures("judged")
    def test_prompts_that_were_never_asked(
        self, opened: Database, project: Project, teacher: Teacher
    ) -> None:
        assert listing.count_unanswered(opened, project, teacher) == 0
        add_prompts(opened, project, prompt("new 1"), prompt("new 2"))
        assert listing.count_unanswered(opened, project, teacher) == 2


class TestDatasets:
    def test_the_dataset_of_what_is_kept(
        self, opened: Database, project: Project, teacher: Teacher
    ) -> None:
        answered(opened, project, teacher, 6)
        assert listing.frozen_as_kept(opened, project, teacher) == []
        first = frozen(opened, project, teacher, "first")
        assert listing.frozen_as_kept(opened, project, teacher) == [(first, {"seed": 1})]
        completions.decide(opened, [2], False)
        assert listing.frozen_as_kept(opened, project, teacher) == []
        second = frozen(opened, project, teacher, "second")
        assert [item[0] for item in listing.frozen_as_kept(opened, project, teacher)] == [second]
        # As many are kept, but others.
        completions.decide(opened, [2], None)
        completions.decide(opened, [3], False)
        assert listing.frozen_as_kept(opened, project, teacher) == []
        completions.decide(opened, [3], None)
        assert [item[0] for item in listing.frozen_as_kept(opened, project, teacher)] == [first]

    def test_the_newest_answer_of_a_prompt_counts(
        self, opened: Database, project: Project, teacher: Teacher
    ) -> None:
        answered(opened, project, teacher, 3)
        add_completions(opened, teacher, NewCompletion(1, "again", "a better answer"))
        frozen(opened, project, teacher, "with both")
        assert listing.frozen_as_kept(opened, project, teacher) == []
        completions.decide(opened, [1], False)
        frozen(opened, project, teacher, "newest")
        completions.decide(opened, [1], None)
        ((found, _),) = listing.frozen_as_kept(opened, project, teacher)
        assert found == datasets.get(opened, project, "newest")
        assert set(found.counts) <= set(Split)
