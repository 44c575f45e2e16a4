// "3 hours ago" stays true while the page is open. Works on <time data-ago>; the server wrote the first text.
const language = document.documentElement.lang;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
const units = [["day", 86400], ["hour", 3600], ["minute", 60]];

function ago(seconds) {
  for (const [unit, size] of units) {
    if (seconds >= size) {
      const text = relative.format(-Math.floor(seconds / size), unit);
      return language === "ja" ? text.replaceAll(" ", "") : text;
    }
  }
  return "";
}

function refresh() {
  if (document.hidden) return;
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    const text = seconds < 7 * 86400 ? ago(seconds) : "";
    if (text && text !== time.textContent) time.textContent = text;
  }
}

setInterval(refresh, 60_000);
document.addEventListener("visibilitychange", refresh);
