// What is typed stays on this phone until it has been saved: the signal may go, the battery too.
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `gerai:${form.dataset.keep}`;
  const fields = () => [...form.elements].filter((one) => one.name && !["hidden", "password", "file", "submit"].includes(one.type));
  const read = () => fields().map((one) => [one.name, one.value, one.checked]);
  const fresh = JSON.stringify(read());
  const kept = localStorage.getItem(key);
  const sent = sessionStorage.getItem(`${key}:sent`);
  sessionStorage.removeItem(`${key}:sent`);
  if (sent && !form.querySelector("[aria-invalid], .flash--bad")) {
    localStorage.removeItem(key);
  } else if (kept && kept !== fresh && !form.querySelector("[aria-invalid]")) {
    const offer = document.createElement("div");
    offer.className = "flash flash--wait";
    offer.setAttribute("role", "status");
    const words = document.createElement("div");
    words.textContent = "Ada tulisan yang belum tersimpan di HP ini. ";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--line";
    button.textContent = "Pakai lagi";
    button.addEventListener("click", () => {
      const values = JSON.parse(kept);
      fields().forEach((one, at) => {
        const [name, value, checked] = values[at] ?? [];
        if (name !== one.name) return;
        if (["checkbox", "radio"].includes(one.type)) one.checked = checked;
        else one.value = value;
      });
      offer.remove();
    });
    words.append(button);
    offer.append(words);
    form.prepend(offer);
  }
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(read())));
  form.addEventListener("submit", () => sessionStorage.setItem(`${key}:sent`, "1"));
}
