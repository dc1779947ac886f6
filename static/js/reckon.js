// A changed way of sending is reckoned at once; without this script the button "Hitung ulang" does it.
const form = document.querySelector("#pesanan");
const button = form?.querySelector("[name=hitung]");
if (button) {
  button.hidden = true;
  form.addEventListener("change", (event) => {
    if (/^(kirim-|gabung$)/.test(event.target.name ?? "")) form.requestSubmit(button);
  });
}
