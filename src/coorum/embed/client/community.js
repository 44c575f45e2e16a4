// The community on your page: <script src="https://community.example/embed/community.js" async></script>
// Options on the tag: data-language="ja" or "en", data-posts="3" (1 to 8).
(() => {
  const tag = document.currentScript;
  if (!tag || tag.dataset.shown) return;
  tag.dataset.shown = "yes";

  const home = new URL(tag.src).origin;
  const address = new URL("/embed/frame/", home);
  address.searchParams.set("origin", location.origin);
  address.searchParams.set("language", tag.dataset.language || document.documentElement.lang.slice(0, 2) || "ja");
  address.searchParams.set("posts", tag.dataset.posts || "3");

  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = tag.dataset.title || "Community";
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  // Scripts to tell its height, and links that open in a page of their own. No access to this page, no cookies of the community.
  frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
  Object.assign(frame.style, { width: "100%", height: "22rem", border: "0", display: "block", colorScheme: "normal" });
  tag.after(frame);

  addEventListener("message", (event) => {
    // A sandboxed frame has the origin "null": the window itself is the proof.
    if (event.source !== frame.contentWindow || event.origin !== "null") return;
    const height = Number(event.data && event.data.coorumHeight);
    if (height > 0 && height < 4000) frame.style.height = `${Math.ceil(height)}px`;
  });
})();
