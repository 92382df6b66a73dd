import { escape } from "../_includes/escape.js";
import { feedback, link, status } from "../_includes/parts.js";
import { absolute, articleTags, shell } from "../_includes/shell.js";

export const data = {
  pagination: {
    data: "notices",
    size: 1,
    alias: "finding",
    before: (notices) => notices.flatMap((notice) => notice.findings),
  },
  permalink: ({ finding }) => finding.url,
};

const measure = (text, index) => {
  const n = index + 1;
  return `<li class="measures__item" id="m${n}"><a class="measures__anchor" href="#m${n}" aria-label="第 ${n} 条的链接">${n}</a><p class="measures__text">${escape(text)}</p></li>`;
};

const standing = (finding) =>
  finding.status
    ? `通报写明这一项已经整改完成。<span class="finding__basis">依据：<q lang="zh-CN">${escape(finding.status_basis)}</q></span>`
    : "通报没有写明这一项的整改状态。这不表示已经完成，也不表示没有完成。";

function siblings(finding) {
  const all = finding.notice.findings;
  const from = Math.max(0, Math.min(finding.index - 3, all.length - 7));
  return all.slice(from, from + 7).map((other) =>
    other === finding
      ? `<li><span aria-current="page">${escape(other.heading)}</span></li>\n`
      : `<li>${link(other)}</li>\n`,
  ).join("");
}

function pager(finding) {
  const all = finding.notice.findings;
  const before = all[finding.index - 1];
  const after = all[finding.index + 1];
  const one = (other, rel, extra, label) =>
    other
      ? `<a class="pager__link${extra}" rel="${rel}" href="${other.url}"><span class="pager__label">${label}</span><span class="pager__title">${escape(other.heading)}</span></a>`
      : "";
  return `<nav class="pager" aria-label="前后问题">${one(before, "prev", "", "上一项")}${one(after, "next", " pager__link--next", "下一项")}</nav>`;
}

export function render({ finding }) {
  const { notice } = finding;
  const total = notice.findings.length;
  const subject = `对“${finding.heading}”整改情况的意见`;
  const body = `通报：${notice.title}\r\n问题：${finding.heading}\r\n网址：${absolute(finding.url)}\r\n\r\n我的意见：\r\n`;
  return shell(
    finding.heading,
    finding.url,
    articleTags(finding.heading, notice, finding.url),
    `<nav class="breadcrumb" aria-label="当前位置"><ol><li><a href="/index.html">首页</a></li><li><a href="${notice.url}">通报</a></li><li><span aria-current="page">第 ${finding.index + 1} 项，共 ${total} 项</span></li></ol></nav>
<article class="finding">
<header class="article-head">
<h1 lang="zh-CN"><span class="finding__number">${escape(finding.number)}</span>${escape(finding.title)}</h1>
<div class="finding__status">${status(finding.status)}<p>${standing(finding)}</p></div>
</header>
<div class="finding__columns">
<div class="finding__text">
<section class="section" aria-labelledby="measures">
<h2 id="measures">整改情况：</h2>
<div lang="zh-CN"><ol class="measures">${finding.measures.map(measure).join("")}</ol></div>
</section>
</div>
<aside class="finding__aside" aria-label="本项要点">
<dl class="finding__facts">
<div><dt>信息来源</dt><dd>${escape(notice.issuer)}</dd></div>
<div><dt>发布时间</dt><dd>${escape(notice.published)}</dd></div>
</dl>
<nav class="finding__siblings" aria-labelledby="siblings">
<h2 id="siblings">相邻问题</h2>
<ul>
${siblings(finding)}</ul>
<p><a href="${notice.url}#findings">全部 ${total} 个问题</a></p>
</nav>
</aside>
</div>
<section class="section finding__feedback" aria-labelledby="feedback">
<h2 id="feedback">对这一项有意见？</h2>
<p>来电来信请说明是“${escape(finding.number)}”这一项；点邮箱地址会自动写好标题。</p>
${feedback(subject, body)}</section>
${pager(finding)}
</article>
`,
  );
}
