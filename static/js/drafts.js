// Keeps what is typed into a form with data-draft-key until it has arrived, in this tab only. After a session that
// ended or a lost connection it can be put back. Passwords, files and hidden fields are never kept.
(() => {
  const PREFIX = "draft:";
  const SKIP = ["hidden", "password", "file", "submit", "button", "reset"];
  const forms = [...document.querySelectorAll("form[data-draft-key]")];
  const fields = (form) => [...form.elements].filter((field) => field.name && !SKIP.includes(field.type));
  const name = (form) => PREFIX + form.dataset.draftKey;

  const read = (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, draft) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(draft));
    } catch { /* storage is full or forbidden: the form still works */ }
  };
  const values = (form) => fields(form).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, [...field.selectedOptions].map((option) => option.value)];
    return [field.name, field.value];
  });

  const restore = (form, kept) => {
    kept.forEach(([fieldName, value, checked]) => {
      fields(form).filter((field) => field.name === fieldName).forEach((field) => {
        if (checked !== undefined) {
          if (field.value === value) field.checked = checked;
        } else if (Array.isArray(value)) {
          [...field.options].forEach((option) => { option.selected = value.includes(option.value); });
        } else {
          field.value = value;
        }
      });
    });
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const show = (form, id) => {
    const notice = document.getElementById(id).content.cloneNode(true).firstElementChild;
    form.prepend(notice);
    return notice;
  };

  const offer = (form, draft) => {
    if (draft.bounced) {
      restore(form, draft.values);
      show(form, "draft-restored");
      return;
    }
    const notice = show(form, "draft-notice");
    notice.querySelector("[data-draft-restore]").addEventListener("click", () => {
      restore(form, draft.values);
      notice.remove();
    });
    notice.querySelector("[data-draft-discard]").addEventListener("click", () => {
      sessionStorage.removeItem(name(form));
      notice.remove();
    });
  };

  // The portal said "saved": whatever was sent from this tab has arrived.
  const arrived = document.querySelector("main .notice-success");
  forms.forEach((form) => {
    if (arrived && read(name(form))?.sent) sessionStorage.removeItem(name(form));
    const draft = read(name(form));
    if (document.querySelector("[data-error-summary]")) sessionStorage.removeItem(name(form));
    else if (draft && JSON.stringify(draft.values) !== JSON.stringify(values(form))) offer(form, draft);
    form.addEventListener("input", () => write(name(form), { values: values(form) }));
    form.addEventListener("submit", () => write(name(form), { values: values(form), sent: true }));
  });

  // If the answer is a sign-in page or one that shows what could not be taken, the draft is put back into its form
  // later; after any other page it has arrived.
  const signedIn = "signedIn" in document.body.dataset;
  const cameBack = !signedIn || document.querySelector("[data-keep-drafts]");
  const eachSent = (act) => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
    const draft = read(key);
    if (draft && draft.sent) act(key, draft);
  });
  eachSent((key, draft) => {
    if (cameBack) write(key, { ...draft, bounced: true });
    else if (!draft.bounced && !forms.some((form) => name(form) === key)) sessionStorage.removeItem(key);
  });
  document.querySelectorAll("form[data-send-again]").forEach((form) => form.addEventListener("submit", () => {
    eachSent((key, draft) => write(key, { ...draft, bounced: false }));
  }));
})();
