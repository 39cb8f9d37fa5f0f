"use strict";
{
  const { file, pieces, indent, hidden, words } = JSON.parse(document.getElementById("form").textContent);
  const fields = [...document.querySelectorAll(".field")];
  const output = document.querySelector("output");
  const picker = document.querySelector("input[type=file]");
  const hiding = new RegExp(`[${hidden}]|\\\\(?=u\\{)`, "gu");
  let saved = "";

  const fit = (area) => {
    const typed = area.nextElementSibling;
    typed.textContent = area.value + (area.value.endsWith("\n") ? " " : "");
  };
  const read = (field) =>
    (field.querySelector("textarea") ?? field.querySelector(":checked"))?.value ?? "";
  const fill = (field, text) => {
    const area = field.querySelector("textarea");
    if (area) {
      area.value = text;
      fit(area);
    } else {
      for (const one of field.querySelectorAll("input")) one.checked = one.value === text;
    }
  };

  // What is saved is the Markdown form as a program fills it in: see storage/exports/form.py.
  const noted = (text) =>
    text.replace(hiding, (one) => `\\u{${one.codePointAt(0).toString(16)}}`);
  const unnoted = (text) =>
    text.replace(/\\u\{(10[0-9a-f]{4}|[0-9a-f]{1,5})\}/g, (_all, code) =>
      String.fromCodePoint(parseInt(code, 16)),
    );
  const block = (text) => {
    if (!text.trim()) return "";
    const lines = noted(text.toWellFormed?.() ?? text).split("\n");
    return `\n\n${lines.map((line) => indent + line).join("\n")}`;
  };
  const written = (texts) => pieces.map((piece, at) => piece + block(texts[at] ?? "")).join("");
  const textsIn = (markdown) => {
    let at = pieces[0].length;
    const texts = pieces.slice(1).map((piece, number) => {
      const last = number === fields.length - 1;
      const end = last ? markdown.length - piece.length : markdown.indexOf(piece, at);
      const lines = markdown.slice(at, Math.max(at, end)).split("\n").slice(2);
      at = end + piece.length;
      return unnoted(lines.map((line) => line.slice(indent.length)).join("\n"));
    });
    return written(texts) === markdown ? texts : null;
  };

  const answers = () => fields.map(read);
  const changed = () => JSON.stringify(answers()) !== saved;
  const say = (...said) => {
    const text = said.join(" · ");
    if (output.textContent !== text) output.textContent = text;
  };
  const inWords = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const count = () => {
    const n = answers().filter((text) => text.trim()).length;
    return inWords(words.answered, { n, all: fields.length });
  };
  const clock = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${two(now.getHours())}:${two(now.getMinutes())}`;
  };

  const save = () => {
    const link = document.createElement("a");
    const blob = new Blob([written(answers())], { type: "text/markdown;charset=utf-8" });
    link.href = URL.createObjectURL(blob);
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    saved = JSON.stringify(answers());
    say(count(), inWords(words.saved, { file, time: clock() }));
  };
  const open = async () => {
    const [chosen] = picker.files;
    if (!chosen) return;
    const text = (await chosen.text()).replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    picker.value = "";
    const found = textsIn(text);
    if (!found) return say(inWords(words.strange, { file: chosen.name }));
    if (changed() && !confirm(words.replace)) return;
    fields.forEach((field, at) => fill(field, found[at]));
    saved = JSON.stringify(answers());
    say(count(), inWords(words.opened, { file: chosen.name }));
  };

  // A choice is taken back by choosing it again, or with Delete.
  let chosen = null;
  const takeBack = (choice) => {
    choice.checked = false;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("pointerdown", ({ target }) => {
    chosen = target.closest(".choices label")?.querySelector(":checked");
  });
  document.addEventListener("click", ({ target }) => {
    if (target === chosen) takeBack(target);
  });
  document.addEventListener("keydown", ({ target, key }) => {
    if (target.type === "radio" && /^(Delete|Backspace)$/.test(key)) takeBack(target);
  });

  document.addEventListener("input", ({ target }) => {
    if (target.type === "file") return;
    if (target.type === "textarea") fit(target);
    say(count(), changed() ? words.unsaved : "");
  });
  addEventListener("beforeunload", (event) => {
    if (changed()) event.preventDefault();
  });
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("open").addEventListener("click", () => picker.click());
  document.getElementById("print").addEventListener("click", () => print());
  picker.addEventListener("change", open);

  for (const area of document.querySelectorAll("textarea")) fit(area);
  saved = JSON.stringify(answers());
  say(count());
  document.documentElement.classList.add("js");
}
