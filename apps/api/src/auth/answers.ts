import type { Language } from "@parley/words";
import type { Response } from "express";
import type { Auth } from "./auth.ts";
import { sessionCookie } from "./cookie.ts";
import { ABSOLUTE_SECONDS } from "./library.ts";

/** What the routes of sign-in answer with. */

/** In GraphQL's error shape, which the sign-in form reads as well. */
export function refuse(res: Response, status: number, code: string, message: string): void {
  res.status(status).json({ code, message, errors: [{ message, extensions: { code } }] });
}

export function tooMany(res: Response, seconds: number): void {
  res.setHeader("retry-after", String(seconds));
  refuse(res, 429, "TOO_MANY_TRIES", "Too many tries. Wait a while, then try again.");
}

/** Gives the client the library's cookies. */
export function giveCookies(res: Response, answer: globalThis.Response): void {
  for (const cookie of answer.headers.getSetCookie()) res.append("set-cookie", outlastIdle(cookie));
}

/**
 * A session ends when its row says so, and each use extends the row. The browser's cookie must outlast it, or
 * the browser would drop it 30 minutes after sign-in however busy the operator is.
 */
function outlastIdle(cookie: string): string {
  return cookie.replace(/; Max-Age=[1-9]\d*/i, `; Max-Age=${ABSOLUTE_SECONDS}`);
}

/**
 * Tells the admin's pages what an operator chose to read, on whichever device they sign in. It is the pages' own cookie,
 * which a script of theirs changes for this browser, and no secret.
 */
export function languageCookie({ config }: Auth, language: Language): string {
  const { secure } = sessionCookie(config.adminUrl).attributes;
  return `parley-language=${language}; Max-Age=31536000; Path=/; ${secure ? "Secure; " : ""}SameSite=Lax`;
}
