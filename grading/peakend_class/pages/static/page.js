// What all pages share: elements, calls that answer in one sentence, and news as it happens.
export const labels = JSON.parse(document.getElementById("labels")?.textContent ?? "{}");
export const find = (id) => document.getElementById(id);

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export async function call(path, content, method = "POST") {
  const answer = await fetch(path, { method, body: content instanceof Blob ? content : JSON.stringify(content ?? {}) });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.problem ?? answer.statusText);
  return said;
}

export async function tried(work) {
  const said = find("said");
  try {
    said.textContent = (await work()) ?? "";
    return true;
  } catch (error) {
    said.textContent = error instanceof TypeError ? (labels.offline ?? error.message) : error.message;
    return false;
  }
}

export function follow(view, show) {
  const source = new EventSource(`/events/${view}`);
  const said = find("said");
  source.onmessage = (event) => {
    if (said.textContent === labels.offline) said.textContent = "";
    show(JSON.parse(event.data));
  };
  source.onerror = () => {
    said.textContent = labels.offline;
    // A browser gives up for good on an answer that is no stream, as a proxy may send one.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { follow(view, show); }, 3000);
  };
}
