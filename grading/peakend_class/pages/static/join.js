import { call, find, tried } from "./page.js";

find("join").addEventListener("submit", (event) => {
  event.preventDefault();
  tried(async () => {
    await call("/api/join", { code: find("code").value.trim() });
    location.assign("/phone");
  });
});
