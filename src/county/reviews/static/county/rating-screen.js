// Asks each second whether something else is to be shown; thanks stay for as many seconds as the page says. Without this
// module the page reloads itself.
const SECOND = 1000;
const LONGEST = 30 * SECOND;
let pause = SECOND;

const shown = () => document.querySelector(".screen");

const ask = async () => {
  const answer = await fetch(`${location.pathname}?after=${shown().dataset.mark}`, { cache: "no-store" });
  if (answer.status === 204) return;
  if (answer.status === 403) { location.reload(); return; }
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(".screen");
  if (!fresh) throw new Error("no screen");
  shown().replaceWith(document.adoptNode(fresh));
};

const round = async () => {
  try {
    if (!document.hidden) await ask();
    pause = SECOND;
  } catch (wrong) {
    pause = Math.min(2 * pause, LONGEST);
  }
  setTimeout(round, pause);
};

setTimeout(round, SECOND * Number(shown().dataset.stay || 1));
