// Parts that several pages share.
import { escape } from "./escape.js";
import site from "../_data/site.js";

const { office } = site;

export const link = (finding) => `<a href="${finding.url}">${escape(finding.heading)}</a>`;

export function status(word) {
  return word
    ? `<span class="status status--done"><svg class="status__sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><circle cx="10" cy="10" r="9"/><path class="status__mark" d="M5.5 10.4l3 3 6-6.4"/></svg><span class="status__word">${escape(word)}</span></span>`
    : '<span class="status status--not_stated"><svg class="status__sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><circle class="status__ring status__ring--open" cx="10" cy="10" r="8"/></svg><span class="status__word">未载明</span></span>';
}

/** One office; the mail link's subject and body are filled in where they are given. */
export function feedback(subject = "", body = "") {
  const query = subject
    ? `?subject=${encodeURIComponent(subject)}&amp;body=${encodeURIComponent(body)}`
    : "";
  return `<ul class="feedback">
<li class="feedback__channel">
<h3 class="feedback__body">${escape(office.name)}</h3>
<ul class="feedback__ways">
<li><span class="feedback__label">电话</span><a class="feedback__phone" href="tel:${office.tel}">${escape(office.phone)}</a></li>
<li><span class="feedback__label">电子邮箱</span><a href="mailto:${office.email}${query}">${escape(office.email)}</a></li>
<li><span class="feedback__label">地址</span>${escape(office.address)}</li>
</ul>
</li>
</ul>
`;
}
