// In a bar that scrolls sideways the place where one is shows itself.
for (const place of document.querySelectorAll(":is(.nav, .tabs) [aria-current]")) {
  const bar = place.closest(".nav, .tabs");
  if (bar.scrollWidth > bar.clientWidth) bar.scrollLeft = place.offsetLeft - (bar.clientWidth - place.offsetWidth) / 2;
}
