// Before the first paint: the theme that was chosen here, else the system's.
(function () {
  var system = matchMedia('(prefers-color-scheme: dark)');
  function apply() {
    var chosen = null;
    try {
      chosen = localStorage.getItem('dateline.theme');
    } catch (error) {
      // Storage is switched off: the system's theme holds.
    }
    if (chosen !== 'light' && chosen !== 'dark') chosen = system.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = chosen;
  }
  apply();
  system.addEventListener('change', apply);
})();
