"""Reading figures: what each quantity of a text measures, among whom, when, who says so. Pure.

`reading` goes through a document; `sentence` cuts one sentence into its numbers and finds the words of each
field (`metric*`, `population*`, `period*`, `attribution` and `speaker_*`, `stance`); `context` and
`surroundings` give what a sentence leaves out; `table_*` read rows. May import `ingest.clauses`,
`ingest.grammar`, `quantities` and `schema`; nothing else of the package imports its parts but
`ingest.survey_facts`.
"""

from assistant.ingest.figures.reading import read_figures

__all__ = ["read_figures"]
