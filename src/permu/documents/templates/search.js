// Filters the list of working sheets. Works from a disk: nothing is fetched.
const field = (id) => document.getElementById(id);
const count = document.currentScript.dataset.count;
const rows = [...document.querySelectorAll(".entries li")].map((row) => ({ row, text: row.querySelector("a").textContent.toLowerCase() }));

function filter() {
  const text = field("text").value.trim().toLowerCase();
  const [grade, town] = [field("grade").value, field("town").value];
  let shown = 0;
  for (const { row, text: own } of rows) {
    const fits = own.includes(text) && (!grade || row.dataset.grade === grade) && (!town || row.dataset.town === town);
    row.hidden = !fits;
    shown += fits;
  }
  for (const section of document.querySelectorAll("section")) section.hidden = !section.querySelector("li:not([hidden])");
  document.querySelector("output").textContent = count.replace("{count}", shown);
  field("none").hidden = shown > 0;
}

document.querySelector("form").addEventListener("input", filter);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
filter();
