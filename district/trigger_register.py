"""pgtrigger's list of triggers, with what it asks of itself kept ready.

For each trigger that is added, the library goes over all that it has, to see whether a name is taken: with our nine
hundred that was two thirds of the time in which a process of the portal starts. Here the names are kept beside the
triggers. What is refused, and in which words, remains the library's matter.
"""

from pgtrigger import registry


class KeptReady(registry._Registry):
    """The same list; `pg_function_names` and `by_db_table` are kept instead of gathered each time."""

    def keep(self, model, trigger):
        self._names.add(trigger.get_pgid(model))
        self._by_table[model._meta.db_table, trigger.name] = trigger

    def gather(self):
        self._names, self._by_table = set(), {}
        for model, trigger in self.data.values():
            self.keep(model, trigger)

    @property
    def pg_function_names(self):
        return self._names

    @property
    def by_db_table(self):
        return self._by_table

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.keep(*value)

    def __delitem__(self, key):
        super().__delitem__(key)
        self.gather()


def keep_ready():
    """Let the library's one list be such a list; to be called before our models are read, and as often as one likes."""
    if not isinstance(registry._registry, KeptReady):
        registry._registry.__class__ = KeptReady
        registry._registry.gather()
