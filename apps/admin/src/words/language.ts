import { asLanguage, type Language, languageOf } from "@parley/words/language";

/** Keeps what the operator chose; a year, like the other choices of one browser. */
export const languageCookie = "parley-language";

/** The language of a request: what the operator chose, else what the browser asks for. */
export function languageOfRequest(headers: Headers): Language {
  return chosen(headers.get("cookie")) ?? languageOf(headers.get("accept-language"));
}

/** The header that tells the API; a query goes there with it, whoever sends it. */
export function languageHeader(headers: Headers): Record<string, string> {
  return { "accept-language": languageOfRequest(headers) };
}

function chosen(cookies: string | null): Language | null {
  const cookie = cookies?.split(/; */).find((each) => each.startsWith(`${languageCookie}=`));
  return asLanguage(cookie?.slice(languageCookie.length + 1));
}
