// What a kernel never got must not be lost with the page: the browser keeps it until it is in the file.

/**
 * @param {string} file The key of the file that the form belongs to.
 * @param {() => Storage} [open] Where it is kept; a browser that keeps nothing may refuse even to name the place.
 */
export function createStore(file, open = () => globalThis.localStorage) {
  const prefix = `peakend:${file}:`;
  /**
   * @template Found
   * @param {(storage: Storage) => Found} act
   * @param {Found} otherwise
   */
  const attempt = (act, otherwise) => {
    try {
      return act(open());
    } catch {
      return otherwise;
    }
  };
  return {
    /**
     * Keep what one view has not saved; false if this browser keeps nothing.
     *
     * @param {string} view
     * @param {Omit<import("./types.js").Unsaved, "view">} unsaved
     */
    keep: (view, unsaved) =>
      attempt((storage) => {
        storage.setItem(prefix + view, JSON.stringify(unsaved));
        return true;
      }, false),
    /** @param {string} view */
    forget: (view) => attempt((storage) => storage.removeItem(prefix + view), undefined),
    /**
     * Return what views of this file have not saved, each with its view's name.
     *
     * @returns {import("./types.js").Unsaved[]}
     */
    all: () =>
      attempt((storage) => {
        const names = Array.from({ length: storage.length }, (_one, i) => storage.key(i) ?? "");
        return names
          .filter((name) => name.startsWith(prefix))
          .map((name) => ({ view: name.slice(prefix.length), ...JSON.parse(storage.getItem(name) ?? "{}") }))
          .filter(({ content }) => content);
      }, []),
  };
}
