// Keys for reviewing: c confirms, r rejects, s passes over, w goes to the reason, Escape leaves it.
// Everything works without this file; the keys can be turned off (WCAG 2.1.4) and the choice is remembered.
"use strict";
{
  const NAME = "review-keys";
  const form = document.querySelector("form[data-keys]");
  const choice = document.getElementById("keys");
  const on = () => choice.checked;
  // One answer for each question: keys and clicks that come while the next is fetched are not for this one.
  let sent = false;

  const press = (event) => {
    if (event.key === "Escape" && event.target.matches("input[type=text]")) {
      event.target.blur();
      return;
    }
    const writing = event.target.matches("input[type=text], textarea, select");
    if (sent || !on() || writing || event.ctrlKey || event.altKey || event.metaKey) return;
    const wanted = form.querySelector(`[aria-keyshortcuts="${event.key.toLowerCase()}"]`);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input")) wanted.focus();
    else wanted.click();
  };

  if (form && choice) {
    choice.closest("[hidden]").hidden = false;
    choice.checked = localStorage.getItem(NAME) !== "off";
    choice.addEventListener("change", () => localStorage.setItem(NAME, on() ? "on" : "off"));
    document.addEventListener("keydown", press);
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    window.addEventListener("pageshow", () => { sent = false; });
  }
}
