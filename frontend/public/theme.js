/* Runs before the first paint, so that a chosen theme or language never flashes. */
try {
  document.documentElement.dataset.theme = localStorage.getItem("viveiro.theme") || "auto";
  var lang = new URLSearchParams(location.search).get("lang") || localStorage.getItem("viveiro.lang");
  if (lang === "en" || lang === "pt") document.documentElement.lang = lang;
} catch (blocked) {
  document.documentElement.dataset.theme = "auto";
}
