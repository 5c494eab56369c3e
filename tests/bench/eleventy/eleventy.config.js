// Incident pages, a home page and one feed, by Eleventy with simple templates: less than statusgen makes.
module.exports = (config) => {
  config.addCollection("incidents", (all) => all.getFilteredByTag("incident").reverse());
  config.addFilter("iso", (date) => date.toISOString());
  return { dir: { input: "content", includes: "../_includes", output: "public" } };
};
