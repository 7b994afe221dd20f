// Whoever signs out leaves nothing behind in this tab, and nobody finds there what another person typed (drafts.js).
(() => {
  const PERSON = "drafts-of";
  const forget = () => {
    Object.keys(sessionStorage).filter((key) => key.startsWith("draft:")).forEach((key) => sessionStorage.removeItem(key));
  };
  try {
    const person = document.body.dataset.signedIn;
    const before = sessionStorage.getItem(PERSON);
    if (before && before !== person) forget();
    sessionStorage.setItem(PERSON, person);
    document.querySelectorAll("form[data-forget-drafts]").forEach((form) => form.addEventListener("submit", forget));
  } catch { /* storage is forbidden: nothing is kept */ }
})();
