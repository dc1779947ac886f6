// Photos are made smaller on the phone before they travel: a tenth of the bytes, and nothing that a buyer would miss.
// `data-shrink="2400"` on the form asks for a longer side of 2400 px: small print must stay legible.
const LONGEST = 1600;
const SHORTEST = 1080; // a long, narrow photo is not made smaller than the shop shows it
const ENOUGH = 900_000;

async function smaller(file, longest) {
  if (file.size < ENOUGH || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const [long, short] = [Math.max(picture.width, picture.height), Math.min(picture.width, picture.height)];
  const factor = Math.min(1, Math.max(longest / long, SHORTEST / short));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * factor);
  canvas.height = Math.round(picture.height * factor);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high"; // a coarse one leaves jagged edges, which look sharp and are not
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const kind = file.type === "image/jpeg" ? "image/jpeg" : "image/webp"; // what is seen through stays so
  const blob = await new Promise((done) => canvas.toBlob(done, kind, 0.86));
  if (!blob || blob.size >= file.size) return file;
  const name = file.name.replace(/\.\w+$/, "") + (blob.type === "image/jpeg" ? ".jpg" : ".webp");
  return new File([blob], name, { type: blob.type });
}

const inMegabytes = (bytes) => (bytes / 1e6).toFixed(1).replace(".", ",") + " MB";
const weight = (files) => [...files].reduce((sum, file) => sum + file.size, 0);

for (const form of document.querySelectorAll("form[data-shrink]")) {
  const said = form.querySelector("[data-progress]");
  const longest = Number(form.dataset.shrink) || LONGEST;
  const say = (words) => { if (said) said.textContent = words; };
  if (window.createImageBitmap && window.DataTransfer) say("Foto yang besar dikecilkan dulu di HP ini, supaya hemat kuota.");
  for (const field of form.querySelectorAll("input[type=file]")) {
    field.addEventListener("change", async () => {
      if (!field.files.length || !window.createImageBitmap || !window.DataTransfer) return;
      const before = weight(field.files);
      say("Foto sedang dikecilkan…");
      try {
        const bag = new DataTransfer();
        for (const file of field.files) bag.items.add(await smaller(file, longest));
        field.files = bag.files;
        const after = weight(field.files);
        say(after < before ? `Siap dikirim: ${inMegabytes(after)}, aslinya ${inMegabytes(before)}.` : `Siap dikirim: ${inMegabytes(after)}.`);
      } catch {
        say(`Dikirim apa adanya: ${inMegabytes(before)}.`);
      }
    });
  }
  form.addEventListener("submit", () => {
    form.querySelector("button[type=submit]").setAttribute("aria-busy", "true");
    say("Mengirim foto…");
  });
}
