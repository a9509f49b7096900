// Two people's changes to one document, put together: plain data in, plain data out.

/** Tell whether two plain values say the same, in whatever order their fields stand. */
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
 * @returns {{ merged: any, isWhole: boolean }} The document, and whether all that I changed is in it.
 */
export function merge(base, mine, theirs) {
  if (same(mine, base) || same(mine, theirs)) return { merged: theirs, isWhole: true };
  if (same(theirs, base)) return { merged: mine, isWhole: true };
  if (isRecord(mine) && isRecord(theirs)) return mergeFields(isRecord(base) ? base : {}, mine, theirs);
  if (hasIds(mine) && hasIds(theirs)) return mergeRows(hasIds(base) ? base : [], mine, theirs);
  return { merged: theirs, isWhole: false };
}

function mergeFields(base, mine, theirs) {
  const merged = {};
  let isWhole = true;
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const found = merge(base[name], mine[name], theirs[name]);
    if (found.merged !== undefined) merged[name] = found.merged;
    isWhole = isWhole && found.isWhole;
  }
  return { merged, isWhole };
}

function mergeRows(base, mine, theirs) {
  const { merged, isWhole } = mergeFields(byId(base), byId(mine), byId(theirs));
  const kept = (rows) => rows.map((row) => row.id).filter((id) => id in merged);
  const common = new Set(base.map((row) => row.id).filter((id) => [mine, theirs].every((rows) => byId(rows)[id])));
  const order = (rows) => kept(rows).filter((id) => common.has(id));
  // The order is theirs, unless I alone changed it; a row of the other side stands behind what it stood behind there.
  const [first, second] = same(order(theirs), order(base)) ? [mine, theirs] : [theirs, mine];
  const ids = kept(first);
  kept(second).forEach((id, i, all) => {
    if (!ids.includes(id)) ids.splice(i ? ids.indexOf(all[i - 1]) + 1 : 0, 0, id);
  });
  return { merged: ids.map((id) => merged[id]), isWhole };
}

function byId(rows) {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

function isRecord(value) {
  return Boolean(value) && typeof value === "object" && !Array.isArray(value);
}

function hasIds(value) {
  return Array.isArray(value) && value.every((row) => isRecord(row) && typeof row.id === "string");
}
