/** Dates somebody typed, in the usual spellings; periods in days of the index. Pure. */

import { words } from "./words.js";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];

const NUMBERS = /^(?<year>\d{4})(?:([-/.])(?<month>\d\d?)(?:\2(?<day>\d\d?))?)?$/;
const DAY_FIRST = /^(?:(?<day>\d\d?)(?:st|nd|rd|th)?\s+)?(?<name>\p{L}{3,9})\.?,?\s+(?<year>\d{4})$/u;
const MONTH_FIRST = /^(?<name>\p{L}{3,9})\.?\s+(?<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/u;

const EPOCH = Date.UTC(1700, 0, 1);
const dayOf = (year, month, day) => (new Date(0).setUTCFullYear(year, month - 1, day) - EPOCH) / 864e5;

/** Forms that cables had, by the executive order of their time: [value, name, first day]. A test holds them
 *  to executive_orders.csv. */
export const ERAS = [
  ["to-1973", "without tags", 0],
  ["1973-1978", "E.O. 11652", dayOf(1973, 3, 1)],
  ["1978-1982", "E.O. 12065", dayOf(1978, 12, 1)],
  ["1982-1995", "E.O. 12356", dayOf(1982, 8, 1)],
  ["1995-2010", "E.O. 12958", dayOf(1995, 10, 14)],
  ["from-2010", "E.O. 13526", dayOf(2010, 6, 27)],
];

/** Days [first, end) of an era. */
export function daysOfEra(value) {
  const at = ERAS.findIndex(([era]) => era === value);
  return at < 0 ? [0, 0] : [ERAS[at][2], ERAS[at + 1]?.[2] ?? Infinity];
}

/** '24 February 2009', 'Feb 24, 2009', '2009-02' -> {year, month, day}, 0 for what is not said; else null. */
export function dateIn(text) {
  const form = [NUMBERS, DAY_FIRST, MONTH_FIRST].find((one) => one.test(text.trim()));
  if (!form) return null;
  const found = text.trim().match(form).groups;
  const [year, day] = [Number(found.year), Number(found.day ?? 0)];
  const [name] = words(found.name ?? "");
  const named = MONTHS.findIndex((one) => name && one.toLowerCase().startsWith(name)) + 1;
  const month = name ? named : Number(found.month ?? 0);
  const isWrong = year < 1700 || month > 12 || ((name || found.month) && !month) || (found.day && !day);
  const isNone = day && new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day; // 31 February
  return isWrong || isNone ? null : { year, month, day };
}

/** Days [first, end) of a year, month or day. */
export function daysFrom({ year, month, day }) {
  const first = dayOf(year, month || 1, day || 1);
  return [first, day ? first + 1 : month ? dayOf(year, month + 1, 1) : dayOf(year + 1, 1, 1)];
}

/** A day of the index -> '2009-02-24' */
export const isoOf = (day) => new Date(EPOCH + day * 864e5).toISOString().slice(0, 10);

/** {2009, 2, 24} -> '24 February 2009', as the pages of the site have it. */
export const dateWords = ({ year, month, day }) => [day, MONTHS[month - 1], year].filter(Boolean).join(" ");

/** {2009, 2, 24} -> '/date/2009/02/24/' */
export const datePath = ({ year, month, day }) =>
  `/date/${[year, month, day].filter(Boolean).map((n) => String(n).padStart(2, "0")).join("/")}/`;
