// A table of cells that is filled in like a spreadsheet: Enter and the arrow keys move, copied cells are pasted. Without
// this file it is a form like any other.
(() => {
  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const status = document.querySelector("[data-grid-status]");
  const rows = () => [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input, select")]);

  const where = (cell) => {
    const all = rows();
    const down = all.findIndex((row) => row.includes(cell));
    return down < 0 ? null : { all, down, across: all[down].indexOf(cell) };
  };
  const go = (cell, down, across) => {
    const place = where(cell);
    const next = place && place.all[place.down + down] && place.all[place.down + down][place.across + across];
    if (!next) return false;
    next.focus();
    if (next.select) next.select();
    return true;
  };
  const atEdge = (cell, side) => cell.selectionStart === cell.selectionEnd
    && cell.selectionStart === (side < 0 ? 0 : cell.value.length);
  const isWhole = (cell) => cell.value !== "" && cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;

  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || !where(cell)) return;
    const isList = cell.tagName === "SELECT";
    let moved = false;
    if (event.key === "Enter") {
      moved = go(cell, event.shiftKey ? -1 : 1, 0);
      if (!moved && !event.shiftKey) {
        const more = document.querySelector("[data-grid-more]");
        if (more) more.focus();
      }
      event.preventDefault(); // Enter in a cell must not send a half-filled table
    } else if (!isList && !event.shiftKey && event.key === "ArrowDown") moved = go(cell, 1, 0);
    else if (!isList && !event.shiftKey && event.key === "ArrowUp") moved = go(cell, -1, 0);
    else if (event.key === "ArrowLeft" && !event.shiftKey && !isList && (atEdge(cell, -1) || isWhole(cell))) moved = go(cell, 0, -1);
    else if (event.key === "ArrowRight" && !event.shiftKey && !isList && (atEdge(cell, 1) || isWhole(cell))) moved = go(cell, 0, 1);
    if (moved) event.preventDefault();
  });

  const plain = (text) => text.trim().toLocaleLowerCase().replace(/\s+/g, " ");
  const put = (cell, text) => {
    if (cell.tagName === "SELECT") {
      const match = [...cell.options].find((option) => plain(option.value) === plain(text) || plain(option.text) === plain(text));
      if (!match && text.trim()) return 0;
      cell.value = match ? match.value : "";
    } else cell.value = text.trim();
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    return 1;
  };
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const place = where(event.target);
    if (!place || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    let [filled, left] = [0, 0];
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => {
      line.split("\t").forEach((word, across) => {
        const row = place.all[place.down + down];
        const cell = row && row[place.across + across];
        if (cell && put(cell, word)) filled += 1;
        else if (word.trim()) left += 1;
      });
    });
    if (!status) return;
    status.textContent = status.dataset.pasted.replace("%total%", filled);
    if (left) status.textContent += ` ${status.dataset.left.replace("%total%", left)}`;
  });
})();
