// A block in the page's own type: plain elements with classes, nothing is styled here and no markup is taken over.
export async function show(block, home, asked) {
  const answer = await fetch(`${home}/embed/posts.json?${asked}`, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!answer.ok) return; // what stood in the element stays there
  const { name, posts, words } = await answer.json();
  block.lang = words.language;
  const list = element("ul", { className: "coorum-posts" });
  list.append(...posts.map((post) => entry(post)));
  const joining = element("p", { className: "coorum-join" }, link(words.join_address, words.join));
  const body = posts.length ? list : element("p", { className: "coorum-empty" }, words.empty);
  const section = element("section", { className: "coorum", ariaLabel: name }, body, joining);
  block.replaceChildren(section);
}

function entry(post) {
  const time = element("time", { dateTime: post.at }, post.when);
  const facts = element("small", {}, `${post.author} · `, time, ` · ${post.comments}${post.mark && ` · ${post.mark}`}`);
  return element("li", {}, link(post.address, post.title), " ", facts);
}

const link = (href, words) => element("a", { href, target: "_blank", rel: "noopener" }, words);

const element = (name, facts, ...inside) => {
  const made = Object.assign(document.createElement(name), facts);
  made.append(...inside);
  return made;
};
