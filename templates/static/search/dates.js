/** Dates somebody typed, in the usual spellings. Pure. */

import { words } from "./words.js";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];

const NUMBERS = /^(?<year>\d{4})(?:([-/.])(?<month>\d\d?)(?:\2(?<day>\d\d?))?)?$/;
const DAY_FIRST = /^(?:(?<day>\d\d?)(?:st|nd|rd|th)?\s+)?(?<name>\p{L}{3,9})\.?,?\s+(?<year>\d{4})$/u;
const MONTH_FIRST = /^(?<name>\p{L}{3,9})\.?\s+(?<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/u;

/** 'Feb' -> 2; 0 if it is no month. */
function monthOf(name) {
  const [wanted] = words(name);
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(wanted)) + 1;
}

/** '24 February 2009', 'Feb 24, 2009', '2009-02-24' -> {year, month, day}; month and day are 0 where they are not
 *  said. Null if it is no date. */
export function dateIn(text) {
  const typed = text.trim();
  const found = [NUMBERS, DAY_FIRST, MONTH_FIRST].map((form) => typed.match(form)?.groups).find(Boolean);
  if (!found) return null;
  const [year, day] = [Number(found.year), Number(found.day ?? 0)];
  const month = found.name ? monthOf(found.name) : Number(found.month ?? 0);
  return isDate(year, month, day, found) ? { year, month, day } : null;
}

function isDate(year, month, day, { name, month: digits, day: said }) {
  if (year < 1700 || month > 12 || ((name || digits) && !month) || (said && !day)) return false;
  return !day || new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

const two = (number) => String(number).padStart(2, "0");

/** {2009, 2, 24} -> '24 February 2009', as the pages of the site have it. */
export const dateWords = ({ year, month, day }) => [day, MONTHS[month - 1], year].filter(Boolean).join(" ");

/** {2009, 2, 24} -> '2009-02-24' */
export const dateDigits = ({ year, month, day }) => [year, ...[month, day].filter(Boolean).map(two)].join("-");

/** {2009, 2, 24} -> '/date/2009/02/24/' */
export const datePath = (date) => `/date/${dateDigits(date).replaceAll("-", "/")}/`;
