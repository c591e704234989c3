// Reads the code on a card or slip with the camera, where the browser can; elsewhere the button stays hidden, and the code is
// typed. Each picture is looked at and gone: none is kept, drawn or sent.
(async () => {
  const page = document, box = page.querySelector("dialog[data-scanner]");
  const known = await self.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (!box || !known?.includes("qr_code") || !navigator.mediaDevices?.getUserMedia) return;
  const video = box.querySelector("video"), said = box.querySelector("[data-said]");
  let field, stream;

  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = stream = null;
  };
  box.addEventListener("close", stop);
  box.querySelector("[data-close]").addEventListener("click", () => box.close());
  page.addEventListener("visibilitychange", () => page.hidden && box.close());

  const look = async () => {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    while (box.open && stream) {
      for (const { rawValue } of await detector.detect(video).catch(() => [])) {
        const code = /^\s*(KH-[0-9A-Z]{4}-[0-9A-Z]{4})\s*$/i.exec(rawValue)?.[1];
        if (!code) { said.textContent = said.dataset.other; continue; }
        field.value = code.toUpperCase();
        for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
        box.close();
        return field.focus();
      }
      await new Promise(over => setTimeout(over, 200));
    }
  };

  for (const button of page.querySelectorAll("[data-scan]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      field = page.getElementById(button.dataset.scan);
      said.textContent = "";
      box.showModal();
      try {
        const asked = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        stream = asked;
        if (!box.open) return stop(); // closed while the browser asked
        video.srcObject = stream;
        await video.play();
        await look();
      } catch { said.textContent = said.dataset.failed; }
    });
  }
})();
