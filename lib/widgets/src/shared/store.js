// What a kernel never got must not be lost with the page: the browser keeps it until it is in the file.

/**
 * @param {string} file The key of the file that the form belongs to.
 * @param {Storage | undefined} [storage]
 */
export function createStore(file, storage = globalThis.localStorage) {
  const prefix = `peakend:${file}:`;
  const attempt = (act, otherwise) => {
    try {
      return act();
    } catch {
      return otherwise; // private windows may refuse, and what lies there may be anything
    }
  };
  return {
    /** Keep what one view has not saved; false if this browser keeps nothing. */
    keep: (view, unsaved) => attempt(() => (storage?.setItem(prefix + view, JSON.stringify(unsaved)), true), false),
    forget: (view) => attempt(() => storage?.removeItem(prefix + view), undefined),
    /** Return what views of this file have not saved, each with its view's name. */
    all: () =>
      attempt(() => {
        const names = Array.from({ length: storage?.length ?? 0 }, (_one, i) => storage?.key(i) ?? "");
        return names
          .filter((name) => name.startsWith(prefix))
          .map((name) => ({ view: name.slice(prefix.length), ...JSON.parse(storage?.getItem(name) ?? "{}") }))
          .filter(({ content }) => content);
      }, []),
  };
}
