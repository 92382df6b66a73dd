import { escape } from "../_includes/escape.js";
import { feedback, status } from "../_includes/parts.js";
import { absolute, articleTags, shell } from "../_includes/shell.js";

export const data = {
  pagination: { data: "notices", size: 1, alias: "notice" },
  permalink: ({ notice }) => notice.url,
};

const entry = (finding) =>
  `<li class="entries__item" data-kind="${finding.status ? "done" : "not_stated"}"><a class="entries__link" href="${finding.url}"><span class="entries__number">${escape(finding.number)}</span><span class="entries__title">${escape(finding.title)}</span></a><span class="entries__side">${status(finding.status)}<span class="entries__count">${finding.measures.length} 条措施</span></span></li>\n`;

const fact = (label, value) =>
  `<div class="facts__row"><dt>${label}</dt><dd>${escape(value)}</dd></div>`;

const figure = (label, value, unit) =>
  `<div class="figures__card"><dt class="figures__label">${label}</dt><dd class="figures__value">${value}<span class="figures__unit">${unit}</span></dd></div>\n`;

export function render({ notice }) {
  const subject = `对“${notice.title}”的意见`;
  const body = `通报：${notice.title}\r\n网址：${absolute(notice.url)}\r\n\r\n我的意见：\r\n`;
  return shell(
    notice.title,
    notice.url,
    articleTags(notice.title, notice, notice.url),
    `<nav class="breadcrumb" aria-label="当前位置"><ol><li><a href="/index.html">首页</a></li><li><span aria-current="page">通报</span></li></ol></nav>
<article>
<header class="article-head">
<h1 lang="zh-CN">${escape(notice.title)}</h1>
<dl class="facts">${fact("发布机构", notice.issuer)}${fact("签署日期", notice.signed)}${fact("发布时间", notice.published)}</dl>
</header>
<section class="section" aria-labelledby="figures">
<h2 id="figures">整改数据</h2>
<p class="section__lead">以下数字由通报载明。</p>
<dl class="figures">
${figure("具体问题", notice.declared.findings, "个")}${figure("整改措施", notice.declared.measures, "条")}</dl>
</section>
<section class="section prose">
${notice.overview}</section>
<section class="section" aria-labelledby="findings">
<h2 id="findings">二、整改落实情况</h2>
<p class="section__lead">状态沿用通报自己的说法；通报没有写明的，一律标为“未载明”。</p>
<ol class="entries">
${notice.findings.map(entry).join("")}</ol>
</section>
<section class="section prose">
${notice.next_steps}</section>
<section class="section" aria-labelledby="feedback">
<h2 id="feedback">监督与反馈</h2>
<p>对整改情况有意见或线索，可以通过下列渠道反映。</p>
${feedback(subject, body)}</section>
</article>
`,
  );
}
