import { call, find, labels, tried } from "./page.js";

let isSure = false;
find("forget").addEventListener("click", () => {
  if (!isSure) {
    isSure = true;
    find("said").textContent = labels.sure;
    return;
  }
  tried(async () => {
    await call("/api/mine", {}, "DELETE");
    return labels.done;
  });
});
