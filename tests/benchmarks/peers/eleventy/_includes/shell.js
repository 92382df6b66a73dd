// The document around every page; what is the same on all of them is put together once.
import { escape } from "./escape.js";
import site from "../_data/site.js";

const { column, office } = site;

const HEAD = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src &#39;self&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;; frame-src &#39;none&#39;; object-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;self&#39;">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<link rel="alternate" type="application/atom+xml" title="${escape(site.name)}" href="/feed.xml">
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/site.css">
<script src="/assets/site.js" defer></script>
`;
const TAGS = `<meta name="SiteName" content="${escape(site.name)}">
<meta name="SiteDomain" content="${escape(site.domain)}">
<meta name="SiteIDCode" content="${escape(site.siteCode)}">
<meta name="ColumnName" content="${escape(column.name)}">
<meta name="ColumnDescription" content="${escape(column.description)}">
<meta name="ColumnKeywords" content="${escape(column.keywords)}">
<meta name="ColumnType" content="${escape(column.type)}">
`;
const HEADER = `<body data-text-size="大字" data-copy-link="复制本页网址" data-copied="已复制" data-filter="在问题中查找" data-filter-count="{total} 个问题中，找到 {shown} 个">
<a class="skip-link" href="#main">跳到正文</a>
<header class="header">
<div class="header__bar">
<div class="header__names">
<a class="header__name" href="/index.html" lang="zh-CN">${escape(site.name)}</a>
</div>
<nav class="header__nav" aria-label="主要栏目">
<ul>
<li><a href="/index.html">首页</a></li>
<li><a href="/contact.html">联系反馈</a></li>
</ul>
</nav>
</div>
</header>
<main class="main" id="main" tabindex="-1">
`;
const FOOTER = `</main>
<footer class="footer">
<div class="footer__inner">
<nav aria-label="网站信息">
<ul class="footer__links">
<li><a href="/index.html">首页</a></li>
<li><a href="/contact.html">联系反馈</a></li>
<li><a href="/sitemap.xml">网站地图</a></li>
</ul>
</nav>
<ul class="footer__facts">
<li>主办单位：${escape(office.name)}</li>
<li>电话：<a href="tel:${office.tel}">${escape(office.phone)}</a></li>
<li>网站标识码：${escape(site.siteCode)}</li>
<li><a href="https://beian.miit.gov.cn/">${escape(site.icp)}</a></li>
</ul>
</div>
</footer>
</body>
</html>
`;

export const absolute = (url) => site.url + url.slice(1);

export function shell(title, url, tags, main) {
  return `${HEAD}<title>${escape(title)} - ${escape(site.name)}</title>
${TAGS}${tags}<link rel="canonical" href="${absolute(url)}">
</head>
${HEADER}${main}${FOOTER}`;
}

export function articleTags(title, notice, url) {
  return `<meta name="ArticleTitle" content="${escape(title)}">
<meta name="PubDate" content="${escape(notice.published)}">
<meta name="ContentSource" content="${escape(notice.issuer)}">
<meta name="Url" content="${absolute(url)}">
`;
}
