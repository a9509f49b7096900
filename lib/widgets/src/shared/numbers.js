// Numbers as people type them, read as the library reads them (peakend.base.numbers, where the rule stands).
const IN_THOUSANDS = /^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?$/;
const DECIMAL = /^[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]{1,3})?$/;

/**
 * @param {string} text What was typed.
 * @returns {number | undefined | null} Undefined for nothing, null for what is no number.
 */
export function readNumber(text) {
  const typed = text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll("。", ".")
    .replace(/[−–﹣]/g, "-")
    .trim();
  if (!typed) return undefined;
  const plain = typed.replace(/%$/, "").trim().toLowerCase();
  const isInThousands = IN_THOUSANDS.test(plain);
  if (!isInThousands && !DECIMAL.test(plain)) return null;
  const number = Number(isInThousands ? plain.replaceAll(",", "") : plain.replace(",", "."));
  return Number.isFinite(number) ? number + 0 : null; // no −0
}
