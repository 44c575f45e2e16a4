// The community on your page:
//   <script src="https://community.example/embed/community.js" async></script>
//   <coorum-block show="latest"></coorum-block>
// Attributes, all optional: show="latest" | "lively" | "board" | "question" | "comments" | "member" | "bell", board="its-address",
// question="its-address", posts="3" (1 to 8), language="ja" | "en", colours="light" | "dark", accent="#0a7d5a", in="page" for your own type instead of a frame.
// Without a <coorum-block> on the page, the latest posts appear beside the script.
(() => {
  const tag = document.currentScript;
  if (!tag || customElements.get("coorum-block")) return;
  const home = new URL(tag.src).origin;
  const TITLE = { ja: "コミュニティ", en: "Community" };
  const PART = {
    comments: { ja: "のコメント", en: " comments" },
    member: { ja: "へのログイン", en: " sign-in" },
    bell: { ja: "のお知らせ", en: " notices" },
  };
  const OPTIONS = ["show", "board", "question", "posts", "language", "colours", "accent"];

  // Back from signing in at the community: a code for our frame stands behind the #, and is taken off before anything else.
  const [came, code, state, began] = location.hash.match(/[#&]coorum=([\w-]+)\.([\w-]+)\.(\w+)$/) || [""];
  let arrival = came && { code, state };
  if (came) history.replaceState(history.state, "", location.href.slice(0, -came.length));

  // What the block is asked with. `source` has the wishes: attributes of the element, or data-… of the script.
  function question(source, block) {
    const asked = new URLSearchParams({ origin: location.origin });
    for (const name of OPTIONS) if (source(name)) asked.set(name, source(name));
    if (!asked.has("language")) asked.set("language", document.documentElement.lang.slice(0, 2));
    if (!asked.has("colours")) asked.set("colours", isDark(block) ? "dark" : "light");
    const accent = getComputedStyle(block).getPropertyValue("--coorum-accent").trim();
    if (accent && !asked.has("accent")) asked.set("accent", accent);
    if (asked.get("show") === "comments") about(asked);
    return asked;
  }

  // Comments belong to the page they stand under: its canonical address where it names one.
  function about(asked) {
    const canonical = document.querySelector("link[rel=canonical]")?.href;
    const page = canonical && new URL(canonical).origin === location.origin ? canonical : location.href;
    asked.set("page", new URL(page).pathname);
    const named = document.querySelector("meta[property='og:title']")?.content || document.title;
    asked.set("title", named.slice(0, 100));
  }

  // Whether the block stands on something dark: the first colour behind it that is not transparent.
  function isDark(block) {
    for (let at = block; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = (getComputedStyle(at).backgroundColor.match(/[\d.]+/g) || []).map(Number);
      if (alpha > 0.5) return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
    }
    return false;
  }

  function inFrame(block, asked) {
    const frame = document.createElement("iframe");
    const show = asked.get("show");
    const language = TITLE[asked.get("language")] ? asked.get("language") : "ja";
    frame.src = `${home}/embed/frame/?${asked}`;
    frame.title = block.title || TITLE[language] + (PART[show]?.[language] || "");
    frame.loading = came ? "eager" : "lazy";
    frame.referrerPolicy = "no-referrer";
    // Scripts to tell its height, and links that open in a page of their own. No access to this page, no cookies of the community.
    frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
    if (PART[show]) {
      // Where one can sign in: a cookie of the frame's own, which this page cannot read; forms; and the way to sign-in and back.
      frame.sandbox.add("allow-same-origin", "allow-forms", "allow-top-navigation-by-user-activation");
      const back = new URLSearchParams({ at: location.href.slice(location.origin.length) });
      if (show === began && arrival) {
        for (const name in arrival) back.set(name, arrival[name]);
        arrival = null;
      }
      frame.src += `#${back}`;
    }
    Object.assign(frame.style, { width: "100%", height: show === "member" || show === "bell" ? "3.5rem" : "10rem", border: "0", display: "block" });
    frame.style.colorScheme = asked.get("colours");
    block.replaceChildren(frame);
  }

  addEventListener("message", (event) => {
    // A sandboxed frame may have the origin "null": the window itself is the proof.
    const frames = [...document.querySelectorAll("coorum-block > iframe")];
    const frame = frames.find((one) => one.contentWindow === event.source);
    const height = Number(event.data && event.data.coorumHeight);
    if (frame && height > 0 && height < 10000) frame.style.height = `${Math.ceil(height)}px`;
    if (frame && event.data && event.data.coorumFocus) {
      frame.scrollIntoView({ block: "center" });
      frame.focus();
    }
    if (frame && event.data && event.data.coorumChanged)
      for (const one of frames) if (one !== frame) one.contentWindow.postMessage({ coorumChanged: true }, "*");
  });

  class Block extends HTMLElement {
    connectedCallback() {
      if (this.asked) return;
      this.asked = question(this.wishes || ((name) => this.getAttribute(name)), this);
      const ours = PART[this.asked.get("show")] || this.asked.get("show") === "question"; // words of others stay in our frame
      if (this.getAttribute("in") !== "page" || ours) return inFrame(this, this.asked);
      return import(`${home}/embed/into.js`).then((into) => into.show(this, home, this.asked));
    }
  }
  customElements.define("coorum-block", Block);

  const alone = () => {
    if (document.querySelector("coorum-block")) return;
    const block = document.createElement("coorum-block");
    block.wishes = (name) => tag.dataset[name];
    block.title = tag.dataset.title || "";
    tag.after(block);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", alone);
  else alone();
})();
