// The overview's charts: the same figures as the tables beside them, longest bar first.
"use strict";

const places = JSON.parse(document.getElementById("chart-data").textContent);
const font = getComputedStyle(document.body).fontFamily;

for (const frame of document.querySelectorAll("[data-chart]")) {
  const lines = places[frame.dataset.chart].slice(0, 16);
  if (!lines.length) continue;
  const table = frame.parentElement.querySelector("table");
  const isBeside = table.offsetTop < frame.offsetTop + 20;
  frame.style.height = `${isBeside ? table.offsetHeight : lines.length * 30}px`;
  const chart = echarts.init(frame, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: font },
    grid: { left: 4, right: 52, top: isBeside ? table.tHead.offsetHeight : 0, bottom: 0, containLabel: true },
    xAxis: { type: "value", axisLabel: { show: false }, splitLine: { lineStyle: { color: "#e6ebe8" } } },
    yAxis: { type: "category", inverse: true, data: lines.map((line) => line.name), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: "#1d2b27", width: 130, overflow: "truncate" } },
    series: [{ type: "bar", barWidth: 15, data: lines.map((line) => Number(line.value)), itemStyle: { color: "#1f7a5c", borderRadius: 3 }, label: { show: true, position: "right", color: "#1d2b27", formatter: (bar) => lines[bar.dataIndex].value } }],
  });
  new ResizeObserver(() => chart.resize()).observe(frame);
  frame.dataset.drawn = "1";
}
