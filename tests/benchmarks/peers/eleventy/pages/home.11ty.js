import { escape } from "../_includes/escape.js";
import { feedback } from "../_includes/parts.js";
import { shell } from "../_includes/shell.js";

const address = (number) => (number === 0 ? "/index.html" : `/notices-${number + 1}.html`);

export const data = {
  pagination: {
    data: "notices",
    size: 50,
    alias: "shown",
    before: (notices) => notices.toSorted((a, b) => (a.published < b.published ? 1 : -1)),
  },
  permalink: ({ pagination }) => address(pagination.pageNumber),
};

const card = (notice) => `<article class="notice-card">
<h3 class="notice-card__title"><a href="${notice.url}">${escape(notice.title)}</a></h3>
<p class="notice-card__meta"><span>${escape(notice.issuer)}</span><span>发布时间：<time datetime="${notice.published.replace(" ", "T")}+08:00">${escape(notice.published)}</time></span></p>
<p class="notice-card__counts">${notice.declared.findings} 个问题，${notice.declared.measures} 条措施</p>
</article>
`;

export function render({ site, notices, shown, pagination }) {
  const number = pagination.pageNumber;
  const pages = pagination.pages.length;
  const step = (to, text) =>
    to >= 0 && to < pages ? `<li><a href="${address(to)}">${text}</a></li>\n` : "";
  return shell(
    "首页",
    address(number),
    "",
    `<div class="hero">
<h1 class="hero__title">${escape(site.name)}</h1>
<p class="hero__counts">共 ${notices.length} 份通报。</p>
</div>
<section class="section" aria-labelledby="notices">
<h2 id="notices">通报（第 ${number + 1} 页，共 ${pages} 页）</h2>
${shown.map(card).join("")}<nav class="pages" aria-label="翻页"><ul>
${step(number - 1, "上一页")}${step(number + 1, "下一页")}</ul></nav>
</section>
<section class="section" aria-labelledby="feedback">
<h2 id="feedback">监督与反馈</h2>
<p>对整改情况有意见或线索，可以通过下列渠道反映。</p>
${feedback()}</section>
`,
  );
}
