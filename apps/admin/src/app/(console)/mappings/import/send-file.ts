/** What became of a file that was sent. */
type Sent = { kind: "taken"; id: string } | { kind: "refused"; message: string | null } | { kind: "stopped" };

/** A file on its way. */
export interface Sending {
  answer: Promise<Sent>;
  stop: () => void;
}

/** Sends a file as it is. `fetch` tells nobody how far it has come, so this is the older way. */
export function sendFile(file: File, onProgress: (percent: number) => void): Sending {
  const request = new XMLHttpRequest();
  const answer = new Promise<Sent>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress(total === 0 ? 100 : Math.floor((loaded / total) * 100));
    request.onload = () => resolve(read(request.status, request.responseText));
    request.onerror = () => resolve({ kind: "refused", message: null });
    request.onabort = () => resolve({ kind: "stopped" });
  });
  request.open("POST", "/graphql/mapping-imports");
  // A type that no form of another site's page can send.
  request.setRequestHeader("content-type", "text/csv");
  request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
  request.send(file);
  return { answer, stop: () => request.abort() };
}

function read(status: number, text: string): Sent {
  const body: unknown = parsed(text);
  const id: unknown = Reflect.get(Object(body), "id");
  if (status === 201 && typeof id === "string") return { kind: "taken", id };
  const errors: unknown = Reflect.get(Object(body), "errors");
  const message: unknown = Array.isArray(errors) ? Reflect.get(Object(errors[0]), "message") : null;
  return { kind: "refused", message: typeof message === "string" ? message : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
