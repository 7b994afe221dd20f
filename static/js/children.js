// Says beside a field while one types that the text looks as if it named a child. The rules are the portal's own
// (district/childrens_names.py); without this file it says so once the text was sent.
(() => {
  const PAUSE = 700; // milliseconds without a key
  const texts = document.getElementById("child-hints");
  if (!texts) return;
  const rules = JSON.parse(texts.dataset.rules);
  const patterns = rules.patterns.map(([kind, pattern]) => [kind, new RegExp(pattern, "g")]);

  const plain = (name) => name.slice(name.lastIndexOf("-") + 1);
  const isFree = (field) => {
    const name = plain(field.name || "");
    if (field.matches("textarea")) return !rules.noText.includes(name);
    return field.matches("input[type=text]") && rules.oneLine.some((start) => name.startsWith(start));
  };
  const found = (text) => {
    const first = {};
    patterns.forEach(([kind, pattern]) => {
      [...text.matchAll(pattern)].forEach((match) => {
        if (!(kind in first) && !(kind === "name" && rules.noNames.includes(match[1]))) first[kind] = match[1];
      });
    });
    return Object.entries(first).map(([kind, words]) => rules.said[kind].replace("%(words)s", words));
  };

  const show = (field) => {
    const place = field.closest(".field") || field.parentElement;
    const said = found(field.value);
    const there = [...place.querySelectorAll(".field-hint")];
    if (there.map((hint) => hint.textContent.trim()).join() === said.join()) return;
    there.forEach((hint) => hint.remove());
    said.forEach((words) => {
      const hint = texts.content.firstElementChild.cloneNode(true);
      hint.append(Object.assign(document.createElement("p"), { textContent: words }));
      field.before(hint);
    });
  };

  const timers = new WeakMap();
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea, input") || !isFree(target)) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(() => show(target), PAUSE));
  });
})();
