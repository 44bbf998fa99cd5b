/** What a person can choose. */
export const languages = ["en", "es"] as const;

/** English in accents and brackets, to find texts that are not in the catalogue; never offered to a person. */
export const pseudoLanguage = "en-XA";

export type Language = (typeof languages)[number] | typeof pseudoLanguage;

const known: readonly Language[] = [...languages, pseudoLanguage];

/** How each language is called by those who speak it. */
export const languageNames = { en: "English", es: "Español" } as const satisfies Record<
  (typeof languages)[number],
  string
>;

/**
 * The name by which `Intl` writes numbers and dates for that language. The restaurants are American, and Spanish is
 * written there with a decimal point.
 */
export const intlLocales = { en: "en-US", es: "es-US", "en-XA": "en-US" } as const satisfies Record<
  Language,
  string
>;

/** `tag` as a language of ours, or null. */
export function asLanguage(tag: string | null | undefined): Language | null {
  return known.find((each) => each === tag) ?? null;
}

/** The language that an `Accept-Language` header asks for first, among ours; English where it asks for none. */
export function languageOf(accept: string | null | undefined): Language {
  const wishes = (accept ?? "").split(",", WISHES_MAX).map((part) => {
    const [tag = "", ...parameters] = part.split(";").map((text) => text.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { tag, quality: quality === undefined ? 1 : Number(quality) || 0 };
  });
  // A sort keeps the order of equals, which is the order of the header.
  for (const { tag, quality } of wishes.sort((one, other) => other.quality - one.quality)) {
    if (quality <= 0) continue;
    const language = asLanguage(tag) ?? asLanguage(tag.split("-")[0]?.toLowerCase());
    if (language !== null) return language;
  }
  return "en";
}

/** A browser sends a handful; more is somebody's experiment. */
const WISHES_MAX = 32;
