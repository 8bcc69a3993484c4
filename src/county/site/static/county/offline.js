// Offline entry: a form marked data-offline goes into an outbox of this browser first, and from there to the server, in
// order, each entry under a key of its own, until the server has answered. Without this module the form is sent plainly.
//
// <form method="post" data-offline="desk" data-owner="…" data-worker="/offline-worker.js"> with a field "submission";
// beside it an element .offline-says whose data-* attributes hold the sentences. docs/decisions/0010 tells why.
const STORE = "entries";
const PAUSES = [1, 2, 5, 15, 30, 60];
const SECOND = 1000;
const NEVER_KEPT = ["csrfmiddlewaretoken"];

const promised = (asked) => new Promise((done, failed) => {
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});

const opened = () => {
  const asked = indexedDB.open("gongbao-outbox", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true });
  return promised(asked);
};

const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

class Outbox {
  constructor(base, desk, owner) {
    Object.assign(this, { base, desk, owner });
  }

  within(mode, act) {
    const turn = this.base.transaction(STORE, mode);
    const done = act(turn.objectStore(STORE));
    return new Promise((kept, failed) => {
      turn.oncomplete = () => kept(done.result);
      turn.onerror = turn.onabort = () => failed(turn.error);
    });
  }

  async entries() {
    const all = await this.within("readonly", (store) => store.getAll());
    return all.filter((one) => one.desk === this.desk);
  }

  async own() {
    return (await this.entries()).filter((one) => one.owner === this.owner);
  }

  add(entry) {
    return this.within("readwrite", (store) => store.add({ ...entry, desk: this.desk, owner: this.owner }));
  }

  put(entry) {
    return this.within("readwrite", (store) => store.put(entry));
  }

  remove(seq) {
    return this.within("readwrite", (store) => store.delete(seq));
  }
}

class Sender {
  constructor(form, outbox, line) {
    Object.assign(this, { form, outbox, line, tries: 0, busy: false, asked: false, timer: 0, halt: "" });
  }

  async round() {
    this.asked = true;
    if (this.busy) return;
    this.busy = true;
    this.asked = false;
    clearTimeout(this.timer);
    try {
      await this.sendAll();
      this.tries = 0;
    } catch (wrong) {
      const pause = PAUSES[Math.min(this.tries, PAUSES.length - 1)];
      this.tries += 1;
      this.timer = setTimeout(() => this.round(), pause * SECOND);
    } finally {
      this.busy = false;
      await this.line.show(this.halt);
      if (this.asked) this.round(); // something was added, or the line came back, meanwhile
    }
  }

  async sendAll() {
    this.halt = "";
    for (const entry of await this.outbox.own()) {
      if (!entry.refused) await this.send(entry);
      await this.line.show(this.halt);
    }
  }

  async send(entry) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
    const answer = await fetch(entry.url, {
      method: "POST", headers, body: new URLSearchParams(entry.fields), redirect: "manual", credentials: "same-origin",
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      this.halt = "signedOut";
      throw new Error("signed out");
    }
    if (answer.status >= 500 || [408, 429].includes(answer.status)) throw new Error(String(answer.status));
    const isOurs = (answer.headers.get("Content-Type") || "").includes("application/json");
    if (answer.ok && !isOurs) throw new Error("not an answer to an entry");
    const { says } = isOurs ? await answer.json() : { says: this.line.element.dataset.unreadable };
    if (answer.ok) {
      await this.outbox.remove(entry.seq);
      this.line.taken(says);
    } else {
      await this.outbox.put({ ...entry, refused: says });
    }
  }
}

class Line {
  constructor(element, form, outbox) {
    Object.assign(this, { element, form, outbox });
    this.counts = element.querySelector(".offline-counts");
    this.last = element.querySelector(".offline-last");
    this.refusals = element.querySelector(".offline-refused");
    this.note = element.querySelector(".offline-note");
  }

  taken(says) {
    this.last.textContent = says;
  }

  async show(halt = "") {
    const words = this.element.dataset;
    const all = await this.outbox.entries();
    const own = all.filter((one) => one.owner === this.outbox.owner);
    const waiting = own.filter((one) => !one.refused);
    const others = all.length - own.length;
    const parts = [waiting.length ? words.waiting.replace("{n}", waiting.length) : words.none];
    if (others) parts.push(words.others.replace("{n}", others));
    if (halt && waiting.length) parts.push(words[halt]);
    this.counts.textContent = parts.join(" ");
    this.element.dataset.count = waiting.length;
    this.refusals.replaceChildren(...own.filter((one) => one.refused).map((one) => this.refusal(one)));
  }

  refusal(entry) {
    const item = document.createElement("li");
    item.textContent = `${entry.refused} `;
    for (const [words, act] of [[this.element.dataset.again, () => this.again(entry)],
      [this.element.dataset.drop, () => this.drop(entry)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", act);
      item.append(button, " ");
    }
    return item;
  }

  async drop(entry) {
    await this.outbox.remove(entry.seq);
    await this.show();
  }

  async again(entry) {
    fill(this.form, entry.fields);
    await this.drop(entry);
  }
}

const fill = (form, fields) => {
  form.reset();
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (!field) continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
};

const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string"
  && !NEVER_KEPT.includes(name) && name !== "submission");

const keepPage = async (form, line) => {
  if (!window.isSecureContext || !("serviceWorker" in navigator)) {
    line.note.textContent = line.element.dataset.stayOpen;
    return;
  }
  try {
    await navigator.serviceWorker.register(form.dataset.worker, { scope: location.pathname });
    const ready = await navigator.serviceWorker.ready;
    const drawn = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    ready.active.postMessage({ keep: [location.pathname, ...drawn.map((one) => one.href || one.src)] });
    line.note.textContent = line.element.dataset.mayClose;
  } catch (wrong) {
    line.note.textContent = line.element.dataset.stayOpen;
  }
};

const begin = async (form) => {
  const outbox = new Outbox(await opened(), form.dataset.offline, form.dataset.owner);
  const line = new Line(document.querySelector(".offline-says"), form, outbox);
  const sender = new Sender(form, outbox, line);
  line.element.hidden = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.adding) return;
    form.dataset.adding = "1";
    try {
      const key = uuid();
      await outbox.add({ key, url: form.action, fields: [...fieldsOf(form), ["submission", key]], at: Date.now() });
      form.reset();
      (form.querySelector("input:not([type=hidden]), select") || form).focus();
      await line.show();
      sender.round();
    } catch (wrong) {
      form.submit();
    } finally {
      delete form.dataset.adding;
    }
  });
  window.addEventListener("online", () => { sender.tries = 0; sender.round(); });
  await line.show();
  sender.round();
  await keepPage(form, line);
};

const form = document.querySelector("form[data-offline]");
if (form && "indexedDB" in window) begin(form).catch(() => undefined);
