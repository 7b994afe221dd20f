// Rating while walking: each tap is kept on the phone first and sent as soon as there is a line. What arrives twice does
// no harm (partnerships.walkthroughs.rating). Without this file the form is saved as a whole.
(() => {
  const form = document.querySelector("form[data-walk]");
  if (!form || !window.localStorage) return;

  const PAUSE = 700; // milliseconds after the last tap before it is sent
  const SLOWEST = 60000;
  const place = `walk:${form.dataset.who}:${location.pathname}`;
  const status = form.querySelector("[data-walk-status]");
  const progress = form.querySelector("[data-walk-progress]");
  const items = [...form.querySelectorAll("[data-walk-item]")];
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  let timer = null;
  let isSending = false;
  let isOver = false;
  let wait = 4000;

  const read = () => {
    try { return JSON.parse(localStorage.getItem(place)) || {}; } catch { return {}; }
  };
  const write = (waiting) => {
    if (Object.keys(waiting).length) localStorage.setItem(place, JSON.stringify(waiting));
    else localStorage.removeItem(place);
  };
  const say = (words) => { if (status.textContent !== words) status.textContent = words; };

  const values = (item) => {
    const code = item.dataset.walkItem;
    const chosen = form.querySelector(`[name="level-${code}"]:checked`);
    const note = form.querySelector(`[name="note-${code}"]`);
    return { item: code, level: chosen ? Number(chosen.value) : null, note: note.value };
  };

  const show = () => {
    let done = 0;
    items.forEach((item) => {
      const isRated = values(item).level !== null;
      done += isRated ? 1 : 0;
      const mark = form.querySelector(`[data-walk-mark="${item.dataset.walkItem}"]`);
      mark.textContent = isRated ? mark.dataset.words : "";
    });
    progress.textContent = progress.dataset.words.replace("%done%", done).replace("%total%", items.length);
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };

  const failed = () => {
    say(status.dataset.waiting.replace("%waiting%", Object.keys(read()).length));
    wait = Math.min(wait * 2, SLOWEST);
    later(wait);
  };

  const arrived = (sent) => {
    const waiting = read();
    sent.forEach((tap) => {
      if (waiting[tap.item] && waiting[tap.item].at === tap.at) delete waiting[tap.item];
    });
    write(waiting);
    wait = 4000;
    if (Object.keys(waiting).length) later(PAUSE);
    else say(status.dataset.allSent);
  };

  const send = () => {
    const sent = Object.values(read());
    if (isSending || isOver || !sent.length) return;
    isSending = true;
    fetch(form.action, {
      method: "POST",
      body: JSON.stringify({ taps: sent }),
      headers: { "Content-Type": "application/json", "X-Taps": "1", "X-CSRFToken": token.value },
      credentials: "same-origin",
      keepalive: true,
      redirect: "error",
    }).then((answer) => {
      isSending = false;
      if (answer.status === 410) {
        isOver = true;
        say(status.dataset.over);
      } else if (answer.ok) arrived(sent);
      else failed();
    }).catch(() => {
      isSending = false;
      failed();
    });
  };

  const keep = (item) => {
    const waiting = read();
    const tap = values(item);
    const before = waiting[tap.item];
    tap.at = Math.max(Date.now(), before ? before.at + 1 : 0);
    waiting[tap.item] = tap;
    write(waiting);
    show();
    later(PAUSE);
  };

  // What was tapped before the page was closed, and has not arrived yet.
  Object.values(read()).forEach((tap) => {
    const chosen = form.querySelector(`[name="level-${CSS.escape(tap.item)}"][value="${tap.level}"]`);
    const note = form.querySelector(`[name="note-${CSS.escape(tap.item)}"]`);
    if (chosen) chosen.checked = true;
    if (note) note.value = tap.note;
  });

  form.addEventListener("input", (event) => {
    const item = event.target.closest("[data-walk-item]");
    if (item) keep(item);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    if (!Object.keys(read()).length) say(status.dataset.allSent);
  });
  const menu = form.querySelector("details");
  menu.addEventListener("click", (event) => { if (event.target.closest("a")) menu.open = false; });
  window.addEventListener("online", send);
  window.addEventListener("pageshow", send);
  document.addEventListener("visibilitychange", send);
  show();
  send();
})();
