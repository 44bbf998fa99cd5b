import { describe, expect, it } from "vitest";
import { languageHeader, languageOfRequest } from "./language.ts";

describe("languageOfRequest", () => {
  it("takes what the operator chose before what the browser asks for", () => {
    const headers = new Headers({ cookie: "a=b; parley-language=es", "accept-language": "en-US" });
    expect(languageOfRequest(headers)).toBe("es");
    expect(languageHeader(headers)).toEqual({ "accept-language": "es" });
  });

  it("asks the browser where nothing was chosen, or something that is no language", () => {
    expect(languageOfRequest(new Headers({ "accept-language": "es-MX,es;q=0.9" }))).toBe("es");
    const planted = new Headers({ cookie: "parley-language=../../etc", "accept-language": "es" });
    expect(languageOfRequest(planted)).toBe("es");
    expect(languageOfRequest(new Headers())).toBe("en");
  });
});
