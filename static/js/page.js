// Small comforts; everything works without this file.
(() => {
  // For browsers that ignore autofocus on a box.
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  // Menus close with Escape or a click beside them.
  const menus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // On paper nothing is folded.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((part) => { part.open = false; }));

  // A form is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // What was typed while a part of a form was fetched stays.
  let typed = {};
  document.addEventListener("htmx:beforeRequest", () => { typed = {}; });
  document.addEventListener("input", ({ target }) => {
    if (target.matches("input, textarea")) typed[target.id] = target.value;
  });
  document.addEventListener("htmx:afterSwap", () => {
    Object.entries(typed).forEach(([id, value]) => {
      const field = document.getElementById(id);
      if (field) field.value = value;
    });
  });

  // A part of the page that could not be fetched says so.
  ["htmx:responseError", "htmx:sendError"].forEach((name) => {
    document.addEventListener(name, () => {
      const text = document.getElementById("request-failed");
      const main = document.querySelector("main .container");
      if (text && !main.querySelector("[data-request-failed]")) {
        main.prepend(text.content.cloneNode(true));
        main.firstElementChild.dataset.requestFailed = "";
      }
    });
  });
})();
