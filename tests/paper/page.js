({
  fill: (answers) => {
    const fields = [...document.querySelectorAll(".field")];
    fields.forEach((field, at) => {
      const area = field.querySelector("textarea");
      if (area) {
        area.value = answers[at];
        area.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (answers[at]) {
        [...field.querySelectorAll("input")].find((one) => one.value === answers[at]).click();
      }
    });
  },
  answers: () =>
    [...document.querySelectorAll(".field")].map(
      (field) => (field.querySelector("textarea") ?? field.querySelector(":checked"))?.value ?? "",
    ),
  choices: () =>
    [...document.querySelectorAll(".field")].map((field) =>
      [...field.querySelectorAll("input")].map((one) => one.value),
    ),
  kept: async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie.length,
    (await indexedDB.databases()).length,
  ],
  // The lowest contrast of a visible text with what lies under it, and that text.
  contrast: () => {
    const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = ([red, green, blue]) => {
      const part = (value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
    };
    const under = (element) => {
      for (let one = element; one; one = one.parentElement) {
        const colour = numbers(getComputedStyle(one).backgroundColor);
        if ((colour[3] ?? 1) > 0) return colour;
      }
      return [255, 255, 255];
    };
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let lowest = [Infinity, ""];
    while (walk.nextNode()) {
      const element = walk.currentNode.parentElement;
      const style = getComputedStyle(element);
      if (!walk.currentNode.data.trim() || !element.checkVisibility() || style.visibility === "hidden")
        continue;
      const [low, high] = [light(numbers(style.color)), light(under(element))].sort();
      const ratio = (Math.max(low, high) + 0.05) / (Math.min(low, high) + 0.05);
      if (ratio < lowest[0]) lowest = [ratio, walk.currentNode.data.trim().slice(0, 40)];
    }
    return lowest;
  },
  unlabelled: () =>
    [...document.querySelectorAll("textarea, input, button")]
      .filter((one) => !one.labels?.length && !one.ariaLabel && !one.textContent.trim())
      .map((one) => one.outerHTML),
  focused: () => document.activeElement.name || document.activeElement.id,
  wide: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
})
