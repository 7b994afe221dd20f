// Sends what is typed into a form with data-autosave to the portal, which keeps it for the person until they save: a
// closed phone loses nothing. Without this file the portal keeps what it could not take.
(() => {
  const PAUSE = 1500; // milliseconds without a key before it is sent
  const status = document.querySelector("[data-autosave-status]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");

  const say = (words) => {
    if (status && status.textContent !== words) status.textContent = words;
  };
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });

  const watch = (form) => {
    let timer = null;
    let sending = null;
    let left = false;

    const typed = () => {
      const data = new FormData(form);
      [...data.entries()].forEach(([name, value]) => { if (value instanceof File) data.delete(name); });
      data.set("draft-title", document.title);
      return new URLSearchParams(data);
    };
    const send = () => {
      clearTimeout(timer);
      timer = null;
      if (left) return;
      if (sending) sending.abort();
      sending = new AbortController();
      fetch(location.pathname, {
        method: "POST",
        body: typed(),
        headers: { "X-Draft": "1", "X-CSRFToken": token ? token.value : "" },
        credentials: "same-origin",
        keepalive: true,
        redirect: "error",
        signal: sending.signal,
      }).then((answer) => {
        if (status) say(answer.status === 204 ? status.dataset.kept.replace("%time%", clock()) : status.dataset.notKept);
      }).catch((error) => {
        if (status && error.name !== "AbortError") say(status.dataset.notKept);
      });
    };

    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE);
    });
    // A phone that is put away tells nothing but this.
    document.addEventListener("visibilitychange", () => { if (document.hidden && timer) send(); });
    window.addEventListener("pagehide", () => { if (timer) send(); });
    form.addEventListener("submit", () => {
      left = true;
      clearTimeout(timer);
      timer = null;
      if (sending) sending.abort();
    });
    window.addEventListener("pageshow", () => { left = false; });
  };

  document.querySelectorAll("form[data-autosave]").forEach(watch);
  document.querySelectorAll("form[data-forget-draft]").forEach((form) => form.addEventListener("submit", () => {
    const kept = document.querySelector("form[data-draft-key]");
    if (kept) sessionStorage.removeItem(`draft:${kept.dataset.draftKey}`);
  }));
})();
