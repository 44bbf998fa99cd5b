const yearSeconds = 365 * 24 * 60 * 60;

/** Forgets a choice of this browser. */
export function forgetChoice(cookie: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
  document.cookie = `${cookie}=; path=/; max-age=0; samesite=lax`;
}

/** Keeps a choice of this browser in a cookie, where the server finds it before it draws the next page. */
export function keepChoice(cookie: string, value: string): void {
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
  document.cookie = `${cookie}=${value}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`;
}
