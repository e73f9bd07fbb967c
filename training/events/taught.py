"""Reports that nobody labelled, with what judges trained before say of them: the judge that ships learns from them too.

Labelled reports are few. Judges of another shape (one with an encoder of its own, which a report could not afford) know
more than the small one can learn from them alone; what they say together, doubts and all, of thousands of reports
teaches it. An answer is as much worth as they find it likely that there is an event.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch

from bilat.reading.events.answers import ANSWERS
from training.batches import Row, batch_of
from training.events.batches import event_batch
from training.events.examples import Asked, Passage, Wanted
from training.learner import Learner

# What a question weighs in which the teachers see no event, beside one in which they are sure of one.
QUIET = 0.2
# Of what they find less likely than this, status and mode are not learned.
SEEN = 0.1


@dataclass(frozen=True)
class Teacher:
    """A judge trained before; `branched` where it goes on from the tagger's lower layers."""

    learner: Learner
    branched: bool


@torch.no_grad()
def taught(
    prepared: Iterable[tuple[Passage, list[Row]]], teachers: Sequence[Teacher]
) -> Iterator[tuple[Passage, list[Row]]]:
    """Each passage with the mean of the teachers' answers to its questions."""
    for passage, rows in prepared:
        said = [_answers(teacher, passage, rows) for teacher in teachers]
        types, statuses, modes = (torch.stack(each).mean(0).tolist() for each in zip(*said, strict=True))
        asked = [_answered(one, *answers) for one, *answers in zip(passage.asked, types, statuses, modes, strict=True)]
        yield replace(passage, asked=asked), rows


def _answers(teacher: Teacher, passage: Passage, rows: list[Row]) -> list[torch.Tensor]:
    """Shares of types, statuses and modes, a row a question."""
    learner = teacher.learner
    group = event_batch([(passage, rows)])
    windows = batch_of(group.rows)
    words = learner.branch_words(windows) if teacher.branched else learner.words(windows)
    return [scores.softmax(1) for scores in learner.judge_words(words, group)[:3]]


def _answered(one: Asked, types: list[float], statuses: list[float], modes: list[float]) -> Asked:
    seen = 1.0 - types[ANSWERS.index("NONE")]
    return replace(
        one,
        type=Wanted(tuple(types)),
        status=Wanted(tuple(statuses)) if seen > SEEN else None,
        mode=Wanted(tuple(modes)) if seen > SEEN else None,
        weight=QUIET + seen,
    )
