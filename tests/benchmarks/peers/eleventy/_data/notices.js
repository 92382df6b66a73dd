// Every notice of content/ with its findings, in the order of their folders and files.
import { readdirSync, readFileSync } from "node:fs";
import markdown from "markdown-it";

const prose = markdown();
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

function readNotice(slug) {
  const folder = `content/${slug}`;
  const files = readdirSync(folder).filter((name) => name !== "notice.json").sort();
  const notice = { slug, ...read(`${folder}/notice.json`) };
  notice.url = `/${slug}/index.html`;
  notice.overview = prose.render(notice.overview);
  notice.next_steps = prose.render(notice.next_steps);
  notice.findings = files.map((name, index) => {
    const finding = read(`${folder}/${name}`);
    finding.index = index;
    finding.url = `/${slug}/${name.slice(0, -5)}.html`;
    finding.heading = finding.number + finding.title;
    finding.notice = notice;
    return finding;
  });
  return notice;
}

export default () => readdirSync("content").sort().map(readNotice);
