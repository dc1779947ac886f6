// Choices for a place while typing. The "Cari" button of the form does the same without this script.
for (const box of document.querySelectorAll("[data-places]")) {
  const field = box.querySelector(".picker__line input");
  const list = box.querySelector("[data-matches]");
  let waiting;
  let asked = "";
  const ask = async () => {
    const words = field.value.trim();
    if (words.length < 3 || words === asked) return;
    asked = words;
    const address = new URL(box.dataset.places, location.href);
    address.searchParams.set("q", words);
    try {
      const answer = await fetch(address);
      if (answer.ok && words === asked) list.innerHTML = await answer.text();
    } catch {
      // no signal: the button still works
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 300);
  });
}
