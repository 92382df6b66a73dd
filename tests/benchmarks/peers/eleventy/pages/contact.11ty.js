import { feedback } from "../_includes/parts.js";
import { shell } from "../_includes/shell.js";

export const data = { permalink: "/contact.html" };

export function render() {
  return shell(
    "联系反馈",
    "/contact.html",
    "",
    `<h1>联系反馈</h1>
<p class="section__lead">对整改情况有意见建议，请通过下列渠道反映。</p>
${feedback()}`,
  );
}
