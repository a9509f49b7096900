// Two people's changes to one document, put together: plain data in, plain data out.

/**
 * Tell whether two plain values say the same, in whatever order their fields stand.
 *
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one).filter((name) => one[name] !== undefined);
  const others = Object.keys(other).filter((name) => other[name] !== undefined);
  return names.length === others.length && names.every((name) => same(one[name], other[name]));
}

/**
 * Put what I changed since `base` into what the others made of it. Where both changed the same field, theirs stays.
 *
 * @param {any} base
 * @param {any} mine
 * @param {any} theirs
 * @returns {{ merged: any, isWhole: boolean }} The document, and whether all that I changed is in it.
 */
export function merge(base, mine, theirs) {
  if (same(mine, base) || same(mine, theirs)) return { merged: theirs, isWhole: true };
  if (same(theirs, base)) return { merged: mine, isWhole: true };
  if (isRecord(mine) && isRecord(theirs)) return mergeFields(isRecord(base) ? base : {}, mine, theirs);
  if (hasIds(mine) && hasIds(theirs)) return mergeRows(hasIds(base) ? base : [], mine, theirs);
  return { merged: theirs, isWhole: false };
}

/**
 * @param {import("./types.js").Fields} base
 * @param {import("./types.js").Fields} mine
 * @param {import("./types.js").Fields} theirs
 */
function mergeFields(base, mine, theirs) {
  /** @type {import("./types.js").Fields} */
  const merged = {};
  let isWhole = true;
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const found = merge(base[name], mine[name], theirs[name]);
    if (found.merged !== undefined) merged[name] = found.merged;
    isWhole = isWhole && found.isWhole;
  }
  return { merged, isWhole };
}

/**
 * @param {import("./types.js").Row[]} base
 * @param {import("./types.js").Row[]} mine
 * @param {import("./types.js").Row[]} theirs
 */
function mergeRows(base, mine, theirs) {
  const { merged, isWhole } = mergeFields(byId(base), byId(mine), byId(theirs));
  /** @param {import("./types.js").Row[]} rows */
  const kept = (rows) => rows.map((row) => row.id).filter((id) => id in merged);
  const common = new Set(base.map((row) => row.id).filter((id) => [mine, theirs].every((rows) => byId(rows)[id])));
  /** @param {import("./types.js").Row[]} rows */
  const order = (rows) => kept(rows).filter((id) => common.has(id));
  // The order is theirs, unless I alone changed it; a row of the other side stands behind what it stood behind there.
  const [first, second] = same(order(theirs), order(base)) ? [mine, theirs] : [theirs, mine];
  const ids = kept(first);
  kept(second).forEach((id, i, all) => {
    if (!ids.includes(id)) ids.splice(i ? ids.indexOf(all[i - 1]) + 1 : 0, 0, id);
  });
  return { merged: ids.map((id) => merged[id]), isWhole };
}

/**
 * @param {import("./types.js").Row[]} rows
 * @returns {Record<string, import("./types.js").Row>}
 */
function byId(rows) {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

/** @param {unknown} value */
function isRecord(value) {
  return Boolean(value) && typeof value === "object" && !Array.isArray(value);
}

/** @param {unknown} value */
function hasIds(value) {
  return Array.isArray(value) && value.every((row) => isRecord(row) && typeof row.id === "string");
}
