// Text for HTML.
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const NEEDED = /[&<>"']/;

export const escape = (text) =>
  NEEDED.test(text) ? text.replace(/[&<>"']/g, (sign) => SIGNS[sign]) : text;
