/** The chart of years or months: what was found when, to choose from with the pointer or with keys. */

import { dateIn, dateWords, daysFrom, isoOf } from "./dates.js";
import { last } from "./store.js";
import { cables, element } from "./view.js";

const TWO_YEARS = 731; // days that are shown by month

/** [[period, documents found in it], …]: years, or months where it is about two years. `found` are numbers, sorted. Pure. */
export function bars(store, found, { from, to }) {
  const first = from ? daysFrom(dateIn(from))[0] : 0;
  const end = to ? daysFrom(dateIn(to))[1] : Infinity;
  const days = store.days.filter((day) => day >= first && day < end);
  const digits = days.at(-1) - days[0] < TWO_YEARS ? 7 : 4;
  const periods = new Set(days.map((day) => isoOf(day).slice(0, digits)));
  const below = (document) => last(found.length, (i) => found[i] < document) + 1;
  return Array.from(periods, (period) => {
    const [low, high] = store.rangeOf(dateIn(period));
    return [period, below(high) - below(low)];
  });
}

/** Draw bars; `choose(from, to)` is called with the first and the last period of those chosen. */
export function draw(place, shown, choose) {
  const most = Math.max(1, ...shown.map(([, count]) => count));
  const made = shown.map(([period, count], i) => {
    const told = `${dateWords(dateIn(period))}: ${cables(count)}`;
    const bar = element("span", { class: "bar" });
    bar.style.height = `${count ? Math.max(3, (100 * count) / most) : 0}%`;
    return element("button", { type: "button", tabindex: i ? -1 : 0, "aria-label": told, title: told }, bar);
  });
  let [anchor, at, isDragging] = [0, 0, false];
  const select = (next, isMore) => {
    [anchor, at] = [isMore ? anchor : next, next];
    made.forEach((button, i) => {
      button.setAttribute("aria-pressed", i >= Math.min(anchor, at) && i <= Math.max(anchor, at));
      button.tabIndex = i === at ? 0 : -1;
    });
  };
  const take = () => choose(shown[Math.min(anchor, at)][0], shown[Math.max(anchor, at)][0]);
  const under = ({ clientX, clientY }) => made.findIndex((b) => b.contains(document.elementFromPoint(clientX, clientY)));
  place.onpointerdown = (event) => {
    const pressed = under(event);
    if (pressed < 0 || event.button) return;
    isDragging = true;
    made[pressed].setPointerCapture(event.pointerId); // so that a release outside ends it too; a bar, to keep the focus
    select(pressed, event.shiftKey);
  };
  place.onpointermove = (event) => isDragging && under(event) >= 0 && select(under(event), true);
  place.onpointercancel = () => (isDragging = false);
  place.onpointerup = () => {
    if (isDragging) take();
    isDragging = false;
  };
  place.onclick = (event) => event.detail === 0 && take(); // by a key or an assistant
  place.onkeydown = (event) => {
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: made.length - 1 }[event.key];
    if (next === undefined || !made[next]) return;
    event.preventDefault();
    select(next, event.shiftKey);
    made[next].focus();
  };
  place.replaceChildren(...made);
}
