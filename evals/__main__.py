"""`python -m evals [ABILITY]`: parse and print only."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import AssistantError, LibraryError, LoadError, ModelError
from evals.answers import AnswersRun, run_answers
from evals.baselines.systems import BASELINES, TUTORIAL
from evals.candidates import AskRun
from evals.cases import CASES, CaseError
from evals.check import run_check
from evals.comparison import compare_text
from evals.figure_cases import FIGURE_CASES
from evals.figure_sheets import FACTS
from evals.figures import FiguresRun, run_figures
from evals.gate import GateRun, run_gate
from evals.latency import LatencyRun, run_latency
from evals.libraries import BENCHMARKS, DISTRACTORS
from evals.public.sets import SETS, PublicRun, run_public
from evals.ranking import run_ranking
from evals.records import ReportError, load_record
from evals.refusals import run_refusals
from evals.retrieval import RetrievalRun, run_retrieval
from evals.run import WholeRun, run_whole, write_page
from evals.sentences import PARAPHRASES
from evals.speed import CHUNKS, SpeedRun, run_speed
from evals.verification import VerificationRun, run_verification


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one ability; exit codes as those of `assistant`: 0 done, 2 usage, 4 input, 5 library, 6 model.

    The gate exits with 1 where something is below its floor.
    """
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (CaseError, ReportError, LoadError) as error:
        return _fail(error, 4)
    except LibraryError as error:
        return _fail(error, 5)
    except ModelError as error:
        return _fail(error, 6)
    except AssistantError as error:
        return _fail(error, 2)


def _run(options: argparse.Namespace) -> int:
    if options.ability == "gate":
        gate = GateRun(options.library, options.corpus, options.cases, benchmarks=options.benchmarks)
        gate = replace(gate, update=options.update, allow_regression=options.allow_regression)
        return 0 if run_gate(gate) else 1
    if options.ability == "check":
        return 0 if run_check(AskRun(options.library, options.corpus, options.cases)) else 1
    if options.ability is None:
        run_whole(WholeRun(benchmarks=options.benchmarks))
    elif options.ability == "report":
        _run_report(options)
    elif options.ability == "public":
        run_public(PublicRun(tuple(options.sets), options.benchmarks, options.json))
    elif options.ability == "figures":
        run_figures(_figures_run(options))
    elif options.ability == "verification":
        run_verification(VerificationRun(options.cases, options.split, options.corpus, verbose=options.list))
    elif options.ability == "speed":
        run_speed(SpeedRun(chunks=options.chunks, corpus=options.corpus, json_file=options.json))
    elif options.ability == "ranking":
        run_ranking(AskRun(options.library, options.corpus, options.cases))
    elif options.ability == "refusals":
        run_refusals(AskRun(options.library, options.corpus, options.cases))
    else:
        _run_measuring(options)
    return 0


def _run_report(options: argparse.Namespace) -> None:
    record = load_record(options.first)
    if options.second is None:
        print(write_page(options.first, record))
    else:
        print(compare_text(record, load_record(options.second)), end="")


def _figures_run(options: argparse.Namespace) -> FiguresRun:
    return FiguresRun(
        cases=options.cases,
        split=options.split,
        verbose=options.list,
        benchmarks=options.benchmarks,
        facts=options.facts,
        corpus=options.corpus,
        json_file=options.json,
    )


def _run_measuring(options: argparse.Namespace) -> None:
    shared = {
        "cases": options.cases,
        "library": options.library,
        "corpus": options.corpus,
        "distractors": options.distractors,
        "benchmarks": options.benchmarks,
        "json_file": options.json,
    }
    if options.ability == "answers":
        run_answers(
            AnswersRun(
                **shared, split=options.split, verbose=options.verbose, baselines=tuple(options.baselines)
            )
        )
    elif options.ability == "retrieval":
        run_retrieval(RetrievalRun(**shared))
    else:
        run_latency(LatencyRun(**shared))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description="Measure a library with case files. Without an ability: all that a recorded run has.",
    )
    parser.add_argument(
        "--benchmarks", type=Path, default=BENCHMARKS, help=f"folder of public sets (default: {BENCHMARKS})"
    )
    abilities = parser.add_subparsers(dest="ability", metavar="ABILITY")
    answers = abilities.add_parser("answers", help="value, citation, refusal: ours and the baselines")
    answers.add_argument(
        "--split",
        choices=("dev", "test", "all"),
        default="dev",
        help="which half (default: dev); a run of the test half is logged",
    )
    answers.add_argument("--verbose", action="store_true", help="list the dev cases that we get wrong")
    answers.add_argument(
        "--baselines",
        nargs="+",
        choices=BASELINES,
        default=[TUTORIAL],
        help="what to compare with (default: tutorial; txtai and llamaindex need the extra 'baselines')",
    )
    retrieval = abilities.add_parser("retrieval", help="recall of gold evidence by way of ranking")
    latency = abilities.add_parser("latency", help="time of a warm answer")
    ranking = abilities.add_parser("ranking", help="fit the weights of the evidence ranking on all dev cases")
    refusals = abilities.add_parser("refusals", help="fit the weights of refusing on all dev cases")
    report = abilities.add_parser("report", help="two recorded runs side by side, or the page of one")
    report.add_argument("first", type=Path, metavar="A", help="record of a run (evals/results/*.json)")
    report.add_argument(
        "second",
        type=Path,
        nargs="?",
        metavar="B",
        help="record of another run (left out: A's page is written)",
    )
    gate = abilities.add_parser("gate", help="dev cases against the floors of evals/baseline.json")
    gate.add_argument("--update", action="store_true", help="set the floors from what is measured now")
    gate.add_argument("--allow-regression", action="store_true", help="let an update make a floor easier")
    check = abilities.add_parser("check", help="what of the dev cases a library does not bear out")
    public = abilities.add_parser("public", help="public sets: ours beside what others reach")
    public.add_argument(
        "--sets", nargs="+", choices=tuple(SETS), default=(), help="which sets (default: all)"
    )
    figures = abilities.add_parser("figures", help="reading figures: labelled texts, fact sheets, speed")
    _add_figures(figures)
    verification = abilities.add_parser("verification", help="true sentences accepted, wrong ones stopped")
    verification.add_argument(
        "--split", choices=("dev", "test"), default="dev", help="which half (default: dev)"
    )
    verification.add_argument("--list", action="store_true", help="list what is wrong, of the dev half")
    verification.add_argument(
        "--cases", type=Path, default=PARAPHRASES, help="file of sentences (default: ours)"
    )
    verification.add_argument("--corpus", type=Path, help="the sources quoted (default: the starter corpus)")
    speed = abilities.add_parser("speed", help="ingest, search and answers at 10,000 chunks")
    speed.add_argument("--chunks", type=int, default=CHUNKS, help=f"size of the library (default: {CHUNKS})")
    speed.add_argument("--corpus", type=Path, help="folder to draw from (default: the starter corpus)")
    speed.add_argument("--json", type=Path, metavar="FILE", help="also write the result as JSON")
    for ability in (answers, retrieval, latency, ranking, refusals, gate, check):
        ability.add_argument("--library", type=Path, help="an existing library (default: built for the run)")
        ability.add_argument("--corpus", type=Path, help="folder to build from (default: the starter corpus)")
        ability.add_argument("--cases", type=Path, default=CASES, help="case file or folder (default: all)")
    for ability in (answers, retrieval, latency):
        ability.add_argument("--distractors", choices=DISTRACTORS, help="add a public set's passages")
    for ability in (answers, retrieval, latency, public, figures):
        ability.add_argument(
            "--benchmarks",
            type=Path,
            # Also accepted before the ability; a default here would overrule it.
            default=argparse.SUPPRESS,
            help=f"folder of public sets (default: {BENCHMARKS})",
        )
        ability.add_argument("--json", type=Path, metavar="FILE", help="also write the result as JSON")
    return parser


def _add_figures(figures: argparse.ArgumentParser) -> None:
    figures.add_argument(
        "--split",
        choices=("dev", "test"),
        default="dev",
        help="which half of the labelled texts (default: dev); a run of the test half is logged",
    )
    figures.add_argument(
        "--list", action="store_true", help="list what is wrong, of dev texts and fact sheets"
    )
    figures.add_argument(
        "--cases", type=Path, default=FIGURE_CASES, help="file of labelled texts (default: ours)"
    )
    figures.add_argument(
        "--facts", type=Path, default=FACTS, help=f"folder of fact sheets (default: {FACTS})"
    )
    figures.add_argument("--corpus", type=Path, help="folder of their digests (default: the starter corpus)")


def _fail(error: Exception, code: int) -> int:
    print(f"error: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
