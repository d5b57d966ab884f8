"""What an ingest and a build did, as values that people, `--json` and the next build can be told; no words but these."""

from typing import Any

import msgspec

from generator import incremental
from generator.errors import Diagnostic, Lang, message
from generator.glance import OUTPUT
from generator.ingest.keep.plan import IngestReport


class Ingested(msgspec.Struct, frozen=True):
    """What an ingest did, and every diagnostic of the sources, also of those that were read before."""

    report: IngestReport
    diagnostics: tuple[Diagnostic, ...]

    @property
    def did_nothing(self) -> bool:
        """Whether every source was as it had been."""
        count = self.report.sources
        return self.report == IngestReport(sources=count, unchanged=count)

    def summary(self, lang: Lang) -> dict[str, Any]:
        """For `--json`."""
        return {**msgspec.to_builtins(self.report), "diagnostics": [item.plain(lang) for item in self.diagnostics]}

    def say(self, lang: Lang) -> str:
        """One line for people."""
        report = self.report
        if report.unchanged == report.sources and not (report.trashed or report.conflicts):
            return message("said-ingest-nothing", lang, sources=report.sources)
        return message(
            "said-ingest",
            lang,
            read=report.sources - report.unchanged,
            sources=report.sources,
            written=len(report.written),
            kept=len(report.kept),
            merged=len(report.merged),
            conflicts=len(report.conflicts),
            removed=len(report.trashed),
        )


class Built(msgspec.Struct, frozen=True):
    """What a build did."""

    outcome: incremental.Outcome
    articles: int
    diagnostics: tuple[Diagnostic, ...]
    ingested: Ingested | None

    @property
    def reasons(self) -> tuple[incremental.Reason, ...]:
        """What was made or deleted, and why."""
        return tuple(incremental.iterate_reasons(self.outcome))

    @property
    def idle(self) -> "Built":
        """What a build says that has nothing to do after this one."""
        still = msgspec.structs.replace(self.outcome, made=(), written=(), deleted=())
        return msgspec.structs.replace(self, outcome=still)

    def summary(self, lang: Lang) -> dict[str, Any]:
        """For `--json`."""
        outcome = self.outcome
        return {
            "made": [reason.path for reason in outcome.made],
            "written": outcome.written,
            "deleted": outcome.deleted,
            "failed": outcome.failed,
            "targets": len(outcome.targets),
            "articles": self.articles,
            "switched": outcome.switched,
            "reasons": msgspec.to_builtins(self.reasons),
            "ingest": self.ingested.summary(lang) if self.ingested else None,
            "diagnostics": [item.plain(lang) for item in self.diagnostics],
        }

    def say(self, lang: Lang) -> str:
        """What was made and how to look at it, for people."""
        outcome = self.outcome
        lines = [self.ingested.say(lang)] if self.ingested and self.ingested.report.sources else []
        counts = {"targets": len(outcome.targets), "articles": self.articles, "output": OUTPUT}
        if not outcome.switched:
            return message("said-build-refused", lang)
        if not outcome.made and not outcome.deleted:
            lines.append(message("said-build-nothing", lang, **counts))
        else:
            made, deleted = len(outcome.made), len(outcome.deleted)
            lines.append(message("said-build", lang, made=made, deleted=deleted, **counts))
            lines.append(message("said-look", lang, output=OUTPUT))
        return "\n".join(lines)
