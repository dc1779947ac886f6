// A page that waits for the worker looks again by itself. Without this script a meta refresh does it.
const box = document.querySelector("[data-wait]");
const began = Date.now();
let waiting;

const look = async () => {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-wait]");
        if (!fresh) {
          location.reload();
          return;
        }
        if (fresh.textContent !== box.textContent) box.replaceChildren(...fresh.childNodes);
      }
    } catch {
      // no signal: look again later
    }
  }
  again();
};

const again = () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, Date.now() - began < 120_000 ? 3000 : 10_000);
};

if (box) again();
