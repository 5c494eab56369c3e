(function () {
  "use strict";
  // Made anew with the site: what it must know stands in it, so that it asks nobody.
  var told = {{ widget|tojson }};
  try {
    var script = document.currentScript, wanted = script.getAttribute("data-service");
    var calm = wanted
      ? !wanted.split(/[\s,]+/).some(function (id) { return told.affected.indexOf(id) >= 0; })
      : told.calm;
    if (calm && !script.hasAttribute("data-always")) return;
    var frame = document.createElement("iframe");
    frame.title = told.title;
    frame.loading = "lazy";
    frame.sandbox = told.sandbox;
    frame.src = new URL("embed/", script.src).href;
    // Inline and important: no style sheet of the page around it comes before this.
    var style = function (height) {
      frame.style.cssText = ["all:initial", "display:block", "width:100%", "max-width:100%", "border:0", "border-radius:8px", "color-scheme:light dark", "height:" + height + "px", ""].join("!important;");
    };
    style(96);
    addEventListener("message", function (event) {
      var height = event.source === frame.contentWindow && event.data && event.data.statusHeight;
      if (height > 0) style(Math.min(+height, 1200));
    });
    var put = function () {
      if (document.head.contains(script)) document.body.prepend(frame);
      else script.after(frame);
    };
    if (document.body) put();
    else addEventListener("DOMContentLoaded", put);
  } catch (error) {
    // The page around us is worth more than we are.
  }
})();
