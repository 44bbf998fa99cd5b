import type { Mapping, UnmappedId } from "@parley/db/mappings";
import type { Words } from "@parley/words";
import type { Target } from "./targets.ts";

/** A brand or store of ours that an unmapped PAR id may mean. */
export interface Candidate extends Target {
  /** True where a PAR id of this connection already points here. */
  isMapped: boolean;
}

export interface Suggestion {
  targetId: string;
  /** True where another PAR id of the connection points there already. */
  isMapped: boolean;
  label: string;
  /** 0 to 1; below `SCORE_MIN` nothing is suggested. */
  score: number;
  /** Why, in plain words. */
  reason: string;
}

const SCORE_MIN = 0.25;
const SHOWN = 3;

/** What suggestions are made of: all that somebody may see. */
export interface Book {
  targets: readonly Target[];
  mappings: readonly Pick<Mapping, "connectionId" | "targetId">[];
  organizations: readonly Pick<Mapping, "connectionId" | "parId" | "brandId">[];
}

/** What an unmapped id probably means, among the brands that it can belong to. */
export function suggestionsOf(
  {
    connectionId,
    parId,
    parOrganizationId,
  }: Pick<UnmappedId, "connectionId" | "parId" | "parOrganizationId">,
  { targets, mappings, organizations }: Book,
  say: Words<"mappings">,
): Suggestion[] {
  const served = organizations.filter((mapping) => mapping.connectionId === connectionId);
  const mapped = new Set(
    mappings.filter((mapping) => mapping.connectionId === connectionId).map(({ targetId }) => targetId),
  );
  const organization = served.find((mapping) => mapping.parId === parOrganizationId);
  // A connection that serves nobody yet may come to serve any brand but those that have their own.
  const isPossible =
    served.length > 0
      ? (brandId: string) => served.some((mapping) => mapping.brandId === brandId)
      : (brandId: string) => organizations.every((mapping) => mapping.brandId !== brandId);
  return suggest({
    parId,
    candidates: targets
      .filter((target) => isPossible(target.brandId))
      .map((target) => ({ ...target, isMapped: mapped.has(target.id) })),
    organizationBrandId: organization?.brandId ?? null,
    say,
  });
}

/**
 * What an unmapped id probably means, best first, at most three. Only hints that people can see for
 * themselves count, and the reason names each of them.
 * @param args.organizationBrandId the brand that the organization of a location is mapped to, where known
 */
export function suggest(args: {
  parId: string;
  candidates: readonly Candidate[];
  organizationBrandId: string | null;
  say: Words<"mappings">;
}): Suggestion[] {
  const { organizationBrandId, say } = args;
  const possible = args.candidates.filter(
    (candidate) => organizationBrandId === null || candidate.brandId === organizationBrandId,
  );
  const free = possible.filter((candidate) => !candidate.isMapped);
  const hints = {
    sameBrand: organizationBrandId !== null,
    onlyFree: free.length === 1 ? free[0] : undefined,
  };
  return possible
    .map((candidate) => judge(args.parId, candidate, hints, say))
    .filter((suggestion) => suggestion.score >= SCORE_MIN)
    .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1))
    .slice(0, SHOWN);
}

function judge(
  parId: string,
  candidate: Candidate,
  hints: { sameBrand: boolean; onlyFree: Candidate | undefined },
  say: Words<"mappings">,
): Suggestion {
  const reasons: string[] = [];
  let score = 0;
  const add = (points: number, reason: string) => {
    score += points;
    reasons.push(reason);
  };
  const theirs = parts(parId);
  const ours = parts(`${candidate.code} ${candidate.name}`);
  const digits = theirs.numbers.find((number) => ours.numbers.includes(number));
  if (parId.toLowerCase() === candidate.code.toLowerCase()) add(0.9, say("suggested.ownCode"));
  else if (digits !== undefined)
    add(digits.length > 2 ? 0.45 : 0.3, say("suggested.number", { number: digits }));
  const word = theirs.words.find((known) => ours.words.includes(known) || initials(candidate.name) === known);
  if (word !== undefined) add(0.3, say("suggested.word", { word: word.toUpperCase() }));
  const alike = similarity(letters(parId), letters(candidate.name));
  if (word === undefined && alike >= 0.3) add(0.3 * alike, say("suggested.alike"));
  if (hints.onlyFree?.id === candidate.id) add(0.35, say("suggested.onlyFree"));
  if (hints.sameBrand) add(0.1, say("suggested.sameBrand"));
  if (candidate.isMapped) add(-0.3, say("suggested.taken"));
  return {
    targetId: candidate.id,
    isMapped: candidate.isMapped,
    label: `${candidate.code} ${candidate.name}`,
    score: Math.round(Math.min(0.99, Math.max(0, score)) * 100) / 100,
    reason: sentence(reasons),
  };
}

/** Words and numbers of an id, without leading zeros and without the words that every id has. */
function parts(text: string): { words: string[]; numbers: string[] } {
  const found: string[] = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  return {
    words: found.filter((part) => /^\p{L}{2,}$/u.test(part) && !COMMON.has(part)),
    numbers: found.filter((part) => /^\d+$/.test(part)).map((part) => part.replace(/^0+(?=\d)/, "")),
  };
}

const COMMON = new Set(["par", "loc", "lc", "ia", "id", "org", "store", "location", "the", "organization"]);

function initials(name: string): string {
  return (name.match(/\p{L}+/gu) ?? []).map((word) => word.charAt(0).toLowerCase()).join("");
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, "");
}

/** Dice's coefficient over pairs of letters: 1 for equal texts, 0 for texts without a common pair. */
function similarity(a: string, b: string): number {
  const pairs = (text: string) =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  const ofB = pairs(b);
  const total = pairs(a).length + ofB.length;
  let common = 0;
  for (const pair of pairs(a)) {
    const index = ofB.indexOf(pair);
    if (index === -1) continue;
    ofB.splice(index, 1);
    common += 1;
  }
  return total === 0 ? 0 : (2 * common) / total;
}

function sentence(reasons: readonly string[]): string {
  const text = reasons.join(", ");
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
