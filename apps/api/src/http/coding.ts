/** Whether a `Content-Encoding` says that a body stands as it is: there is none, it is empty, or `identity`. */
export function isUncoded(contentEncoding: string | undefined): boolean {
  if (contentEncoding === undefined) return true;
  const codings = contentEncoding.split(",").map((coding) => coding.trim().toLowerCase());
  return codings.every((coding) => coding === "" || coding === "identity");
}
