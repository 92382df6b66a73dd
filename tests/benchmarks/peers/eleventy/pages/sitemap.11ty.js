import { absolute } from "../_includes/shell.js";

export const data = { permalink: "/sitemap.xml" };

const place = (url, day) => `<url><loc>${absolute(url)}</loc><lastmod>${day}</lastmod></url>\n`;

export function render({ site, notices }) {
  const places = notices.flatMap((notice) => {
    const day = notice.published.slice(0, 10);
    return [place(notice.url, day), ...notice.findings.map((finding) => place(finding.url, day))];
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>${site.url}</loc></url>
<url><loc>${site.url}contact.html</loc></url>
${places.join("")}</urlset>
`;
}
