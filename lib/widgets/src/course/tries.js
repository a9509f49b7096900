// The things to try, by the names that pages and labs call them by.
import { curve } from "./curve.js";
import { interval } from "./interval.js";
import { kanoPair } from "./kano_pair.js";
import { visibility } from "./visibility.js";

/** @type {Record<string, (root: HTMLElement, words: Record<string, string>) => void>} */
const TRIES = { curve, interval, "kano-pair": kanoPair, visibility };

/** Draw the thing that an element names, with its words; what nobody knows is left as it stands.
 * @param {HTMLElement} root */
export function tryOut(root) {
  TRIES[root.dataset.try ?? ""]?.(root, JSON.parse(root.dataset.words ?? "{}"));
}
