// "Salin" buttons: shown only where the browser can copy. Without JavaScript the text beside them can be selected.
const copying = navigator.clipboard ? [...document.querySelectorAll("[data-copy]")] : [];
const words = copying.map((button) => button.lastChild.textContent);
for (const button of copying) {
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    copying.forEach((one, at) => { one.lastChild.textContent = words[at]; }); // only the last one lies in the clipboard
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.lastChild.textContent = "Sudah disalin";
    } catch {
      button.lastChild.textContent = "Tekan lama teksnya, lalu salin";
    }
  });
}
