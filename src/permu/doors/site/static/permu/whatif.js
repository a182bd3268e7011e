// The what-if page: an answer while a slider is dragged, the list of movers once it rests.
// One question is on its way at a time, always the latest; without this script the form is sent by its button.

const form = document.getElementById("trial");
const answer = document.getElementById("answer");
const movers = document.getElementById("movers");
const REST = 400; // ms without a movement before the list is asked for

const boxes = () => form.querySelectorAll(".knob input[type=number]");
const parts = (box) => {
  const knob = box.closest(".knob");
  return { knob, range: knob.querySelector("[type=range]"), reset: knob.querySelector(".reset"), change: knob.querySelector(".change") };
};

const UNASKED = ["csrfmiddlewaretoken", "add"];

function asked() {
  const said = [...new FormData(form)].filter(([name, value]) => value !== "" && !UNASKED.includes(name));
  return new URLSearchParams(said).toString();
}

// A knob's track runs from the method's own number to the one it has now.
function paint(box) {
  const { knob, range, reset, change } = parts(box);
  const typed = box.value !== "" || box.validity.badInput;
  const now = Number(box.value === "" ? box.placeholder : box.value);
  const own = box.dataset.own === "" ? now : Number(box.dataset.own);
  const [least, most] = [Number(range.min), Number(range.max)];
  const at = (number) => Math.min(100, Math.max(0, (100 * (number - least)) / (most - least)));
  if (document.activeElement !== range) range.value = now;
  knob.classList.toggle("typed", typed);
  knob.classList.toggle("moved", now !== own);
  reset.hidden = !typed;
  change.setAttribute("x", Math.min(at(now), at(own)));
  change.setAttribute("width", Math.abs(at(now) - at(own)));
}

let isAsking = false;
let isStale = false;
let resting = 0;

async function ask() {
  clearTimeout(resting);
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  form.setAttribute("aria-busy", "true");
  try {
    while (isStale) {
      isStale = false;
      const response = await fetch(`${form.dataset.answer}?${asked()}`, { headers: { Accept: "application/json" } });
      if (response.redirected || !response.ok) return location.reload(); // signed out, or no such run: the page says so
      show(await response.json());
    }
    resting = setTimeout(list, REST);
  } catch {
    answer.replaceChildren(document.getElementById("unreachable").content.cloneNode(true));
  } finally {
    isAsking = false;
    form.removeAttribute("aria-busy");
  }
}

function show(found) {
  const unfolded = [...answer.querySelectorAll("details")].map((one) => one.open);
  answer.innerHTML = found.html;
  answer.querySelectorAll("details").forEach((one, at) => (one.open = unfolded[at] ?? false));
  for (const tab of found.tabs ?? []) {
    const panel = document.getElementById(`panel-${tab.id}`);
    const mark = document.querySelector(`#tab-${tab.id} [data-moved]`);
    if (!panel) continue;
    mark.textContent = tab.moved;
    mark.hidden = !tab.moved;
    for (const sum of panel.querySelectorAll("[data-sum]")) sum.querySelector("b").textContent = tab.sums[sum.dataset.sum];
    for (const [name, now] of Object.entries(tab.numbers)) {
      const box = form.elements.namedItem(name);
      if (!box) continue;
      box.placeholder = now;
      paint(box);
    }
  }
  if (found.query === undefined) return;
  history.replaceState(null, "", `?${found.query}`);
  for (const link of document.querySelectorAll("a[data-address]")) link.search = found.query;
  for (const field of document.querySelectorAll("[data-state]")) field.value = found.query;
}

async function list() {
  const query = asked();
  const response = await fetch(`${form.dataset.movers}?${query}`);
  const text = await response.text();
  if (response.ok && !response.redirected && query === asked()) movers.innerHTML = text;
}

function listen(box) {
  const { range, reset } = parts(box);
  const moved = () => (paint(box), ask());
  range.addEventListener("input", () => ((box.value = range.value), moved()));
  box.addEventListener("input", () => box.validity.badInput || moved());
  reset.addEventListener("click", () => ((box.value = ""), moved(), range.focus()));
  paint(box);
}

// Groups stand one below the other; with this script they are tabs.
function makeTabs() {
  const bar = form.querySelector(".tabs");
  const tabs = [...bar.children];
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const open = (tab) => {
    for (const one of tabs) {
      one.setAttribute("aria-selected", one === tab);
      one.tabIndex = one === tab ? 0 : -1;
      panel(one).hidden = one !== tab;
    }
  };
  for (const tab of tabs) {
    panel(tab).setAttribute("role", "tabpanel");
    panel(tab).setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => open(tab));
  }
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
    open(next);
    next.focus();
  });
  bar.hidden = false;
  form.classList.add("tabbed");
  open(tabs.find((tab) => panel(tab).querySelector(".typed")) ?? tabs[0]);
}

async function copy(button) {
  const field = Object.assign(document.createElement("textarea"), { value: location.href });
  if (navigator.clipboard) await navigator.clipboard.writeText(location.href);
  else {
    document.body.append(field); // plain http has no clipboard of its own
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  button.textContent = button.dataset.done;
}

if (form) {
  for (const box of boxes()) listen(box);
  if (form.querySelector(".tabs").children.length > 1) makeTabs();
  form.elements.namedItem("alone").addEventListener("change", ask);
  form.querySelector(".try").hidden = true;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name || event.submitter?.closest(".add")) return; // the stack's buttons load the page anew
    event.preventDefault();
    ask();
  });
  const button = document.querySelector("button.copy");
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
