// The score of a map by the peak–end rule, as the library reckons it (peakend.journeys.score_map, where the rule stands).
const NEARLY = 0.25;
const ROUNDING = 1e-9; // sums of decimals that tie on paper tie here

/** @type {(point: import("./types.js").Touchpoint) => point is import("./types.js").Felt} */
const isKnown = (point) => point.emotion !== undefined && point.emotion !== null;

/** @param {import("./types.js").Felt} point */
function felt({ emotion, evidence }) {
  const { ci_low: low, ci_high: high } = evidence ?? {};
  const has = [low, high].every((one) => one !== undefined && one !== null);
  return { emotion, low: has ? low : emotion, high: has ? high : emotion };
}

/**
 * @param {ReturnType<typeof felt>} best
 * @param {ReturnType<typeof felt>} worst
 */
function isTied(best, worst) {
  const near = Math.abs(best.emotion + worst.emotion) <= NEARLY + ROUNDING;
  const overlap = best.low <= -worst.low && -worst.high <= best.high;
  return best.emotion > worst.emotion && (near || overlap);
}

/**
 * @param {any} map A map as plain data, format journey/1.
 * @returns {any} Both readings of the score with what they rest on; undefined where no emotion is known.
 */
export function score(map) {
  /** @type {import("./types.js").Touchpoint[]} */
  const points = map.touchpoints ?? [];
  const known = points.filter(isKnown);
  if (!known.length) return undefined;
  /** @param {(one: number, found: number) => boolean} better */
  const pick = (better) => known.reduce((found, one) => (better(one.emotion, found.emotion) ? one : found));
  const best = pick((one, found) => one > found);
  const worst = pick((one, found) => one < found);
  const end = known[known.length - 1];
  const tied = isTied(felt(best), felt(worst));
  const lower = tied || best.emotion + worst.emotion < 0 ? worst : best;
  const higher = tied ? best : lower;
  return {
    n: known.length,
    n_missing: points.length - known.length,
    score: (lower.emotion + end.emotion) / 2,
    score_high: (higher.emotion + end.emotion) / 2,
    peak: lower.emotion,
    peak_at: lower.id,
    peak_high_at: higher.id,
    peak_tied: tied,
    end: end.emotion,
    end_at: end.id,
  };
}
