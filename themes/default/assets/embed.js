// A page around us that wants to know is told how high we are: at once, because what is far below in it is
// not drawn and so sees no change, and again with each change.
if (parent !== window && window.ResizeObserver) {
  var tell = function () {
    parent.postMessage({ statusHeight: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
  };
  tell();
  new ResizeObserver(tell).observe(document.body);
}
