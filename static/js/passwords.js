// Beside a password: a button that shows what is typed, and, where a new one is chosen, how strong it is in words. The
// portal itself judges when the form is sent; without this file everything works as before. Nothing typed leaves the page.
(() => {
  const texts = document.getElementById("password-texts");
  if (!texts) return;
  const say = (name) => texts.content.querySelector(`[data-text="${name}"]`).textContent;
  const LENGTH = 12;
  const LONG = 18;

  const strengthOf = (typed) => {
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(typed)).length;
    const different = new Set(typed.toLowerCase()).size;
    const runs = (typed.match(/(.)\1\1|0123|1234|2345|3456|4567|5678|6789|abcd|qwer|asdf|password|hartford/gi) || []).length;
    if (typed.length < LENGTH) return "short";
    if (different < 6 || runs > 0) return "weak";
    return typed.length >= LONG || kinds >= 3 ? "strong" : "fair";
  };

  const button = (field) => {
    const shows = document.createElement("button");
    shows.type = "button";
    shows.className = "btn btn-link btn-sm password-show";
    shows.setAttribute("aria-controls", field.id);
    shows.setAttribute("aria-pressed", "false");
    shows.textContent = say("show");
    const label = field.labels[0];
    if (label) shows.setAttribute("aria-label", `${say("show")}: ${label.textContent.trim()}`);
    shows.addEventListener("click", () => {
      const isShown = field.type === "text";
      field.type = isShown ? "password" : "text";
      shows.setAttribute("aria-pressed", String(!isShown));
    });
    field.after(shows);
    // What is shown is not to be kept by the browser as an ordinary word.
    field.form.addEventListener("submit", () => { field.type = "password"; });
    return shows;
  };

  const meter = (field, after) => {
    const line = document.createElement("p");
    line.className = "password-strength";
    line.setAttribute("role", "status");
    after.after(line);
    field.addEventListener("input", () => {
      const strength = field.value ? strengthOf(field.value) : "";
      line.dataset.strength = strength;
      line.textContent = strength ? say(strength) : "";
    });
  };

  document.querySelectorAll("input[type=password]").forEach((field) => {
    const after = button(field);
    if (/^(id_)?(.*-)?password1$/.test(field.id)) meter(field, after);
  });
})();
