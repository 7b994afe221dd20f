// Passkeys: asks the device for one and sends its answer with the form. A form says with data-passkey what it wants:
// "add" makes a passkey, "use" shows one, "enter" shows one and asks the portal for the question first.
(() => {
  const knows = window.PublicKeyCredential && window.webauthnJSON;
  if (!knows) return;
  document.querySelectorAll("[data-passkey-unknown]").forEach((words) => { words.hidden = true; });

  const questions = async (form) => {
    if (form.dataset.passkey !== "enter") return JSON.parse(document.getElementById("passkey-data").textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error("no question");
    return answer.json();
  };
  const made = (options) => {
    const wanted = options.publicKey.authenticatorSelection;
    wanted.residentKey = "required";
    wanted.requireResidentKey = true;
    wanted.userVerification = "required";
    return window.webauthnJSON.create(options);
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const failed = form.parentElement.querySelector("[data-passkey-failed]");
    [...form.elements].filter((part) => part.matches("[data-passkey-button]")).forEach((button) => {
      button.disabled = false;
      button.hidden = false;
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (failed) failed.hidden = true;
      try {
        const asked = await questions(form);
        const adds = form.dataset.passkey === "add";
        const shown = adds ? await made(asked.creation_options) : await window.webauthnJSON.get(asked.request_options);
        form.elements.credential.value = JSON.stringify(shown);
        form.submit();
      } catch (problem) {
        if (failed) failed.hidden = false;
      }
    }, true);
  });
})();
