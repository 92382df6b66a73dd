import { escape } from "../_includes/escape.js";
import { absolute } from "../_includes/shell.js";

export const data = { permalink: "/feed.xml" };

const time = (notice) => `${notice.published.replace(" ", "T")}:00+08:00`;

const entry = (notice) => `<entry>
<id>${absolute(notice.url)}</id>
<title>${escape(notice.title)}</title>
<author><name>${escape(notice.issuer)}</name></author>
<published>${time(notice)}</published>
<updated>${time(notice)}</updated>
<link rel="alternate" type="text/html" href="${absolute(notice.url)}"/>
<summary>${notice.declared.findings} 个问题</summary>
</entry>
`;

export function render({ site, notices }) {
  const newest = notices.toSorted((a, b) => (a.published < b.published ? 1 : -1)).slice(0, 50);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${site.url}</id>
<title>${escape(site.name)}</title>
<updated>${time(newest[0])}</updated>
<link rel="self" type="application/atom+xml" href="${site.url}feed.xml"/>
<link rel="alternate" type="text/html" href="${site.url}"/>
${newest.map(entry).join("")}</feed>
`;
}
