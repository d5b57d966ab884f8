"""The short way into functions and macros of a template: a third of the time that the engine's own way takes.

The engine finds out at every call what kind of thing is called, and copies all variables for a function that gets the
context. Ours read nothing of it but the site and the root, so they get it as it is, unless the template has set one of
these anew. A test holds both ways equal.
"""

from collections.abc import Callable, Iterable
from typing import Any

READ = ("site", "root")  # what our functions read of the context


def quick_context(engine: type[Any], macro: type[Any], ours: Iterable[Callable[..., Any]]) -> type[Any]:
    """The engine's class of contexts, quick for its class of macros and for functions that read only `READ`."""
    known = frozenset(map(id, ours))

    class QuickContext(engine):  # type: ignore[misc]  # only `engine` knows its classes
        def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            if type(called) is macro:
                kwargs.pop("_loop_vars", None)
                kwargs.pop("_block_vars", None)
                return called(self.eval_ctx, *args, **kwargs)
            if id(called) in known:
                loop, block = kwargs.pop("_loop_vars", None) or {}, kwargs.pop("_block_vars", None) or {}
                if not any(name in loop or name in block for name in READ):
                    return called(self, *args, **kwargs)
                kwargs |= {"_loop_vars": loop, "_block_vars": block}
            return super().call(called, *args, **kwargs)

    return QuickContext
