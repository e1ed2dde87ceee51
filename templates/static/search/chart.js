/** The chart of years or months: what was found when, to choose from with the pointer or with keys. */

import { dateIn, dateWords, daysFrom, isoOf } from "./dates.js";
import { last } from "./store.js";
import { cables, element } from "./view.js";

const TWO_YEARS = 731; // days that are shown by month
const LEAST = 3; // percent of the height, for the smallest number

/** [[period, documents found in it], …]: years, or months of about two years. Pure. */
export function bars(store, found, { from, to }) {
  const first = from ? daysFrom(dateIn(from))[0] : 0;
  const end = to ? daysFrom(dateIn(to))[1] : Infinity;
  const days = store.days.filter((day) => day >= first && day < end);
  const digits = days.at(-1) - days[0] < TWO_YEARS ? 7 : 4;
  const below = (document) => last(found.length, (i) => found[i] < document) + 1;
  return Array.from(new Set(days.map((day) => isoOf(day).slice(0, digits))), (period) => {
    const [low, high] = store.rangeOf(dateIn(period));
    return [period, below(high) - below(low)];
  });
}

function barOf([period, count], most) {
  const told = `${dateWords(dateIn(period))}: ${cables(count)}`;
  const bar = element("span", { class: "bar" });
  bar.style.height = `${count && Math.max(LEAST, (100 * count) / most)}%`;
  const button = element("button", { type: "button", tabindex: -1, "aria-label": told, title: told }, bar);
  return Object.assign(button, { value: period, disabled: !count });
}

/** Draw bars; `choose(from, to)` is called with periods. The focus goes from a bar to that of its time. */
export function draw(place, shown, choose) {
  const focused = place.contains(document.activeElement) && document.activeElement.value;
  const most = Math.max(...shown.map(([, count]) => count));
  place.replaceChildren(...shown.map((one) => barOf(one, most)));
  const stops = [...place.children].filter(({ disabled }) => !disabled);
  const isThen = ({ value }) => value.startsWith(focused) || focused.startsWith(value);
  let at = (focused && stops.find(isThen)) || stops[0];
  let anchor = at;
  if (at) at.tabIndex = 0;
  if (focused) at?.focus();
  const range = () => [anchor.value, at.value].sort();
  const select = (next, isMore) => {
    at.tabIndex = -1;
    [anchor, at] = [isMore ? anchor : next, next];
    at.tabIndex = 0;
    const [low, high] = range();
    for (const bar of stops) bar.setAttribute("aria-pressed", bar.value >= low && bar.value <= high);
  };
  const barAt = (element) => stops.find((bar) => bar.contains(element));
  const under = ({ clientX, clientY }) => barAt(document.elementFromPoint(clientX, clientY));
  const isDragged = ({ target, pointerId }) => barAt(target)?.hasPointerCapture(pointerId);
  place.onpointerdown = (event) => {
    const bar = barAt(event.target);
    if (!bar || event.button) return;
    bar.setPointerCapture(event.pointerId); // so that it may be released outside
    select(bar, event.shiftKey);
  };
  place.onpointermove = (event) => isDragged(event) && under(event) && select(under(event), true);
  place.onpointerup = (event) => isDragged(event) && choose(...range());
  place.onclick = ({ detail, target }) => {
    if (detail || !barAt(target)) return; // only by a key or an assistant
    if (target.ariaPressed !== "true") select(barAt(target));
    choose(...range());
  };
  place.onkeydown = (event) => {
    const i = stops.indexOf(at);
    const [before, after] = [stops[i - 1], stops[i + 1]];
    const next = { ArrowLeft: before, ArrowRight: after, Home: stops[0], End: stops.at(-1) }[event.key];
    if (!next) return;
    event.preventDefault();
    select(next, event.shiftKey);
    next.focus();
  };
}
