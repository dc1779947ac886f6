// The ± buttons beside a number: they change the field, the form sends it. Without this script the field is typed into.
for (const box of document.querySelectorAll("[data-qty]")) {
  const field = box.querySelector("input");
  const step = (by) => {
    const now = parseInt(field.value, 10) || 1;
    field.value = Math.min(999, Math.max(1, now + by));
  };
  for (const [name, by] of [["less", -1], ["more", 1]]) {
    const button = box.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", () => step(by));
  }
}

// In the cart a typed number counts at once; without this script Enter sends it.
for (const form of document.querySelectorAll("[data-pieces]")) {
  form.elements.pieces.addEventListener("change", () => form.requestSubmit());
}
