// A file dropped anywhere on the form is sent as if it had been chosen; without this module the form still works.
const form = document.querySelector(".file-drop");

if (form) {
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button");
  const line = form.querySelector(".file-drop-says");

  const says = (text) => { line.textContent = text; };

  const send = () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > Number(form.dataset.limit)) {
      says(form.dataset.tooLarge);
      input.value = "";
      return;
    }
    form.requestSubmit(button);
  };

  form.addEventListener("submit", () => {
    says(form.dataset.busy);
    setTimeout(() => { button.disabled = true; });
  });
  input.addEventListener("change", () => {
    const file = input.files[0];
    const large = file && file.size > Number(form.dataset.limit);
    says(large ? form.dataset.tooLarge : "");
    if (large) input.value = "";
  });
  window.addEventListener("pageshow", () => { button.disabled = false; says(""); });

  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("file-drop-over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("file-drop-over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("file-drop-over");
    const files = event.dataTransfer.files;
    if (files.length > 1) {
      says(form.dataset.one);
      return;
    }
    if (files.length === 1) {
      input.files = files;
      send();
    }
  });
}
