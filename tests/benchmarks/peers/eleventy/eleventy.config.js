// The same site as Gongkai builds from the same records, as an Eleventy user would set it up who wants it fast:
// templates are JavaScript, all records come from one global data file, each kind of page is one paginated template.
export default function (config) {
  config.setInputDirectory("pages");
  config.setDataDirectory("../_data");
  config.setIncludesDirectory("../_includes");
  config.setOutputDirectory("_site");
  config.setTemplateFormats(["11ty.js"]);
}
