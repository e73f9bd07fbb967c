"""The codebook: what bilat knows before it reads. Data files that a non-programmer can edit, validated when loaded."""

import functools
from dataclasses import dataclass

from bilat.codebook.actors import Actors, load_actors
from bilat.codebook.agreements import AgreementWords, load_agreements
from bilat.codebook.cues import Cues, load_cues
from bilat.codebook.directory import Directory
from bilat.codebook.events import Events, load_events
from bilat.codebook.hs_chapters import Chapters, load_chapters
from bilat.codebook.judging import Judging, load_judging
from bilat.codebook.layout import Layouts
from bilat.codebook.measures import MeasureWords, load_measures
from bilat.codebook.names import NameIndex
from bilat.codebook.talks import TalkWords, load_talks
from bilat.codebook.times import TimeWords, load_times
from bilat.codebook.topics import Topics, load_topics

__all__ = ["Codebook", "load_codebook"]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything the reading modules look things up in."""

    actors: Actors
    directory: Directory
    layouts: Layouts
    agreements: AgreementWords
    topics: Topics
    measures: MeasureWords
    chapters: Chapters
    talks: TalkWords
    cues: Cues
    events: Events
    judging: Judging
    times: TimeWords

    @property
    def names(self) -> NameIndex:
        """All names of actors."""
        return self.directory.names


@functools.cache
def load_codebook() -> Codebook:
    """The codebook that ships with bilat. Raises `CodebookError` where a file does not hold what it promises."""
    actors = load_actors()
    directory = Directory(actors)
    return Codebook(
        actors=actors,
        directory=directory,
        layouts=Layouts(actors, directory),
        agreements=load_agreements(),
        topics=load_topics(),
        measures=load_measures(),
        chapters=load_chapters(),
        talks=load_talks(),
        cues=load_cues(),
        events=load_events(),
        judging=load_judging(),
        times=load_times(),
    )
