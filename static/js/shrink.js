// Photos are made smaller on the phone before they travel: 1600 px are enough, and a tenth of the bytes.
const LONGEST = 1600;
const ENOUGH = 900_000;

async function smaller(file) {
  if (file.size < ENOUGH || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const factor = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * factor);
  canvas.height = Math.round(picture.height * factor);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.86));
  return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
}

for (const form of document.querySelectorAll("form[data-shrink]")) {
  const said = form.querySelector("[data-progress]");
  for (const field of form.querySelectorAll("input[type=file]")) {
    field.addEventListener("change", async () => {
      if (!field.files.length || !window.createImageBitmap || !window.DataTransfer) return;
      if (said) said.textContent = "Foto sedang dikecilkan…";
      try {
        const bag = new DataTransfer();
        for (const file of field.files) bag.items.add(await smaller(file));
        field.files = bag.files;
        if (said) said.textContent = "Siap dikirim.";
      } catch {
        if (said) said.textContent = "";
      }
    });
  }
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    button.setAttribute("aria-busy", "true");
    if (said) said.textContent = "Mengirim foto…";
  });
}
