// Shows the summary of an answer as it is written. Without this script its link loads the page with the whole of it.
"use strict";

const link = document.querySelector("a[data-summary]");

function filled(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function line(sentence) {
  const item = document.createElement("li");
  const said = filled("p", sentence.text + " ");
  sentence.sources.forEach((source, number) => {
    const cited = filled("a", source.label);
    cited.href = source.href;
    said.append(number ? "; " : "", cited);
  });
  item.append(said);
  if (sentence.caution) {
    const caution = filled("p", sentence.caution);
    caution.className = "warning";
    item.append(caution);
  }
  return item;
}

function follow(event) {
  event.preventDefault();
  const part = (name) => document.getElementById("summary-" + name);
  const show = (name, text) => {
    part(name).textContent = text;
    part(name).hidden = !text;
  };
  const stream = new EventSource(link.dataset.summary);
  const end = (problem, note) => {
    stream.close();
    show("problem", problem);
    show("note", note);
    show("state", "");
  };
  link.parentElement.remove();
  document.getElementById("summary").hidden = false;
  part("title").focus();
  stream.addEventListener("sentence", (message) => {
    part("caution").hidden = false;
    part("lines").append(line(JSON.parse(message.data)));
  });
  stream.addEventListener("written", (message) => {
    const written = JSON.parse(message.data);
    end(written.problem || "", written.note);
  });
  stream.addEventListener("failed", (message) => end(JSON.parse(message.data), ""));
  stream.addEventListener("error", () => end(part("state").dataset.failed, ""));
}

if (link && window.EventSource) {
  link.addEventListener("click", follow);
}
